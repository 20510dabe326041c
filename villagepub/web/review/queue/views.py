"""等我看的: what waits for the committee."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from villagepub import places
from villagepub.access import Action
from villagepub.notices import queries
from villagepub.web.http import request_context
from villagepub.web.http.guards import needs
from villagepub.web.review import bp


def to_queue(**_: object) -> str:
    return url_for("review.queue")


@bp.get("/")
@needs(Action.REVIEW)
def queue() -> ResponseReturnValue:
    session = request_context.session()
    place = places.village_of(session, request_context.actor().place_code)
    lines = queries.review_queue(session, request_context.actor().place_code)
    village = place.short_name if place else ""
    return render_template("review/queue/page.html", lines=lines, village=village)
