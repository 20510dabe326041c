"""另写一件: a notice in no prescribed form gets its title and what it is about."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.forms.township.categories import CATEGORIES, Category
from villagepub.notices import free
from villagepub.notices.errors import NoticeFault
from villagepub.web.clerk import bp
from villagepub.web.http import (
    allowed_rows,
    asks_again,
    field,
    mends,
    needs,
    request_context,
    to,
)


@bp.get("/free/", endpoint="free")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def new_free() -> ResponseReturnValue:
    return _page()


def _page(fault: str = "") -> str:
    item_id = request.values.get("item", 0, int)
    item = allowed_rows.item_of(item_id) if item_id else None
    return render_template(
        "clerk/free.html",
        item=item,
        period=request.values.get("period", ""),
        title=request.values.get("title", item.name if item else ""),
        chosen=request.values.get("category", ""),
        categories=CATEGORIES,
        fault=fault,
    )


@bp.post("/free/")
@needs(Action.DRAFT)
@mends("clerk.tasks")
@asks_again(_page, NoticeFault)
def begin_free() -> ResponseReturnValue:
    with request_context.act() as act:
        draft = free.begin(
            act,
            item_id=request.form.get("item", 0, int) or None,
            period=field("period"),
            title=field("title"),
            category=_category(field("category")),
        )
    return to("clerk.words", draft_id=draft.id)


def _category(said: str) -> Category:
    return next((key for key in CATEGORIES if key == said), "")
