"""有事要公开: what the township knows of first, entered for several villages at once."""

from collections.abc import Mapping, Sequence

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import places
from villagepub.access import Action
from villagepub.act import Act
from villagepub.duties import events, queries
from villagepub.duties.duty import Duty
from villagepub.duties.events import EventRefused
from villagepub.event_kinds import EVENTS
from villagepub.models import Place
from villagepub.web.http import acts, asks_again, field, needs, request_context, to
from villagepub.web.parts import events as parts
from villagepub.web.township import bp, township

Duties = Mapping[str, Sequence[Duty]]


@bp.get("/events/", endpoint="events")
@needs(Action.EVENT)
def events_page() -> ResponseReturnValue:
    return _page()


def _page(fault: str = "") -> str:
    town = township()
    villages, duties = _here(town)
    entered = [(v, d) for v in villages for d in parts.entered(duties[v.code])]
    return render_template(
        "township/events.html",
        place=town,
        villages=villages,
        items=_by_name(duties),
        entered=entered,
        kinds=EVENTS,
        said=request.form,
        chosen=request.form.getlist("village"),
        fault=fault,
        today=request_context.today(),
        event_words=parts.event_words,
    )


def _here(town: Place) -> tuple[list[Place], Duties]:
    session, today = request_context.session(), request_context.today()
    villages = places.villages_of(session, town.code)
    codes = [v.code for v in villages]
    return villages, queries.of_villages(session, codes, on=today)


def _by_name(duties: Duties) -> dict[str, str]:
    """One line an item, and by when it is owed; villages may have made it shorter."""
    found: dict[str, set[str]] = {}
    for listed in duties.values():
        for item in parts.open_to_events(listed).values():
            found.setdefault(item.name, set()).add(parts.limit_words(item.limit))
    return {
        name: words.pop() if len(words) == 1 else "各村不一样"
        for name, words in found.items()
    }


@bp.post("/events/")
@needs(Action.EVENT)
@asks_again(_page, EventRefused)
def enter_event() -> ResponseReturnValue:
    """All of the chosen villages or none."""
    _, duties = _here(township())
    name, chosen = field("item"), request.form.getlist("village")
    kind, on, words = parts.said()
    if not chosen:
        raise EventRefused("还没选是哪几个村的事。")
    with request_context.act() as act:
        for code in chosen:
            item_id = _item_of(duties, code, name)
            events.enter(act, item_id=item_id, kind=kind, on=on, words=words)
    flash(f"记下了，{len(chosen)} 个村的清单上有了这一件，村文书看得到。")
    return to("township.events")


def _item_of(duties: Duties, code: str, name: str) -> int:
    for duty in duties.get(code, ()):
        if duty.item.name == name and duty.item.takes_events:
            return duty.item.item_id
    raise EventRefused("选的村里有的清单上没有这一项，去掉它再记。")


@bp.post("/events/<int:event_id>/undo")
@needs(Action.EVENT)
@acts("township.events")
def undo_event(act: Act, event_id: int) -> str:
    events.undo(act, event_id=event_id)
    return "撤销好了。"
