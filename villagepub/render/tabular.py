"""A notice's table as plain rows, for files that people open in a sheet program."""

import csv
import io

from villagepub.content import Sheet

MARK = b"\xef\xbb\xbf"  # without it Excel takes the text for GBK


def csv_table(sheet: Sheet) -> bytes:
    """CSV in UTF-8 with the mark that Excel needs."""
    return csv_rows(flat_rows(sheet))


def csv_rows(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return MARK + out.getvalue().encode()


def flat_rows(sheet: Sheet) -> list[list[str]]:
    """Head, rows by section, total. A cell that a sheet would take for a formula is text."""
    many = len(sheet.sections) > 1
    head = [c.head + (f"（{c.unit}）" if c.unit else "") for c in sheet.columns]
    rows = [["组别"] * many + head]
    for section in sheet.sections:
        for row in section.rows:
            rows.append([section.title] * many + [_safe(cell) for cell in row.cells])
    if sheet.total:
        rows.append([""] * many + list(sheet.total))
    return rows


def _safe(cell: str) -> str:
    return "'" + cell if cell[:1] in ("=", "+", "@") else cell
