"""One finding with both source rows, and what the officer decides about it."""

from datetime import date

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import access, clock
from villagepub.access import Action
from villagepub.act import Act
from villagepub.duties import holidays
from villagepub.errors import UserError
from villagepub.findings import decisions, queries, source_rows
from villagepub.findings.decisions import SeenFindings
from villagepub.findings.queries import FindingLine, Narrowed
from villagepub.letters import queries as letter_queries
from villagepub.states import FindingKind, FindingState
from villagepub.web.http import (
    acts,
    day_sent,
    field,
    needs,
    one_of,
    request_context,
)
from villagepub.web.township import bp
from villagepub.web.township.findings.page import line_of
from villagepub.web.township.findings.views import to_findings

NOTHING_LEFT = "没有剩下要办的：刚才已经点过了，或者别人先办了。"


def _finding(finding_id: int) -> FindingLine:
    one = queries.one(request_context.session(), finding_id) or abort(404)
    access.allow(request_context.actor(), Action.CHECK, one.village_code)
    return one


@bp.get("/findings/<int:finding_id>/<any(village, government):whose>")
@needs(Action.CHECK)
def finding_rows(finding_id: int, whose: str) -> ResponseReturnValue:
    """The whole list of one side; the address ends with the row that is meant."""
    one = _finding(finding_id)
    side = source_rows.whole_list(request_context.session(), one, whose) or abort(404)
    return render_template("township/finding/rows.html", one=one, side=side)


@bp.get("/findings/<int:finding_id>/")
@needs(Action.CHECK)
def finding(finding_id: int) -> ResponseReturnValue:
    session, today = request_context.session(), request_context.today()
    one = _finding(finding_id)
    return render_template(
        "township/finding.html",
        one=one,
        line=line_of(one, today),
        sides=source_rows.rows_around(session, one),
        state=one.state,
        states=FindingState,
        due=holidays.calendar(session).add_workdays(today, decisions.DAYS),
        letters=letter_queries.about_finding(session, finding_id, on=today),
        trail=source_rows.trail(session, finding_id),
    )


@bp.post("/findings/assign")
@needs(Action.CHECK)
@acts(to_findings)
def assign_all(act: Act) -> str:
    """Everything of a village that nobody has yet; three working days."""
    today, calendar = clock.day(act.at), holidays.calendar(act.session)
    due = _due(calendar.add_workdays(today, decisions.DAYS))
    number = decisions.assign_all(act, _shown(), due_on=due)
    said = f"交给村里 {number} 条，{clock.say_near_day(due, today=today)}前办好。交错了，下面能收回。"
    return said if number else NOTHING_LEFT


@bp.post("/findings/unassign")
@needs(Action.CHECK)
@acts(to_findings)
def unassign_all(act: Act) -> str:
    """Undo of a bulk assignment: what the village has not answered comes back."""
    number = decisions.unassign_all(act, _shown())
    said = f"收回了 {number} 条，村里的清单上没有了。"
    return said if number else NOTHING_LEFT


@bp.post("/findings/dismiss")
@needs(Action.CHECK)
@acts(to_findings)
def dismiss_all(act: Act) -> str:
    """All of a village that nobody has yet are no fault, and why."""
    number = decisions.dismiss_all(act, _shown(), reason=field("reason"))
    said = f"{number} 条不算问题，理由记下了。放错了，在“办完的”里一起拿回来。"
    return said if number else NOTHING_LEFT


@bp.post("/findings/reopen")
@needs(Action.CHECK)
@acts(to_findings)
def reopen_all(act: Act) -> str:
    """Undo of a bulk dismissal."""
    number = decisions.reopen_all(act, _shown(), reason=field("reason"))
    return f"拿回来 {number} 条，接着办。" if number else NOTHING_LEFT


def _shown() -> SeenFindings:
    """Whose findings the button is about, and which of them the page showed."""
    return SeenFindings(
        village_code=field("of"),
        to=Narrowed(
            item=request.values.get("item", ""),
            period=request.values.get("period", ""),
            kind=one_of("kind", ("", *FindingKind), ""),
        ),
        newest=request.form.get("newest", 0, int),
    )


@bp.post("/findings/<int:finding_id>/<what>")
@needs(Action.CHECK)
@acts("township.finding")
def decide(act: Act, finding_id: int, what: str) -> str:
    today = clock.day(act.at)
    match what:
        case "assign":
            decisions.assign(act, finding_id=finding_id, due_on=_due(today))
        case "reject":
            decisions.reject(act, finding_id=finding_id, due_on=_due(today))
        case "government":
            office, due = field("office"), _due(today)
            decisions.give_to_government(
                act, finding_id=finding_id, office=office, due_on=due
            )
        case "dismiss":
            decisions.dismiss(act, finding_id=finding_id, reason=field("reason"))
        case _:
            (PLAIN.get(what) or abort(404))(act, finding_id=finding_id)
    return "记好了。"


PLAIN = {
    "accept": decisions.accept,
    "remind": decisions.remind,
    "reopen": decisions.reopen,
    "unassign": decisions.unassign,
}


def _due(default: date) -> date:
    fault = UserError("期限没有写对，像 2026-07-03 这样写。")
    return day_sent("due", fault) if field("due") else default
