"""有事要公开: clerk or committee say what happened; from its day a clock runs."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub.access import Action, may
from villagepub.act import Act
from villagepub.duties import events, queries
from villagepub.duties.events import EventRefused
from villagepub.event_kinds import EVENTS
from villagepub.web.clerk import bp
from villagepub.web.http import acts, asks_again, needs, request_context, to
from villagepub.web.http.filters import short_day
from villagepub.web.parts import events as parts


@bp.get("/events/", endpoint="events")
@needs(Action.EVENT)
def events_page() -> ResponseReturnValue:
    return _page()


def _page(fault: str = "") -> str:
    who, today = request_context.actor(), request_context.today()
    if len(who.place_code) < 12:
        raise EventRefused("镇上在“该公开的”里记，一次可以记好几个村。")
    duties = queries.of_village(request_context.session(), who.place_code, on=today)
    return render_template(
        "clerk/events.html",
        items=parts.open_to_events(duties),
        entered=parts.entered(duties),
        kinds=EVENTS,
        said=request.form,
        fault=fault,
        today=today,
        may_write=may(who, Action.DRAFT, who.place_code),
        limit_words=parts.limit_words,
        event_words=parts.event_words,
    )


@bp.post("/events/")
@needs(Action.EVENT)
@asks_again(_page, EventRefused)
def enter_event() -> ResponseReturnValue:
    kind, on, words = parts.said()
    item_id = request.form.get("item", 0, int)
    with request_context.act() as act:
        row = events.enter(act, item_id=item_id, kind=kind, on=on, words=words)
    flash(f"记下了：{short_day(row.happened_on)}，{row.words}。清单上有了这一件。")
    return to("clerk.events")


@bp.post("/events/<int:event_id>/undo")
@needs(Action.EVENT)
@acts("clerk.events")
def undo_event(act: Act, event_id: int) -> str:
    events.undo(act, event_id=event_id)
    return "撤销好了。"
