"""Finding a village."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from villagepub import places
from villagepub.web.http import public, request_context
from villagepub.web.public import bp

MAX_VILLAGES = 200  # villages of a page that a slow line still opens at once


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """Find a village; by township as long as nothing is looked for."""
    wanted = request.args.get("q", "")[:40]
    found = places.search(request_context.session(), wanted) if wanted.strip() else []
    below = request.args.get("in", "")[:9]
    parts, townships = places.below(request_context.session(), below, most=MAX_VILLAGES)
    return render_template(
        "public/home.html",
        wanted=wanted,
        villages=[p for p in found if len(p.code) == 12],
        parts=() if wanted.strip() else parts,
        townships=() if wanted.strip() else townships,
        is_part=bool(below),
    )
