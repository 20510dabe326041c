"""The table of a free notice: it comes in, a person says what each column is."""

from flask import request
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.act import Act
from villagepub.forms.heads.free_columns import KINDS
from villagepub.notices import free
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault
from villagepub.notices.open_draft import OpenDraft
from villagepub.tables import TableError
from villagepub.web.clerk import bp
from villagepub.web.http import (
    acts,
    asks_again,
    field,
    mends,
    needs,
    open_draft,
    request_context,
    revision_shown,
    takes_files,
    to,
)
from villagepub.web.parts.columns import boxes, brought_back, carried, kinds_said
from villagepub.web.parts.sheet_upload import read_free_table


@bp.get("/drafts/<int:draft_id>/columns")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def columns(draft_id: int) -> ResponseReturnValue:
    found = open_draft.load(draft_id)
    has_table = bool(found.sheet.tables) and not request.args.get("again")
    return _page(found, found.sheet if has_table else None)


def _page(
    found: OpenDraft,
    sheet: DraftSheet | None,
    chosen: list[str] | None = None,
    *,
    fault: str = "",
) -> str:
    free.require_free(found.notice.form)
    return open_draft.show(
        "clerk/columns.html",
        found,
        boxes=boxes(sheet, chosen or ()) if sheet else (),
        rows=len(sheet.tables[0].rows) if sheet else 0,
        carried=carried(sheet) if sheet else "",
        kinds=KINDS,
        text=field("text"),
        fault=fault,
    )


def _ask(draft_id: int, fault: str) -> str:
    """For another table."""
    return _page(open_draft.load(draft_id), None, fault=fault)


@bp.post("/drafts/<int:draft_id>/columns/read")
@takes_files
@needs(Action.DRAFT)
@mends("clerk.columns")
@asks_again(_ask, TableError)
def read_columns(draft_id: int) -> ResponseReturnValue:
    """Shows the table to who brought it; stores nothing."""
    sheet = read_free_table()
    return _page(open_draft.load(draft_id), sheet)


def _said(draft_id: int, fault: str) -> str:
    """The same table, with what was said of its columns."""
    came = brought_back(field("table"))
    return _page(open_draft.load(draft_id), came, kinds_said(came), fault=fault)


@bp.post("/drafts/<int:draft_id>/columns")
@takes_files
@needs(Action.DRAFT)
@mends("clerk.columns")
@asks_again(_said, NoticeFault)
def take_columns(draft_id: int) -> ResponseReturnValue:
    came = brought_back(field("table"))
    with request_context.act() as act:
        free.take_table(
            act,
            draft_id=draft_id,
            revision=revision_shown(),
            came=came,
            kinds=kinds_said(came),
            id_key=request_context.settings().id_key,
        )
    if open_draft.load(draft_id).inspection.blocking:
        return to("clerk.sheet", draft_id=draft_id)
    return to("clerk.photos", draft_id=draft_id)


@bp.post("/drafts/<int:draft_id>/columns/drop")
@needs(Action.DRAFT)
@acts("clerk.columns", then="clerk.photos")
def drop_columns(act: Act, draft_id: int) -> str:
    free.drop_table(act, draft_id=draft_id, revision=revision_shown())
    return "表不要了，只贴写的话。"
