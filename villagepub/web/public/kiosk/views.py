"""``/kiosk``: a village's board on the screen of a lobby, for days and without network."""

from pathlib import Path

from flask import Response, current_app, make_response, render_template
from flask.typing import ResponseReturnValue

from villagepub import clock, render
from villagepub.notices import board, queries
from villagepub.web.http import request_context
from villagepub.web.http.guards import public
from villagepub.web.public import bp
from villagepub.web.public.kiosk.page import MAX_NOTICES, SECONDS, slides
from villagepub.web.public.notice.views import cached
from villagepub.web.public.village.views import place_of


@bp.get("/kiosk/<code>")
@public
def kiosk(code: str) -> ResponseReturnValue:
    """What hangs on the board now; where nothing does, the last that hung there."""
    place, session = place_of(code), request_context.session()
    today = clock.day(request_context.now())
    lines = board.lines(session, code, hanging_on=today, is_standing=True)
    hanging = [n for n in lines if n.posting_until and n.posting_until >= today]
    shown = (hanging or lines)[:MAX_NOTICES]
    found = [queries.published(session, line.public_id) for line in shown]
    answer = make_response(
        render_template(
            "public/kiosk/page.html",
            village=place,
            slides=slides([one for one in found if one is not None]),
            svg=render.qr_svg,
            seconds=SECONDS,
            at=clock.say_moment(request_context.now()),
        )
    )
    return cached(answer)


@bp.get("/kiosk/worker.js")
@public
def kiosk_worker() -> Response:
    """The service worker: it answers for the pages below its own address."""
    folder = Path(current_app.static_folder or "")
    return Response(
        (folder / "kiosk-worker.js").read_bytes(), mimetype="text/javascript"
    )
