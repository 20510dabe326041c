"""The township's desk: who owes what, catalogs and lists, accounts, groups."""

from typing import Any

from flask import Blueprint, abort, has_request_context, request
from flask_login import current_user

from villagepub.access import AT_THE_TOWNSHIP, GRANTS, Action
from villagepub.models import Place
from villagepub.places import villages_of
from villagepub.web import hang_pages
from villagepub.web.http import request_context

bp = Blueprint("township", __name__, url_prefix="/township")


@bp.before_request
def _is_at_the_township() -> None:
    """Whoever is signed in elsewhere has no business here, whatever else they may do."""
    if current_user.role not in AT_THE_TOWNSHIP:
        abort(403)


@bp.url_defaults
def _stays_in_the_township(_endpoint: str, values: dict[str, Any]) -> None:
    """The county goes from page to page of the township that it chose with ``?t=``."""
    if has_request_context() and "t" in request.values:
        values.setdefault("t", request.values["t"])


def township() -> Place:
    """The township that the page is about: one's own, or for the county the chosen."""
    session, code = request_context.session(), request_context.actor().place_code
    if len(code) < 9:
        towns = villages_of(session, code)
        wanted = request.values.get("t", "")
        code = next((t.code for t in towns if t.code == wanted), towns[0].code)
    return session.get_one(Place, code)


def townships() -> list[Place]:
    """What the county chooses from; empty for a township."""
    code = request_context.actor().place_code
    return villages_of(request_context.session(), code) if len(code) < 9 else []


@bp.context_processor
def _desk() -> dict[str, object]:
    """For the pages: which township, which others, whether it has groups of its own, as
    the county has not. On an error's page nobody is signed in.
    """
    grants = GRANTS[current_user.role] if current_user.is_authenticated else ()
    return {
        "may_channels": Action.CHANNELS in grants,
        "township": township,
        "townships": townships,
    }


hang_pages(__name__, __path__)
