"""以前贴过的: everything that is or was on the board."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from villagepub import clock
from villagepub.access import Action
from villagepub.notices import queries
from villagepub.states import NOTICES
from villagepub.web.clerk import bp
from villagepub.web.http import request_context
from villagepub.web.http.guards import needs


@bp.get("/posted/")
@needs(Action.READ)
def posted_list() -> ResponseReturnValue:
    session = request_context.session()
    lines = queries.board(session, request_context.actor().place_code)
    rows = [
        (
            line.title,
            f"{clock.say_day(clock.day(line.published_at))}贴出",
            NOTICES[line.status],
            url_for("clerk.notice", public_id=line.public_id),
        )
        for line in lines
    ]
    return render_template("clerk/posted_list.html", rows=rows)
