"""以前贴过的: everything that is or was on the board."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.notices import posted_notices
from villagepub.web.clerk import bp
from villagepub.web.http import needs, request_context
from villagepub.web.parts.pages import Pages
from villagepub.wechat.dialogue import topics


@bp.get("/board/", endpoint="board")
@needs(Action.READ)
def board_page() -> ResponseReturnValue:
    session, code = request_context.session(), request_context.actor().place_code
    wanted = request.args.get("q", "")[:40].strip()
    parts = topics.parts_of(wanted)
    size = posted_notices.size(session, code, parts=parts)
    pages = Pages.of(size, posted_notices.LINES)
    lines = posted_notices.lines(session, code, parts=parts, offset=pages.offset)
    return render_template(
        "clerk/board.html",
        lines=lines,
        pages=pages,
        wanted=wanted,
        unreadable=posted_notices.unreadable(session, code),
    )
