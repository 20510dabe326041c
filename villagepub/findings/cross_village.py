"""What no village's own check can see: people on two villages' lists, 政府未公开."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from villagepub.comparison import list_rules
from villagepub.comparison.comparable_list import ComparableList, identity_hashes
from villagepub.comparison.differences import Difference
from villagepub.findings import lifecycle
from villagepub.findings.check_targets import COUNTY, CheckTarget, not_disclosed
from villagepub.models import (
    CatalogItem,
    Notice,
    NoticeList,
    NoticeVersion,
    Place,
    VillageItem,
)
from villagepub.states import FindingKind, NoticeStatus

GOVERNMENT_LEVELS = frozenset({"县级", "乡级"})


def record_all(
    session: Session, place_code: str, targets: list[CheckTarget], *, at: datetime
) -> None:
    """After every village of a run has been compared."""
    county = place_code[:COUNTY]
    names = {
        p.code: p.short_name
        for p in session.exec(select(Place).where(col(Place.code).startswith(county)))
    }
    for (item, period), group in _by_item(targets).items():
        lists = _shared_lists(session, county, item, period)
        found: dict[str, list[Difference]] = {}
        for code, difference in list_rules.in_two_villages(lists, names):
            found.setdefault(code, []).append(difference)
        lifecycle.record_cross_village(
            session, group, FindingKind.IN_TWO_VILLAGES, found, at=at
        )
    if len(place_code) < len(targets[0].village_code if targets else place_code):
        _undisclosed(session, place_code, targets, at)


def _by_item(
    targets: Iterable[CheckTarget],
) -> dict[tuple[str, str], list[CheckTarget]]:
    found: dict[tuple[str, str], list[CheckTarget]] = {}
    for target in targets:
        if target.notice is not None:
            found.setdefault((target.item, target.period), []).append(target)
    return found


def _shared_lists(
    session: Session, county: str, item: str, period: str
) -> dict[str, ComparableList]:
    """The lists of a county that share an identity with another, by village.

    Two looks: the first only at hashes, so that no more than a set of them is held.
    """
    seen: dict[str, int] = {}
    sharing: set[int] = set()
    question = _question(county, item, period)
    for _, version_id, lines in session.exec(question).yield_per(20):
        for identity in identity_hashes(lines):
            first = seen.setdefault(identity, version_id)
            if identity and first != version_id:
                sharing |= {first, version_id}
    chosen = question.where(col(NoticeList.version_id).in_(sharing))
    return {
        code: ComparableList.from_json(lines)
        for code, _, lines in (session.exec(chosen) if sharing else ())
    }


def _question(county: str, item: str, period: str) -> Any:
    return (
        select(Notice.village_code, NoticeList.version_id, NoticeList.lines)
        .join(
            NoticeVersion,
            (col(NoticeVersion.notice_id) == Notice.id)
            & (col(NoticeVersion.version) == Notice.version),
        )
        .join(NoticeList, col(NoticeList.version_id) == NoticeVersion.id)
        .join(VillageItem, col(VillageItem.id) == Notice.item_id)
        .where(
            col(Notice.village_code).startswith(county),
            Notice.status == NoticeStatus.PUBLISHED,
            Notice.period == period,
            VillageItem.name == item,
            col(NoticeList.has_identities),
        )
    )


def _undisclosed(
    session: Session, place_code: str, targets: list[CheckTarget], at: datetime
) -> None:
    """政府未公开, said of the place itself, for items that its own catalog has."""
    own = _government_items(session, place_code)
    mine = [t for t in targets if t.item in own]
    missing: dict[tuple[str, str], list[Difference]] = {
        (t.item, t.period): [] for t in mine
    }
    for item, period, difference in not_disclosed(mine):
        missing[item, period].append(difference)
    for target in {(t.item, t.period): t for t in mine}.values():
        whole = replace(target, village_code=place_code, notice=None)
        lifecycle.record_cross_village(
            session,
            [whole],
            FindingKind.NOT_DISCLOSED,
            {place_code: missing[target.item, target.period]},
            at=at,
        )


def _government_items(session: Session, place_code: str) -> set[str]:
    rows = session.exec(
        select(VillageItem.name, CatalogItem.levels)
        .join(CatalogItem, col(CatalogItem.key) == VillageItem.standard_key)
        .where(
            col(CatalogItem.is_current),
            col(VillageItem.village_code).startswith(place_code),
        )
    )
    return {name for name, levels in rows if GOVERNMENT_LEVELS & set(levels)}
