"""What people decide about findings; the program never changes a notice.

The township assigns with a deadline, dismisses with a reason, accepts or rejects the
village's explanation. The village answers with an explanation or by a correction; what
a correction mended is closed by the next check, not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from villagepub import clock, news
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.content_rules import read_sentence
from villagepub.errors import UserError
from villagepub.findings import queries
from villagepub.findings.lifecycle import values_of
from villagepub.findings.queries import Narrowed
from villagepub.models import Finding
from villagepub.states import FindingState, NewsKind, Role

DAYS = 3  # working days that a village has, if the officer sets no day
MAX_REASON = 300


def _check_due(act: Act, due_on: date) -> None:
    if due_on < clock.day(act.at):
        raise UserError("期限写今天，或者今天以后的日子。")


def assign(act: Act, *, finding_id: int, due_on: date) -> Finding:
    """交给村里: the village has until ``due_on``."""
    finding = _theirs(act, finding_id)
    if finding.state not in (FindingState.OPEN, FindingState.ASSIGNED):
        raise UserError("这一条已经不在等交办了，刷新一下再看。")
    _assign(act, [finding], due_on)
    return finding


def unassign(act: Act, *, finding_id: int) -> Finding:
    """Undo of an assignment, as long as the village has not answered."""
    finding = _theirs(act, finding_id)
    if finding.state is not FindingState.ASSIGNED:
        raise UserError("这一条不在村里办，不用收回。")
    _unassign(act, finding)
    return finding


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenFindings:
    """What of a village's findings the officer saw, and decides about at once.

    ``to``: what the list was narrowed to. ``newest``: the highest id on it; what a check
    found since then was not looked at.
    """

    village_code: str
    to: Narrowed
    newest: int

    def locked(
        self, act: Act, state: FindingState, reason: str | None = None
    ) -> Sequence[Finding]:
        act.allow(Action.CHECK, self.village_code)
        return queries.locked(
            act.session,
            self.village_code,
            state=state,
            newest=self.newest,
            reason=reason,
            **self.to,
        )


def assign_all(act: Act, shown: SeenFindings, *, due_on: date) -> int:
    """Everything that nobody has yet; how many."""
    found = shown.locked(act, FindingState.OPEN)
    _assign(act, found, due_on)
    return len(found)


def unassign_all(act: Act, shown: SeenFindings) -> int:
    """Undo of assigning them all: what the village has not answered comes back."""
    found = shown.locked(act, FindingState.ASSIGNED)
    for finding in found:
        _unassign(act, finding)
    return len(found)


def dismiss_all(act: Act, shown: SeenFindings, *, reason: str) -> int:
    """不算问题, for all that nobody has yet."""
    found = shown.locked(act, FindingState.OPEN)
    for finding in found:
        _dismiss(act, finding, reason)
    return len(found)


def reopen_all(act: Act, shown: SeenFindings, *, reason: str) -> int:
    """Undo of dismissing them all: those that were let go with these words come back."""
    found = shown.locked(act, FindingState.DISMISSED, reason)
    for finding in found:
        _reopen(act, finding)
    return len(found)


def _assign(act: Act, findings: Sequence[Finding], due_on: date) -> None:
    _check_due(act, due_on)
    for finding in findings:
        finding.state, finding.due_on = FindingState.ASSIGNED, due_on
        act.record(AuditAction.FINDING_ASSIGN, finding, due=due_on.isoformat())
    _tell(act, findings)


def _unassign(act: Act, finding: Finding) -> None:
    finding.state, finding.due_on = FindingState.OPEN, None
    act.record(AuditAction.FINDING_UNASSIGN, finding)


def give_to_government(
    act: Act, *, finding_id: int, office: str, due_on: date
) -> Finding:
    """政府那边要改: the village is right; closed when the government's list says so."""
    finding = _theirs(act, finding_id)
    if finding.state in (FindingState.CLOSED, FindingState.DISMISSED):
        raise UserError("这一条已经办结了。")
    _check_due(act, due_on)
    finding.office = read_sentence(office, "请写上政府那边哪个单位改。")[:60]
    finding.state, finding.due_on = FindingState.WITH_GOVERNMENT, due_on
    act.record(
        AuditAction.FINDING_GOVERNMENT,
        finding,
        office=finding.office,
        due=due_on.isoformat(),
    )
    return finding


def remind(act: Act, *, finding_id: int) -> Finding:
    """再催: once more on the village's list."""
    finding = _theirs(act, finding_id)
    if finding.state is not FindingState.ASSIGNED:
        raise UserError("还没交给村里，不用催。")
    finding.reminders += 1
    _tell(act, [finding])
    act.record(AuditAction.FINDING_REMIND, finding, times=finding.reminders)
    return finding


def dismiss(act: Act, *, finding_id: int, reason: str) -> Finding:
    """不算问题: only with a reason; it comes back if the difference changes."""
    finding = _theirs(act, finding_id)
    if finding.state is FindingState.CLOSED:
        raise UserError("这一条已经办结了。")
    _dismiss(act, finding, reason)
    return finding


def _dismiss(act: Act, finding: Finding, reason: str) -> None:
    finding.reason = _reason(reason, "请写一句为什么不算问题。")
    _settle(finding)
    act.record(AuditAction.FINDING_DISMISS, finding, reason=finding.reason)


def reopen(act: Act, *, finding_id: int) -> Finding:
    """Take a dismissal back, or what was the government's to mend."""
    finding = _theirs(act, finding_id)
    if finding.state not in (FindingState.DISMISSED, FindingState.WITH_GOVERNMENT):
        raise UserError("这一条没有被放过，不用拿回来。")
    _reopen(act, finding)
    return finding


def _reopen(act: Act, finding: Finding) -> None:
    finding.state, finding.reason, finding.due_on = FindingState.OPEN, "", None
    finding.office = ""
    finding.dismissed_values = finding.dismissed_reason = ""
    act.record(AuditAction.FINDING_REOPEN, finding)


def answer(act: Act, *, finding_id: int, reason: str) -> Finding:
    """The village explains instead of correcting; the township decides."""
    finding = _found(act, finding_id)
    act.allow(Action.ANSWER, finding.village_code)
    if finding.state not in (FindingState.ASSIGNED, FindingState.ANSWERED):
        raise UserError("镇上没有把这一条交给村里，不用说明。")
    finding.reason = _reason(reason, "请写一句是怎么回事。")
    finding.state = FindingState.ANSWERED
    act.record(AuditAction.FINDING_ANSWER, finding, reason=finding.reason)
    return finding


def accept(act: Act, *, finding_id: int) -> Finding:
    """说得通: the village's explanation stands as the reason."""
    finding = _answered(act, finding_id)
    _settle(finding)
    act.record(AuditAction.FINDING_ACCEPT, finding, reason=finding.reason)
    return finding


def reject(act: Act, *, finding_id: int, due_on: date) -> Finding:
    """说不通: back to the village with a new deadline."""
    finding = _answered(act, finding_id)
    _check_due(act, due_on)
    finding.state, finding.due_on = FindingState.ASSIGNED, due_on
    _tell(act, [finding])
    act.record(AuditAction.FINDING_REJECT, finding, due=due_on.isoformat())
    return finding


def _settle(finding: Finding) -> None:
    """With what it was about: the same difference is settled whenever it comes back."""
    finding.state, finding.due_on = FindingState.DISMISSED, None
    finding.dismissed_values = values_of(finding)
    finding.dismissed_reason = finding.reason


def _answered(act: Act, finding_id: int) -> Finding:
    finding = _theirs(act, finding_id)
    if finding.state is not FindingState.ANSWERED:
        raise UserError("村里还没有说明。")
    return finding


def _theirs(act: Act, finding_id: int) -> Finding:
    finding = _found(act, finding_id)
    act.allow(Action.CHECK, finding.village_code)
    return finding


def _found(act: Act, finding_id: int) -> Finding:
    gone = UserError("这一条找不到了，刷新一下再看。")
    return act.locked(Finding, finding_id, gone)


def _reason(text: str, missing: str) -> str:
    plain = read_sentence(text, missing)
    if len(plain) > MAX_REASON:
        raise UserError(f"写得太长了，最多 {MAX_REASON} 个字。")
    return plain


def _tell(act: Act, findings: Sequence[Finding]) -> None:
    """A village's clerks hear of them in 企业微信, if they have bound it."""
    places = {finding.village_code for finding in findings}
    clerks = {place: news.staff_of(act.session, place, Role.CLERK) for place in places}
    news.tell_all(
        act.session,
        (
            news.NewsLine(
                clerk,
                NewsKind.FINDING,
                f"finding:{one.id}:{one.reminders}:{one.due_on}",
                _said(one, clock.day(act.at)),
            )
            for one in findings
            for clerk in clerks[one.village_code]
        ),
        at=act.at,
    )


def _said(finding: Finding, today: date) -> str:
    due = clock.say_near_day(finding.due_on, today=today) if finding.due_on else ""
    return f"{finding.item}有一条，{due}前说明或者更正"
