"""以前贴过的: everything that is or was on the board."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.notices import posted_notices
from villagepub.web.clerk import bp
from villagepub.web.http import needs, request_context
from villagepub.web.parts.pages import Pages


@bp.get("/board/", endpoint="board")
@needs(Action.READ)
def board_page() -> ResponseReturnValue:
    session, code = request_context.session(), request_context.actor().place_code
    pages = Pages.of(posted_notices.size(session, code), posted_notices.LINES)
    lines = posted_notices.lines(session, code, offset=pages.offset)
    return render_template(
        "clerk/board.html",
        lines=lines,
        pages=pages,
        unreadable=posted_notices.unreadable(session, code),
    )
