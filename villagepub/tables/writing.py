"""Sheets out: plain xlsx for people, numbers as numbers, the head held."""

import io
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | Decimal
OutSheet = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]  # name, head, rows


def write_xlsx(sheets: Sequence[OutSheet]) -> bytes:
    """A workbook in memory. Text stays text: a cell that begins with = is no formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False}
    ) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, head, rows in sheets:
            sheet = book.add_worksheet(name[:31])
            sheet.write_row(0, 0, head, bold)
            sheet.freeze_panes(1, 0)
            for r, row in enumerate(rows, 1):
                for c, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(r, c, value)
                    else:
                        sheet.write_number(r, c, float(value))
    return out.getvalue()
