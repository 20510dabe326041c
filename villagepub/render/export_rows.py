"""A notice's table as plain rows, for files that people open in a sheet program."""

import csv
import io
import re
import unicodedata

from villagepub.content import Sheet

_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+")
MARK = b"\xef\xbb\xbf"  # without it Excel takes the text for GBK


def csv_table(sheet: Sheet) -> bytes:
    """CSV in UTF-8 with the mark that Excel needs."""
    return csv_rows(flat_rows(sheet))


def csv_rows(rows: list[list[str]]) -> bytes:
    """A cell that a sheet program would take for a formula is text."""
    out = io.StringIO()
    csv.writer(out).writerows([_safe(cell) for cell in row] for row in rows)
    return MARK + out.getvalue().encode()


def flat_rows(sheet: Sheet) -> list[list[str]]:
    """Head, rows by section, total. Sections are groups where rows have a number of
    their own, months or sides of a ledger where they have none.
    """
    many = len(sheet.sections) > 1
    head = [c.head + (f"（{c.unit}）" if c.unit else "") for c in sheet.columns]
    is_list = any(c.kind == "no" for c in sheet.columns)
    rows = [["组别" if is_list else "哪一部分"] * many + head]
    for section in sheet.sections:
        for row in section.rows:
            rows.append([section.title] * many + list(row.cells))
    if sheet.total:
        rows.append([""] * many + list(sheet.total))
    return rows


def _safe(cell: str) -> str:
    """By the first sign that is seen, in either width: a Chinese Excel takes ＝ for =."""
    seen = "".join(c for c in cell if unicodedata.category(c) != "Cf").lstrip()
    first = unicodedata.normalize("NFKC", seen[:1])
    is_formula = first in ("=", "+", "-", "@") or cell[:1] in ("\t", "\r", "\n")
    return "'" + cell if is_formula and not _NUMBER.fullmatch(cell) else cell
