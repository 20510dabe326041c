"""Findings are kept under stable keys: found again, changed, or gone.

The only writer of a finding's state beside ``decisions``: what a person decided stays
decided until the difference itself changes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.comparison.differences import Difference
from villagepub.findings import coverage
from villagepub.findings.check_targets import CheckTarget
from villagepub.findings.village_check import VillageResult
from villagepub.models import Compared, Finding
from villagepub.states import FindingKind, FindingState

# Found by comparing villages with one another, not by one village's check.
CROSS_VILLAGE_KINDS = (FindingKind.IN_TWO_VILLAGES, FindingKind.NOT_DISCLOSED)


def record(session: Session, checked: VillageResult, *, at: datetime) -> int:
    """Write what a check found; how many findings stand open afterwards."""
    target = checked.target
    stored = _stored(session, target.village_code, target.item, target.period)
    mine = {k: f for k, f in stored.items() if f.kind not in CROSS_VILLAGE_KINDS}
    _merge(session, mine, checked, at)
    session.merge(
        Compared(
            village_code=target.village_code,
            item=target.item,
            period=target.period,
            digest=checked.digest,
            village_rows=checked.result.village_rows,
            government_rows=checked.result.government_rows,
            matched=checked.result.matched,
            at=at,
        )
    )
    return len(checked.result.differences)


def record_cross_village(
    session: Session,
    targets: Sequence[CheckTarget],
    kind: FindingKind,
    found: Mapping[str, Sequence[Difference]],
    *,
    at: datetime,
) -> None:
    """The same for differences of one cross-village kind; ``found`` by village code.

    ``targets`` are those of one item and period.
    """
    if not targets:
        return
    rows = session.exec(
        select(Finding).where(
            Finding.kind == kind,
            Finding.item == targets[0].item,
            col(Finding.period) == targets[0].period,
        )
    ).all()
    for target in targets:
        stored = {r.key: r for r in rows if r.village_code == target.village_code}
        differences = tuple(found.get(target.village_code, ()))
        _merge(session, stored, VillageResult.of(target, differences), at)


def last_digests(
    session: Session, targets: Sequence[CheckTarget]
) -> dict[CheckTarget, str]:
    """What each village's list was last compared as."""
    rows = session.exec(
        select(Compared).where(
            col(Compared.village_code).in_({t.village_code for t in targets})
        )
    )
    digests = {(r.village_code, r.item, r.period): r.digest for r in rows}
    return {
        t: digests[t.village_code, t.item, t.period]
        for t in targets
        if (t.village_code, t.item, t.period) in digests
    }


def _stored(
    session: Session, village: str, item: str, period: str
) -> dict[str, Finding]:
    rows = session.exec(
        select(Finding).where(
            Finding.village_code == village,
            Finding.item == item,
            col(Finding.period) == period,
        )
    )
    return {row.key: row for row in rows}


def _merge(
    session: Session,
    stored: Mapping[str, Finding],
    checked: VillageResult,
    at: datetime,
) -> None:
    seen, new = set(), []
    for difference in checked.result.differences:
        key = difference.key[:200]
        seen.add(key)
        old = stored.get(key)
        if old is None:
            new.append(_new(checked.target, difference, at))
        else:
            _reopen(old, checked.target, difference, at)
    for key, finding in stored.items():
        if key not in seen and finding.state is not FindingState.CLOSED:
            _close_or_leave_open(finding, checked, at)
    if new:
        session.connection().execute(sa.insert(Finding), new)


def _new(target: CheckTarget, difference: Difference, at: datetime) -> dict[str, Any]:
    """A row, not an object: a county's first check writes thousands."""
    return {
        "village_code": target.village_code,
        "item": target.item,
        "period": target.period,
        "key": difference.key[:200],
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
    """What was decided comes back with the same difference; another one is open again."""
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
    """The difference is no longer there: mended, or nobody can tell any more.

    It is closed if both lists still speak of it and agree, or if the village's notice
    was corrected. Nothing is closed because a list no longer speaks of it.
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
