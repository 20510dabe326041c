"""本期该公开的事项, and 本期无."""

from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from villagepub.access import AT_THE_TOWNSHIP, Action, may
from villagepub.act import Act
from villagepub.duties import declarations, hung_sheets
from villagepub.duties import queries as duty_queries
from villagepub.duties.hung_sheets import HangingState
from villagepub.letters import queries as letter_queries
from villagepub.models import Place
from villagepub.outbox.pending import left_over
from villagepub.period import Period
from villagepub.web.clerk import bp, findings
from villagepub.web.http import acts, needs, request_context, to
from villagepub.web.parts.tasks import task_page


@bp.get("/")
@needs(Action.READ)
def tasks() -> ResponseReturnValue:
    who, today = request_context.actor(), request_context.today()
    if who.role in AT_THE_TOWNSHIP:  # which owes nothing itself
        return to("township.overview")
    session = request_context.session()
    place = session.get(Place, who.place_code)
    owed = duty_queries.of_village(session, who.place_code, on=today)
    may_write = may(who, Action.DRAFT, who.place_code)
    return render_template(
        "clerk/tasks.html",
        page=task_page(owed, on=today, may_write=may_write),
        village=place.short_name if place else "",
        today=today,
        may_write=may_write,
        to_mend=findings.waiting(),
        letters=letter_queries.open_ones(session, who.place_code, on=today).get(
            who.place_code, ()
        ),
        left=left_over(session, who.place_code),
        **_on_the_wall(session, who.place_code, today),
    )


def _on_the_wall(session: Session, village_code: str, today: date) -> dict[str, int]:
    """Sheets that wait for a word, and those that have hung their time."""
    states = [
        s.state(today) for s in hung_sheets.of_village(session, village_code, on=today)
    ]
    over = (HangingState.MAY_COME_DOWN, HangingState.WITHDRAWN)
    return {
        "to_hang": states.count(HangingState.NOT_HUNG),
        "to_take_down": sum(state in over for state in states),
    }


@bp.post("/tasks/<int:item_id>/<period>/nothing")
@needs(Action.DRAFT)
@acts("clerk.tasks")
def say_nothing(act: Act, item_id: int, period: str) -> str:
    declarations.declare_nothing(act, item_id=item_id, period=period)
    return (
        f"报好了：{Period.parse(period).label}这一件没有，等监委会看。报错了可以撤销。"
    )


@bp.post("/tasks/<int:item_id>/<period>/something")
@needs(Action.DRAFT)
@acts("clerk.tasks")
def say_something(act: Act, item_id: int, period: str) -> str:
    declarations.take_back(act, item_id=item_id, period=period)
    return "撤销好了，这一件又在清单里等你。"
