"""The rows of a draft, found by name."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.web.clerk import bp
from villagepub.web.clerk.rows.page import rows_page
from villagepub.web.http import mends, needs, open_draft


def place() -> dict[str, Any]:
    """Where in the list somebody is, carried along: what was looked for, which page."""
    found = {"q": request.values.get("q", ""), "page": request.values.get("page", "")}
    return {name: value for name, value in found.items() if value}


def to_rows(draft_id: int, **_: object) -> str:
    return url_for("clerk.rows", draft_id=draft_id, **place())


@bp.get("/drafts/<int:draft_id>/rows")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def rows(draft_id: int) -> ResponseReturnValue:
    found = open_draft.load(draft_id)
    page = rows_page(found, request.args.get("q", ""))
    return open_draft.show("clerk/rows.html", found, page=page, place=place())
