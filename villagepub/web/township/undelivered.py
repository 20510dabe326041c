"""没送到的: what of the villages' notices did not arrive, and where it hangs."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.outbox import undelivered as room
from villagepub.states import DELIVERIES
from villagepub.web.http import needs, request_context
from villagepub.web.parts.pages import Pages
from villagepub.web.township import bp, township


@bp.get("/undelivered/")
@needs(Action.CATALOG)
def undelivered() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    count = room.count(session, town.code)
    pages = Pages.of(count, room.PAGE)
    return render_template(
        "township/undelivered.html",
        lines=room.lines(session, town.code, offset=pages.offset),
        count=count,
        pages=pages,
        broken=room.broken(session, town.code),
        words=DELIVERIES,
        place=town,
    )
