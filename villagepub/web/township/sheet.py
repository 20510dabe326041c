"""A form begun from a sheet: it comes in, a person says what each column is."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.forms import FormError
from villagepub.forms.heads.free_columns import KINDS
from villagepub.forms.township import sheet_form
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.tables import TableError
from villagepub.web.http import asks_again, field, mends, needs, takes_files
from villagepub.web.parts.columns import boxes, brought_back, carried, kinds_said
from villagepub.web.parts.sheet_upload import read_free_table
from villagepub.web.township import bp, township
from villagepub.web.township.form.page import shown
from villagepub.web.township.form.views import show

MAX_CARRIED = 300_000  # characters of a sample that goes through the browser


@bp.get("/forms/sheet", endpoint="sheet")
@needs(Action.CATALOG)
def sheet_page() -> ResponseReturnValue:
    return _page()


def _page(
    sheet: DraftSheet | None = None, chosen: Sequence[str] = (), *, fault: str = ""
) -> str:
    return render_template(
        "township/sheet.html",
        boxes=boxes(sheet, chosen) if sheet else (),
        rows=len(sheet.tables[0].rows) if sheet else 0,
        carried=carried(sheet) if sheet else "",
        kinds=KINDS,
        title=field("title"),
        text=field("text"),
        fault=fault,
        name=township().short_name,
    )


@bp.post("/forms/sheet")
@takes_files
@needs(Action.CATALOG)
@mends("township.sheet")
@asks_again(_page, TableError)
def read_form_sheet() -> ResponseReturnValue:
    """Shows the sheet's columns; nothing of it is stored, now or later."""
    sheet = read_free_table()
    return _page(sheet, _guessed(sheet))


def _guessed(sheet: DraftSheet) -> list[str]:
    """What the heads say; of money a person says it, 每袋补助 is a price and no sum."""
    return [
        said if said in KINDS and said != "money" else "" for said in sheet.mappings[0]
    ]


@bp.post("/forms/sheet/columns")
@takes_files
@needs(Action.CATALOG)
@mends("township.sheet")
def take_form_columns() -> ResponseReturnValue:
    """On to the form's own page, which keeps nothing before it is saved."""
    came = brought_back(field("table"))
    kinds = kinds_said(came)
    title = field("title").strip()
    if not 2 <= len(title) <= 20:
        return _page(came, kinds, fault="写这张表样叫什么，2 到 20 个字。"), 422
    data = sheet_form.begin(came.tables[0], kinds, title)
    if not data["columns"]:
        return _page(came, kinds, fault="一列也没有选是什么，至少选一列。"), 422
    if len(data["columns"]) > 24:
        raise FormError("列太多了，一张表样最多 24 列。")
    return show(shown(data, number=0, carried=kept_sample(came), source=came.filename))


def kept_sample(sheet: DraftSheet) -> str:
    """The sample for the next page's trial; '' where it is too long to go along."""
    text = carried(sheet)
    return text if len(text) <= MAX_CARRIED else ""
