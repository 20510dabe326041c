"""The rows of a draft one by one: found by name, what was changed, what was taken out."""

from dataclasses import dataclass, replace

from villagepub.forms.entry import Edit, Part, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.words.row_labels import who
from villagepub.notices.content.formatting import show
from villagepub.notices.open_draft import OpenDraft
from villagepub.tables.table import row_words
from villagepub.web.parts.pages import Pages

PAGE = 50  # rows on one page: what a phone shows without waiting
LAST = 9_999  # asked for a page after the last, the last one comes


@dataclass(frozen=True, kw_only=True, slots=True)
class RowCell:
    id: str  # of its place on the page
    part: str
    row: int
    name: str
    note: str
    is_touched: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RowsPage:
    """``unfinished``: rows with a cell that is empty or can't be read, apart from the
    others until they are filled in.
    """

    query: str
    unfinished: tuple[RowCell, ...]
    rows: tuple[RowCell, ...]
    found: int
    total: int
    pages: Pages
    dropped: tuple[RowCell, ...]


def rows_page(work: OpenDraft, query: str) -> RowsPage:
    form = work.inspection.form
    touched = {(e.part, e.row) for e in work.sheet.edits}
    everything = list(work.inspection.entry.placed)
    sought = [
        (p, r, _fault(form, r)) for p, r in everything if _holds(r, query.strip())
    ]
    faulty = [(p, r, fault) for p, r, fault in sought if fault]
    found = [(p, r) for p, r, fault in sought if not fault]
    pages = Pages.of(len(found), PAGE)
    shown = found[pages.offset : pages.offset + PAGE]
    return RowsPage(
        query=query.strip(),
        unfinished=tuple(
            replace(_cell(form, p, r, touched), note=fault)
            for p, r, fault in faulty[:PAGE]
        ),
        rows=tuple(_cell(form, p, r, touched) for p, r in shown),
        found=len(sought),
        total=len(everything),
        pages=pages,
        dropped=_dropped(work),
    )


def anchor(part: str, row: int) -> str:
    return f"r{part}{row}"


def _fault(form: Form, record: Record) -> str:
    """补贴面积写的“很多”认不出来: the first cell that is amiss."""
    for column in form.columns:
        if fault := fault_of(column, record):
            return f"{column.label}：{fault}"
    return ""


def fault_of(column: FormColumn, record: Record) -> str:
    if column.key in record.unread:
        return f"写的{record.unread[column.key]}，请重新写。"
    if record.row and column.required and not record.values.get(column.key):
        return "这一格不能空着。"
    return ""


def _holds(record: Record, query: str) -> bool:
    return not query or any(query in value for value in record.values.values())


def _cell(
    form: Form, part: Part, record: Record, touched: set[tuple[str, int]]
) -> RowCell:
    return RowCell(
        id=anchor(part.name, record.row),
        part=part.name,
        row=record.row,
        name=who(form, record),
        note=_note(form, part, record),
        is_touched=(part.name, record.row) in touched,
    )


def _note(form: Form, part: Part, record: Record) -> str:
    """9月 · 4组 · 补贴面积 7.94 亩 · 补贴金额 476.40 元."""
    words = [part.name] if part.name else []
    for column in form.columns:
        value = record.values.get(column.key, "")
        if value and column.kind in ("group", "date"):
            words.append(show(column, value))
        elif value and column.sum:
            words.append(f"{column.label} {show(column, value)} {column.unit}".rstrip())
    return "，".join(words[:4])


def _dropped(work: OpenDraft) -> tuple[RowCell, ...]:
    """Rows that were taken out by hand, with their number in the sheet to undo it."""
    gone = [e for e in work.sheet.edits if not e.column and e.value != "keep"]
    return tuple(
        RowCell(
            id=anchor(e.part, e.row),
            part=e.part,
            row=e.row,
            name=_sheet_name(work, e),
            note=f"表上{row_words(e.row)}" if e.row > 0 else "自己加的",
            is_touched=True,
        )
        for e in gone
    )


def _sheet_name(work: OpenDraft, edit: Edit) -> str:
    """What the source row said under the column that names rows."""
    form = work.inspection.form
    key = next((c.key for c in form.columns if c.kind == "name" and c.match), "")
    for table, mapping in zip(work.sheet.tables, work.sheet.mappings, strict=True):
        at = mapping.index(key) if key in mapping else -1
        for row in table.rows:
            if row.row == edit.row and at >= 0:
                return row.cells[at]
    return ""
