"""Is the site well?"""

from flask.typing import ResponseReturnValue

from villagepub import gazetteer
from villagepub.web.http import request_context
from villagepub.web.http.guards import public
from villagepub.web.public import bp


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    return {"ok": True}


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Ready once the database answers."""
    gazetteer.count(request_context.session())
    return {"ok": True}
