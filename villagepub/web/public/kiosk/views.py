"""``/kiosk``: a village's board on the screen of a lobby, for days and without network."""

from collections.abc import Sequence
from pathlib import Path

from flask import Response, current_app, make_response, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from villagepub import clock, render
from villagepub.integrity import NotAsSigned
from villagepub.notices import posted_notices, queries
from villagepub.notices.posted_notices import BoardLine
from villagepub.notices.queries import PublishedNotice
from villagepub.web.http import public, request_context
from villagepub.web.public import bp
from villagepub.web.public.kiosk.page import MAX_NOTICES, SECONDS, slides
from villagepub.web.public.notice import cached
from villagepub.web.public.village.views import place_of


@bp.get("/kiosk/<code>")
@public
def kiosk(code: str) -> ResponseReturnValue:
    """What hangs on the board now; where nothing does, the last that hung there."""
    place, session = place_of(code), request_context.session()
    today = request_context.today()
    lines = posted_notices.lines(session, code, hanging_on=today, is_standing=True)
    hanging = [n for n in lines if n.posting_until and n.posting_until >= today]
    shown = (hanging or lines)[:MAX_NOTICES]
    found, doubtful = as_signed(session, shown)
    answer = make_response(
        render_template(
            "public/kiosk.html",
            village=place,
            slides=slides(found, today=today),
            doubtful=doubtful,
            svg=render.qr_svg,
            seconds=SECONDS,
            at=clock.say_moment(request_context.now()),
        )
    )
    return cached(answer)


def as_signed(
    session: Session, lines: Sequence[BoardLine]
) -> tuple[list[PublishedNotice], list[str]]:
    """The notices, and the addresses of those that are not what was signed: one of them
    does not keep the others from the screen.
    """
    found, doubtful = [], []
    for line in lines:
        try:
            one = queries.published(session, line.public_id)
        except NotAsSigned:
            doubtful.append(line.public_id)
            continue
        if one is not None:
            found.append(one)
    return found, doubtful


@bp.get("/kiosk/worker.js")
@public
def kiosk_worker() -> Response:
    """The service worker: it answers for the pages below its own address."""
    folder = Path(current_app.static_folder or "")
    return Response(
        (folder / "kiosk-worker.js").read_bytes(), mimetype="text/javascript"
    )
