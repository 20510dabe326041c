"""What no village's own check can see: people on two villages' lists, 政府未公开."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import Any

from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.comparison import list_rules
from villagepub.comparison.comparable_list import ComparableList, identity_hashes
from villagepub.comparison.differences import Difference
from villagepub.findings.check_targets import COUNTY, CheckTarget, not_disclosed
from villagepub.findings.village_check import VillageResult
from villagepub.models import (
    IS_CURRENT,
    CatalogItem,
    Notice,
    NoticeList,
    NoticeVersion,
    Place,
    VillageItem,
    at_or_below,
)
from villagepub.states import FindingKind, NoticeStatus

GOVERNMENT_LEVELS = frozenset({"县级", "乡级"})


def results(
    engine: Engine, place_code: str, targets: Sequence[CheckTarget]
) -> Iterator[tuple[FindingKind, list[VillageResult]]]:
    """What is found once every village of a run has been compared, an item and period
    after the other.
    """
    county = place_code[:COUNTY]
    with db.reading(engine) as session:
        rows = session.exec(select(Place).where(at_or_below(Place.code, county)))
        names = {place.code: place.short_name for place in rows}
    for (item, period), group in _by_item(targets).items():
        with db.reading(engine) as session:
            lists = _shared_lists(session, county, item, period)
        found: dict[str, list[Difference]] = {}
        for code, difference in list_rules.in_two_villages(lists, names):
            found.setdefault(code, []).append(difference)
        yield (
            FindingKind.IN_TWO_VILLAGES,
            [VillageResult.of(t, found.get(t.village_code, ())) for t in group],
        )
    if targets and len(place_code) < len(targets[0].village_code):
        with db.reading(engine) as session:
            own = _government_items(session, place_code)
        yield FindingKind.NOT_DISCLOSED, _undisclosed(place_code, targets, own)


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
        .join(NoticeVersion, IS_CURRENT)
        .join(NoticeList, col(NoticeList.version_id) == NoticeVersion.id)
        .join(VillageItem, col(VillageItem.id) == Notice.item_id)
        .where(
            at_or_below(Notice.village_code, county),
            Notice.status == NoticeStatus.PUBLISHED,
            Notice.period == period,
            VillageItem.name == item,
            col(NoticeList.has_identities),
        )
    )


def _undisclosed(
    place_code: str, targets: Sequence[CheckTarget], own: Set[str]
) -> list[VillageResult]:
    """政府未公开, said of the place itself, for items that its ``own`` catalog has."""
    mine = [t for t in targets if t.item in own]
    missing: dict[tuple[str, str], list[Difference]] = {}
    for item, period, difference in not_disclosed(mine):
        missing.setdefault((item, period), []).append(difference)
    return [
        VillageResult.of(
            replace(target, village_code=place_code, notice=None), missing.get(key, ())
        )
        for key, target in {(t.item, t.period): t for t in mine}.items()
    ]


def _government_items(session: Session, place_code: str) -> set[str]:
    rows = session.exec(
        select(VillageItem.name, CatalogItem.levels)
        .join(CatalogItem, col(CatalogItem.key) == VillageItem.standard_key)
        .where(
            col(CatalogItem.is_current),
            at_or_below(VillageItem.village_code, place_code),
        )
    )
    return {name for name, levels in rows if GOVERNMENT_LEVELS & set(levels)}
