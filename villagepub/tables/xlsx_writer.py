"""Sheets out: plain xlsx for people, numbers as numbers, the head held."""

import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | Decimal
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
OutSheet = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]  # name, head, rows


def write_xlsx(sheets: Sequence[OutSheet]) -> bytes:
    """A workbook in memory. Text stays text: a cell that begins with = is no formula."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
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


def _free_name(name: str, book: "Workbook") -> str:
    """A sheet's name that Excel takes, and that no other sheet of the book has."""
    plain = _NOT_IN_NAMES.sub(" ", name)[:31].strip() or "表"
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
    tries = (plain, *(f"{plain[:27]} {n}" for n in range(2, 1000)))
    return next(one for one in tries if one.casefold() not in taken)
