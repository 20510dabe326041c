"""The township's desk: who owes what, catalogs and lists, accounts, groups."""

from typing import Any

from flask import Blueprint, abort, has_request_context, request
from flask_login import current_user

from villagepub.access import AT_THE_TOWNSHIP
from villagepub.web import hang_pages

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


hang_pages(__name__, __path__)
