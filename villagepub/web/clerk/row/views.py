"""One row by hand: added, changed, taken out and put back."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from villagepub import clock
from villagepub.access import Action
from villagepub.act import Act
from villagepub.forms.entry import Edit
from villagepub.notices import drafts
from villagepub.notices import open_draft as open_drafts
from villagepub.notices.errors import NoticeFault
from villagepub.web.clerk import bp
from villagepub.web.clerk.row.page import KEYBOARDS, edits_of, has_fault, row_page
from villagepub.web.clerk.rows.views import to_rows
from villagepub.web.http import open_draft, request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs


@bp.get("/drafts/<int:draft_id>/row")
@needs(Action.DRAFT)
@mends(to_rows)
def row(draft_id: int) -> ResponseReturnValue:
    found = open_draft.load(draft_id)
    part, number = request.args.get("part", ""), request.args.get("row", 0, int)
    page = row_page(found, part=part, row=number)
    if page is None:
        raise NoticeFault("这一行已经不在名单里了。")
    return open_draft.show("clerk/row/page.html", found, page=page, keyboards=KEYBOARDS)


@bp.post("/drafts/<int:draft_id>/row")
@needs(Action.DRAFT)
@mends(to_rows)
def change_row(draft_id: int) -> ResponseReturnValue:
    """Save a row; what can't be read is said at its field, the rest is kept."""
    part, number = request.form.get("part", ""), request.form.get("row", 0, int)
    with request_context.act() as act:
        before = open_drafts.load(
            act.session, actor=act.person, draft_id=draft_id, on=clock.day(act.at)
        )
        values = {
            c.key: request.form.get(f"cell-{c.key}", "")[:500]
            for c in before.inspection.form.columns
            if f"cell-{c.key}" in request.form
        }
        number, edits = edits_of(before, part=part, row=number, values=values)
        if edits:
            _change(act, draft_id, edits)
    if has_fault(before, part=part, row=number, edits=edits):
        here = url_for("clerk.row", draft_id=draft_id, part=part, row=number)
        return redirect(here, 303)
    flash("存好了。")
    return redirect(to_rows(draft_id), 303)


@bp.post("/drafts/<int:draft_id>/row/drop")
@needs(Action.DRAFT)
@mends(to_rows)
def drop_row(draft_id: int) -> ResponseReturnValue:
    return _switch(draft_id, "drop", "删掉了。删错了，在最下面撤销。")


@bp.post("/drafts/<int:draft_id>/row/keep")
@needs(Action.DRAFT)
@mends(to_rows)
def keep_row(draft_id: int) -> ResponseReturnValue:
    return _switch(draft_id, "keep", "找回来了。")


def _switch(draft_id: int, value: str, said: str) -> ResponseReturnValue:
    edit = Edit(
        part=request.form.get("part", ""),
        row=request.form.get("row", 0, int),
        column="",
        value=value,
    )
    with request_context.act() as act:
        _change(act, draft_id, [edit])
    flash(said)
    return redirect(to_rows(draft_id), 303)


def _change(act: Act, draft_id: int, edits: list[Edit]) -> None:
    drafts.change(
        act,
        draft_id=draft_id,
        revision=request.form.get("revision", 0, int),
        edits=edits,
    )
