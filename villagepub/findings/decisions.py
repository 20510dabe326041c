"""What people decide about findings; the program never changes a notice.

The township assigns with a deadline, dismisses with a reason, accepts or rejects the
village's explanation. The village answers with an explanation or by a correction; what
a correction mended is closed by the next check, not here.
"""

from datetime import date, datetime

from sqlmodel import Session

from villagepub import access, audit, clock, outbox, privacy
from villagepub.access import Action, Actor
from villagepub.errors import UserError
from villagepub.models import Finding
from villagepub.states import FindingState, NewsKind, Role

DAYS = 3  # working days that a village has, if the officer sets no day
LONGEST = 300


class FindingFault(UserError):
    """Why a finding can't be moved so, as a sentence."""


def assign(
    session: Session, *, actor: Actor, finding_id: int, due_on: date, at: datetime
) -> Finding:
    """交给村里: the village has until ``due_on``."""
    finding = _theirs(session, actor, finding_id)
    if finding.state not in (FindingState.OPEN, FindingState.ASSIGNED):
        raise FindingFault("这一条已经不在等交办了，刷新一下再看。")
    if due_on < at.date():
        raise FindingFault("期限要写今天以后的日子。")
    finding.state, finding.due_on = FindingState.ASSIGNED, due_on
    _tell(session, finding, at)
    _log(session, actor, "finding.assign", finding, at, due=due_on.isoformat())
    return finding


def remind(session: Session, *, actor: Actor, finding_id: int, at: datetime) -> Finding:
    """再催: once more on the village's list."""
    finding = _theirs(session, actor, finding_id)
    if finding.state is not FindingState.ASSIGNED:
        raise FindingFault("还没交给村里，不用催。")
    finding.reminders += 1
    _tell(session, finding, at)
    _log(session, actor, "finding.remind", finding, at, times=finding.reminders)
    return finding


def dismiss(
    session: Session, *, actor: Actor, finding_id: int, reason: str, at: datetime
) -> Finding:
    """不算问题: only with a reason; it comes back if the difference changes."""
    finding = _theirs(session, actor, finding_id)
    if finding.state is FindingState.CLOSED:
        raise FindingFault("这一条已经办结了。")
    finding.reason = _reason(reason, "请写一句为什么不算问题。")
    finding.state = FindingState.DISMISSED
    _log(session, actor, "finding.dismiss", finding, at, reason=finding.reason)
    return finding


def reopen(session: Session, *, actor: Actor, finding_id: int, at: datetime) -> Finding:
    """Take a dismissal back."""
    finding = _theirs(session, actor, finding_id)
    if finding.state is not FindingState.DISMISSED:
        raise FindingFault("这一条没有被放过，不用拿回来。")
    finding.state, finding.reason, finding.due_on = FindingState.OPEN, "", None
    _log(session, actor, "finding.reopen", finding, at)
    return finding


def answer(
    session: Session, *, actor: Actor, finding_id: int, reason: str, at: datetime
) -> Finding:
    """The village explains instead of correcting; the township decides."""
    finding = _found(session, finding_id)
    access.allow(actor, Action.ANSWER, finding.village_code)
    if finding.state not in (FindingState.ASSIGNED, FindingState.ANSWERED):
        raise FindingFault("镇上没有把这一条交给村里，不用说明。")
    finding.reason = _reason(reason, "请写一句是怎么回事。")
    finding.state = FindingState.ANSWERED
    _log(session, actor, "finding.answer", finding, at, reason=finding.reason)
    return finding


def accept(session: Session, *, actor: Actor, finding_id: int, at: datetime) -> Finding:
    """说得通: the village's explanation stands as the reason."""
    finding = _answered(session, actor, finding_id)
    finding.state = FindingState.DISMISSED
    _log(session, actor, "finding.accept", finding, at, reason=finding.reason)
    return finding


def reject(
    session: Session, *, actor: Actor, finding_id: int, due_on: date, at: datetime
) -> Finding:
    """说不通: back to the village with a new deadline."""
    finding = _answered(session, actor, finding_id)
    if due_on < at.date():
        raise FindingFault("期限要写今天以后的日子。")
    finding.state, finding.due_on = FindingState.ASSIGNED, due_on
    _tell(session, finding, at)
    _log(session, actor, "finding.reject", finding, at, due=due_on.isoformat())
    return finding


def _answered(session: Session, actor: Actor, finding_id: int) -> Finding:
    finding = _theirs(session, actor, finding_id)
    if finding.state is not FindingState.ANSWERED:
        raise FindingFault("村里还没有说明。")
    return finding


def _theirs(session: Session, actor: Actor, finding_id: int) -> Finding:
    finding = _found(session, finding_id)
    access.allow(actor, Action.CHECK, finding.village_code)
    return finding


def _found(session: Session, finding_id: int) -> Finding:
    finding = session.get(
        Finding, finding_id, with_for_update=True, populate_existing=True
    )
    if finding is None:
        raise FindingFault("这一条找不到了，刷新一下再看。")
    return finding


def _reason(text: str, missing: str) -> str:
    plain = privacy.scrub(" ".join(text.split()))
    if not plain:
        raise FindingFault(missing)
    if len(plain) > LONGEST:
        raise FindingFault(f"写得太长了，最多 {LONGEST} 个字。")
    return plain


def _tell(session: Session, finding: Finding, at: datetime) -> None:
    """The village's clerks hear of it in 企业微信, if they have bound it."""
    due = clock.say_short_day(finding.due_on) if finding.due_on else ""
    name = f"，{finding.name}" if finding.name else ""
    outbox.tell(
        session,
        outbox.staff_of(session, finding.village_code, Role.CLERK),
        kind=NewsKind.FINDING,
        subject=f"finding:{finding.id}:{finding.reminders}:{finding.due_on}",
        text=f"{finding.item}{name}，{due}前说明或者更正",
        at=at,
    )


def _log(
    session: Session,
    actor: Actor,
    action: str,
    finding: Finding,
    at: datetime,
    **data: object,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        at=at,
        subject=f"finding:{finding.id}",
        place_code=finding.village_code,
        data={"kind": finding.kind.value, **data},
    )
