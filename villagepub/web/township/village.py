"""One village's list as its clerk sees it, without the acts."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.duties import queries as duty_queries
from villagepub.web.http import allowed_rows, needs, request_context
from villagepub.web.parts.tasks import task_page
from villagepub.web.township import bp


@bp.get("/villages/<code>/")
@needs(Action.CATALOG)
def village(code: str) -> ResponseReturnValue:
    """One village's list as its clerk sees it, without the acts."""
    session, today = request_context.session(), request_context.today()
    place = allowed_rows.place_of(code, Action.READ)
    owed = duty_queries.of_village(session, code, on=today)
    page = task_page(owed, on=today, may_write=False)
    return render_template(
        "township/village.html", page=page, village=place, today=today
    )
