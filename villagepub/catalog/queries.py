"""Questions about catalogs and lists."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.catalog import time_limits
from villagepub.models import CatalogItem, VillageItem, at_or_below
from villagepub.states import ItemScope


def current(
    session: Session, *, domain: str = "", scope: ItemScope | None = None
) -> list[CatalogItem]:
    """The current version of every item, by domain and place."""
    question = select(CatalogItem).where(col(CatalogItem.is_current))
    if domain:
        question = question.where(CatalogItem.domain == domain)
    if scope is not None:
        question = question.where(CatalogItem.scope == scope)
    order = (col(CatalogItem.scope), col(CatalogItem.source), col(CatalogItem.position))
    return list(session.exec(question.order_by(*order)))


def by_code(session: Session, code: str) -> CatalogItem | None:
    """SNBT-02 as it is in force."""
    return session.exec(
        select(CatalogItem)
        .where(CatalogItem.code == code, col(CatalogItem.is_current))
        .order_by(col(CatalogItem.id))
    ).first()


def of_village_item(session: Session, item: VillageItem) -> CatalogItem | None:
    """The standard's item that a village's answers to, else the village list's own."""
    found = {
        row.key: row
        for row in session.exec(
            select(CatalogItem).where(
                col(CatalogItem.key).in_((item.standard_key, item.item_key)),
                col(CatalogItem.is_current),
            )
        )
    }
    return found.get(item.standard_key) or found.get(item.item_key)


def as_plain(item: CatalogItem) -> dict[str, Any]:
    """The item as the contract's ``catalog list --json`` has it."""
    return {
        "code": item.code,
        "domain": item.domain,
        "level1": item.level1,
        "level2": item.level2,
        "level3": item.level3,
        "elements": item.elements,
        "basis": item.basis,
        "limit": item.limit,
        "clock": time_limits.clock(item.limit),
        "body": item.body,
        "channels": item.channels,
        "audience": item.audience,
        "method": item.method,
        "levels": item.levels,
        "more": item.more,
        "scope": item.scope.value,
        "version": item.version,
    }


def find_village_item(
    session: Session, place_code: str, text: str
) -> VillageItem | None:
    """A line of a village's list (of a township: of its first village that has one) by
    the item's code, its exact name or its standard's.
    """
    keys = select(CatalogItem.key).where(
        col(CatalogItem.is_current),
        (col(CatalogItem.code) == text) | (col(CatalogItem.level2) == text),
    )
    known = list(session.exec(keys))
    return session.exec(
        select(VillageItem)
        .where(
            at_or_below(VillageItem.village_code, place_code),
            (col(VillageItem.name) == text)
            | col(VillageItem.item_key).in_(known)
            | col(VillageItem.standard_key).in_(known),
        )
        .order_by(col(VillageItem.name) != text, col(VillageItem.position))
    ).first()


def counts(session: Session, village_codes: Sequence[str]) -> dict[str, int]:
    """How many items each village has on its list; one query."""
    rows = session.exec(
        select(VillageItem.village_code, sa.func.count())
        .where(col(VillageItem.village_code).in_(village_codes))
        .group_by(col(VillageItem.village_code))
    )
    return dict(rows.all())


def list_of(session: Session, village_code: str) -> list[VillageItem]:
    return list(
        session.exec(
            select(VillageItem)
            .where(VillageItem.village_code == village_code)
            .order_by(col(VillageItem.position), col(VillageItem.id))
        )
    )
