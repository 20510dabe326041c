"""Findings are kept under stable keys: found again, changed, or gone.

The only writer of a finding's state beside ``decisions``: what a person decided stays
decided until the difference itself changes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.comparison.differences import Difference
from villagepub.findings import coverage
from villagepub.findings.check_targets import CheckTarget
from villagepub.findings.stable_keys import paired
from villagepub.findings.village_check import VillageResult
from villagepub.gc_pause import paused
from villagepub.models import (
    Compared,
    Finding,
    NothingDeclared,
    Notice,
    NoticeList,
    at_or_below,
)
from villagepub.states import FindingKind, FindingState

ListKey = tuple[str, str, str]  # village, item, period
# Found by comparing villages with one another, not by one village's check.
CROSS_VILLAGE_KINDS = (FindingKind.IN_TWO_VILLAGES, FindingKind.NOT_DISCLOSED)


@paused
def record(
    session: Session,
    checked: Sequence[VillageResult],
    *,
    at: datetime,
    kind: FindingKind | None = None,
) -> None:
    """Write what checks found, in a few statements however many they are.

    ``kind``: of what was found by comparing villages with one another; None: each
    village's own check, which says nothing of those kinds.
    """
    stored = _stored(session, checked, kind)
    new: list[dict[str, Any]] = []
    for one in checked:
        new += _merge(stored.get(_key_of(one.target), {}), one, at)
    session.flush()
    db.add_missing(session, Finding, sorted(new, key=_in_order))
    if kind is None:
        lists = [one.made.model_dump() for one in checked if one.made]
        db.add_missing(session, NoticeList, lists)
        db.put(session, Compared, [_compared(one, at) for one in checked])
        _note_looked_at(session, checked)


def _note_looked_at(session: Session, checked: Sequence[VillageResult]) -> None:
    """What was posted or declared while the lists were compared is looked at again."""
    seen = [
        {"b_id": notice.id, "b_version": notice.version}
        for notice in (one.target.notice for one in checked)
        if notice is not None
    ]
    lacking = [
        {"b_item": one.target.item_id, "b_period": one.target.period}
        for one in checked
        if any(d.kind is FindingKind.NOT_PUBLISHED for d in one.result.differences)
    ]
    for statement, rows in ((MARK_CHECKED, seen), (_MISSED, lacking)):
        if rows:
            session.connection().execute(statement, rows)


MARK_CHECKED = (
    sa.update(Notice)
    .where(col(Notice.id) == sa.bindparam("b_id"))
    .values(checked_version=sa.bindparam("b_version"))
)
_MISSED = (
    sa.update(NothingDeclared)
    .where(
        col(NothingDeclared.item_id) == sa.bindparam("b_item"),
        col(NothingDeclared.period) == sa.bindparam("b_period"),
    )
    .values(checked_at=None)
)


def _in_order(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The same for all workers: none waits for another that waits for it."""
    return row["village_code"], row["item"], row["period"], row["key"]


def _compared(checked: VillageResult, at: datetime) -> dict[str, Any]:
    return {
        "village_code": checked.target.village_code,
        "item": checked.target.item,
        "period": checked.target.period,
        "digest": checked.digest,
        "village_rows": checked.result.village_rows,
        "government_rows": checked.result.government_rows,
        "matched": checked.result.matched,
        "at": at,
    }


def last_digests(session: Session, place_code: str) -> dict[ListKey, str]:
    """What each list of a place was last compared as."""
    rows = session.exec(
        select(
            Compared.village_code, Compared.item, Compared.period, Compared.digest
        ).where(at_or_below(Compared.village_code, place_code))
    )
    return {(village, item, period): digest for village, item, period, digest in rows}


def _key_of(target: CheckTarget) -> ListKey:
    return target.village_code, target.item, target.period


def _stored(
    session: Session, checked: Sequence[VillageResult], kind: FindingKind | None
) -> dict[ListKey, dict[str, Finding]]:
    """The findings of a batch that a check of this kind speaks of, by place and key."""
    villages, items, periods = zip(
        *(_key_of(one.target) for one in checked), strict=True
    )
    rows = session.exec(
        select(Finding)
        .where(
            col(Finding.village_code).in_(set(villages)),
            col(Finding.item).in_(set(items)),
            col(Finding.period).in_(set(periods)),
            col(Finding.kind) == kind
            if kind
            else col(Finding.kind).not_in(CROSS_VILLAGE_KINDS),
        )
        .order_by(col(Finding.id))
        .with_for_update()
    )
    found: dict[ListKey, dict[str, Finding]] = {}
    for row in rows:
        place = row.village_code, row.item, row.period
        found.setdefault(place, {})[row.key] = row
    return found


def _merge(
    stored: Mapping[str, Finding], checked: VillageResult, at: datetime
) -> list[dict[str, Any]]:
    """Update the stored findings with a check's differences; returns rows for new ones.
    Stored findings without a difference are closed or become unverifiable.
    """
    new: list[dict[str, Any]] = []
    left = dict(stored)
    for difference, key in paired(stored, checked.result.differences):
        old = left.pop(key, None)
        if old is None:
            new.append(_new(checked.target, difference._replace(key=key), at))
        else:
            _reopen(old, checked.target, difference, at)
    for finding in left.values():
        if finding.state is not FindingState.CLOSED:
            _close_or_leave_open(finding, checked, at)
    return new


def _new(target: CheckTarget, difference: Difference, at: datetime) -> dict[str, Any]:
    """A row, not an object: a county's first check writes thousands."""
    return {
        "village_code": target.village_code,
        "item": target.item,
        "period": target.period,
        "key": difference.key,
        "kind": difference.kind,
        "field": difference.field[:60],
        "name": difference.name[:200],
        "group": difference.group[:40],
        "state": FindingState.OPEN,
        "reason": "",
        "reminders": 0,
        "office": "",
        "dismissed_values": "",
        "dismissed_reason": "",
        "closed_by_version": 0,
        "found_at": at,
        "seen_at": at,
        **_content(target, difference),
    }


def _reopen(
    old: Finding, target: CheckTarget, difference: Difference, at: datetime
) -> None:
    """Take over a difference that is found again. A closed finding gets its state from
    before, a dismissal holds only while the values are the ones that were dismissed.
    """
    _take_over(old, target, difference)
    old.seen_at, old.closed_at = at, None
    if old.state in (FindingState.CLOSED, FindingState.UNVERIFIABLE):
        old.state, old.state_before = old.state_before or FindingState.OPEN, None
    is_dismissed = old.dismissed_reason and old.dismissed_values == values_of(old)
    if old.state is FindingState.DISMISSED and not is_dismissed:
        old.state, old.due_on, old.reason = FindingState.OPEN, None, ""
    elif old.state is FindingState.OPEN and is_dismissed:
        old.state, old.reason = FindingState.DISMISSED, old.dismissed_reason


def values_of(finding: Finding) -> str:
    """What a dismissal is about: it does not hold for other values."""
    return f"{finding.village_value}|{finding.government_value}"


def _take_over(finding: Finding, target: CheckTarget, difference: Difference) -> None:
    for name, value in _content(target, difference).items():
        setattr(finding, name, value)


def _content(target: CheckTarget, difference: Difference) -> dict[str, Any]:
    """What may change while the difference stays."""
    return {
        "disclosure_id": target.disclosure.id if target.disclosure else None,
        "notice_id": target.notice.id if target.notice else None,
        "version": target.notice.version if target.notice else 0,
        "village_row": difference.village_row,
        "government_row": difference.government_row,
        "village_value": difference.village_value[:200],
        "government_value": difference.government_value[:200],
        "note": difference.note[:300],
    }


def _close_or_leave_open(
    finding: Finding, checked: VillageResult, at: datetime
) -> None:
    """The difference is no longer found: it was mended, or can no longer be compared.

    Closed if both lists still cover it and agree, or if the village has published a
    newer version. A list that no longer mentions the household closes nothing.
    """
    notice = checked.target.notice
    version = notice.version if notice else 0
    if finding.state is not FindingState.UNVERIFIABLE:
        finding.state_before = finding.state
    if version > finding.version or coverage.is_covered(finding, checked):
        finding.state, finding.closed_at = FindingState.CLOSED, at
        finding.closed_by_version = version if version > finding.version else 0
    elif finding.state is not FindingState.DISMISSED:
        finding.state = FindingState.UNVERIFIABLE
