"""大字 without a script."""

from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue

from villagepub.web.http import public
from villagepub.web.http.guards import own_path
from villagepub.web.public import bp

YEAR = 60 * 60 * 24 * 365


@bp.get("/big")
@public
def large_type() -> ResponseReturnValue:
    """Large type without a script: remembered in a cookie."""
    response = make_response(redirect(own_path(request.args.get("next", "")) or "/"))
    value = "1" if request.args.get("on") == "1" else "0"
    response.set_cookie("big", value, max_age=YEAR, samesite="Lax")
    return response
