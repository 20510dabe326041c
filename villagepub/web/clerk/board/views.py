"""以前贴过的: everything that is or was on the board."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.notices import queries
from villagepub.web.clerk import bp
from villagepub.web.http import request_context
from villagepub.web.http.guards import needs


@bp.get("/board/")
@needs(Action.READ)
def board() -> ResponseReturnValue:
    session = request_context.session()
    lines = queries.board(session, request_context.actor().place_code)
    return render_template("clerk/board/page.html", lines=lines)
