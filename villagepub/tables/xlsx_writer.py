"""Sheets out: plain xlsx for people, numbers as numbers, the head held."""

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A3 = 8  # the paper's number in a workbook
MAX_WIDTH = 50  # digits
CellValue = str | int | Decimal
# Text stays text: what begins with = or http:// is neither a formula nor a way elsewhere.
AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
OutSheet = tuple[str, Sequence[str], Sequence[Sequence[CellValue]]]  # name, head, rows


def write_xlsx(sheets: Sequence[OutSheet]) -> bytes:
    """A workbook in memory."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, AS_TEXT) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, head, rows in sheets:
            sheet = book.add_worksheet(_free_name(name, book))
            sheet.write_row(0, 0, head, bold)
            sheet.freeze_panes(1, 0)
            for r, row in enumerate(rows, 1):
                for c, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(r, c, value)
                    else:
                        sheet.write_number(r, c, float(value))
    return out.getvalue()


def write_report(
    title: str, note: str, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> bytes:
    """One sheet as people hand it on: its title, a line with the day, columns as wide as
    their words, printed on one A3 across.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, AS_TEXT) as book:
        sheet = book.add_worksheet(_free_name(title, book))
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "size": 16}))
        sheet.write_string(1, 0, note)
        cell = {"border": 1, "text_wrap": True, "valign": "vcenter"}
        sheet.write_row(2, 0, head, book.add_format(cell | {"bold": True}))
        sheet.freeze_panes(3, 1)
        sheet.repeat_rows(2)
        plain = book.add_format(cell)
        for r, row in enumerate(rows, 3):
            for c, value in enumerate(row):
                sheet.write_string(r, c, value, plain)
        for c, texts in enumerate(zip(head, *rows, strict=True)):
            sheet.set_column(c, c, _width(texts))
    return out.getvalue()


def _width(texts: Iterable[str]) -> float:
    """Of a column, in digits: a Chinese character is two wide; long texts wrap."""
    longest = max(sum(1 if x.isascii() else 2 for x in text) for text in texts)
    return min(MAX_WIDTH, longest + 2)


def _free_name(name: str, book: "Workbook") -> str:
    """A sheet's name that Excel takes, and that no other sheet of the book has."""
    plain = _NOT_IN_NAMES.sub(" ", name)[:31].strip() or "表"
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
    tries = (plain, *(f"{plain[:27]} {n}" for n in range(2, 1000)))
    return next(one for one in tries if one.casefold() not in taken)
