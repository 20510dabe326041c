"""xls: what ``xls_sheets`` finds, as grids, and its faults as sentences."""

from collections.abc import Sequence
from typing import Any

from villagepub.tables.cells import faulty_cells
from villagepub.tables.cells.cell_text import visible
from villagepub.tables.grid import Grid, sheet_name
from villagepub.tables.readers import xls_sheets
from villagepub.tables.table import TableError

WORDS = {
    "too large": "太大了，最多 60,000 行。请只留要公示的那张表再传。",
    "encrypted": "设了密码。请去掉密码，另存一份再传。",
    "broken": "坏了，打不开。请用 Excel 或 WPS 打开，另存一份再传。",
}
WORD = "WordDocument".encode("utf-16-le")
BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def read(data: bytes, name: str) -> Sequence[Grid]:
    if WORD in data and not any(book in data for book in BOOKS):
        raise TableError(
            f"{name}是旧的 Word 文档（.doc）。请用 Word 或 WPS 打开，另存成 docx 再传。"
        )
    answer = xls_sheets.read(data)
    if "fault" in answer:
        raise TableError(f"{name}{WORDS[answer['fault']]}")
    if not answer["sheets"]:
        reason = "的工作表都是隐藏的。请取消隐藏，存好再传。"
        raise TableError(f"{name}{reason if answer['hidden'] else WORDS['broken']}")
    others = [f"工作表“{title}”是隐藏的，没有用。" for title in answer["hidden"]]
    return [_grid(sheet, others) for sheet in answer["sheets"]]


def _grid(sheet: dict[str, Any], others: Sequence[str]) -> Grid:
    texts = [visible([cell.strip() for cell in row]) for row in sheet["rows"]]
    rows, errors, _ = faulty_cells.written_in(texts, sheet["errors"], ())
    return Grid(
        name=sheet_name(sheet["name"]),
        rows=rows,
        merged=[(tuple(first), tuple(last)) for first, last in sheet["merged"]],
        hidden_rows=frozenset(sheet["hidden_rows"]),
        hidden_columns=frozenset(sheet["hidden_columns"]),
        typed_columns=frozenset(sheet["typed_columns"]),
        scales=sheet["scales"],
        notes=(*others, *faulty_cells.notes((), errors)),
    )
