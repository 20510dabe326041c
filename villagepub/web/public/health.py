"""Is the site well?"""

from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from villagepub import job_queue, places
from villagepub.web.http import public, request_context
from villagepub.web.public import bp


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Answered as pages are: while they all wait for something, so does this."""
    return {"ok": True}


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Ready while the database answers. Without its queue everything works, only what is
    sent goes up to a minute later: that is said and changes nothing.
    """
    queue = "ok" if job_queue.of(request_context.settings()).is_there() else "away"
    try:
        places.count(request_context.session())
    except SQLAlchemyError:
        return {"ok": False, "database": "away", "queue": queue}, 503
    return {"ok": True, "database": "ok", "queue": queue}
