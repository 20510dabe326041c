"""One row by hand: added, changed, taken out and put back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.act import Act
from villagepub.findings import queries, source_rows
from villagepub.forms.entry import Edit
from villagepub.notices import drafts
from villagepub.notices.errors import NoticeFault, StaleDraft
from villagepub.notices.open_draft import OpenDraft
from villagepub.web.clerk import bp
from villagepub.web.clerk.row.page import (
    KEYBOARDS,
    RowPage,
    edits_of,
    has_fault,
    row_page,
)
from villagepub.web.clerk.rows.page import LAST, anchor
from villagepub.web.clerk.rows.views import place, to_rows
from villagepub.web.http import (
    field,
    mends,
    needs,
    open_draft,
    request_context,
    revision_shown,
    to,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RowFinding:
    """A finding of the row that is open, and what both sides say."""

    note: str
    sides: Sequence[tuple[str, str]]


@bp.get("/drafts/<int:draft_id>/row")
@needs(Action.DRAFT)
@mends(to_rows)
def row(draft_id: int) -> ResponseReturnValue:
    found = open_draft.load(draft_id)
    part, number = request.args.get("part", ""), request.args.get("row", 0, int)
    return _show(found, row_page(found, part=part, row=number))


def _show(found: OpenDraft, page: RowPage | None) -> str:
    if page is None:
        raise NoticeFault("这一行已经不在名单里了。")
    return open_draft.show(
        "clerk/row.html",
        found,
        page=page,
        keyboards=KEYBOARDS,
        told=_told(found, 0 if page.is_new else page.row),
        place=place(),
        back=to_rows(found.draft_id),
    )


def _told(found: OpenDraft, row: int) -> list[RowFinding]:
    """What the township gave the village of this row; of a new one, what it lacks."""
    session, notice = request_context.session(), found.notice
    given = queries.for_village(session, notice.village_code) if notice.version else ()
    own = [o for o in given if o.notice == notice.public_id and o.village_row == row]
    words = source_rows.in_words(session, own)
    return [
        RowFinding(note=one.note, sides=sides)
        for one, sides in zip(own, words, strict=True)
    ]


@bp.post("/drafts/<int:draft_id>/row")
@needs(Action.DRAFT)
@mends(to_rows)
def change_row(draft_id: int) -> ResponseReturnValue:
    """Save a row; what can't be read is said at its field, the rest is kept."""
    part, number = field("part"), request.form.get("row", 0, int)
    try:
        with request_context.act() as act:
            before = open_draft.load_within(act, draft_id)
            values = _typed(before)
            number, edits = edits_of(before, part=part, row=number, values=values)
            if edits:
                _change(act, draft_id, edits)
    except StaleDraft:
        return _shown_again(draft_id, part, number)
    at: dict[str, Any] = {"draft_id": draft_id, "part": part, **place()}
    if has_fault(before, part=part, row=number, edits=edits):
        return to("clerk.row", row=number, **at)
    if request.form.get("then") == "another":
        flash("存好了，接着加下一个。")
        return to("clerk.row", row=0, **at)
    flash("存好了。")
    rows = (
        to_rows(draft_id)
        if number > 0
        else url_for("clerk.rows", draft_id=draft_id, page=LAST)
    )
    return redirect(f"{rows}#{anchor(part, number)}", 303)


def _typed(work: OpenDraft) -> dict[str, str]:
    return {
        c.key: request.form.get(f"cell-{c.key}", "")[:500]
        for c in work.inspection.form.columns
        if f"cell-{c.key}" in request.form
    }


def _shown_again(draft_id: int, part: str, number: int) -> ResponseReturnValue:
    """Over a newer state nothing is saved unseen, and nothing that was typed is lost."""
    found = open_draft.load(draft_id)
    page = row_page(found, part=part, row=number, typed=_typed(found))
    flash("这份草稿刚存过别的，下面是你刚写的，还没有存。看看对不对，再点一次“存好”。")
    return _show(found, page), 409


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
        part=field("part"),
        row=request.form.get("row", 0, int),
        column="",
        value=value,
    )
    with request_context.act() as act:
        _change(act, draft_id, [edit])
    flash(said)
    return redirect(f"{to_rows(draft_id)}#{anchor(edit.part, edit.row)}", 303)


def _change(act: Act, draft_id: int, edits: list[Edit]) -> None:
    drafts.change(act, draft_id=draft_id, revision=revision_shown(), edits=edits)
