"""Which township the desk is about."""

from flask import request
from flask_login import current_user

from villagepub import access, places
from villagepub.access import Action
from villagepub.models import Place
from villagepub.web.http import request_context
from villagepub.web.township import bp


def township() -> Place:
    """The township that the page is about: one's own, or for the county the chosen."""
    session, code = request_context.session(), request_context.actor().place_code
    if len(code) < 9:
        towns = places.villages_of(session, code)
        wanted = request.values.get("t", "")
        code = next((t.code for t in towns if t.code == wanted), towns[0].code)
    return session.get_one(Place, code)


def townships() -> list[Place]:
    """What the county chooses from; empty for a township."""
    code = request_context.actor().place_code
    return places.villages_of(request_context.session(), code) if len(code) < 9 else []


@bp.context_processor
def _desk() -> dict[str, object]:
    """For the pages: which township, which others, whether it has groups of its own, as
    the county has not. On an error's page nobody is signed in.
    """
    grants = access.GRANTS[current_user.role] if current_user.is_authenticated else ()
    return {
        "may_channels": Action.CHANNELS in grants,
        "township": township,
        "townships": townships,
    }
