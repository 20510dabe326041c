"""A sheet as an office makes it, and the files that it is sent in."""

import csv
import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.tables.old_sheets import xls
from tests.tables.sheet_files import stored

Merge = tuple[
    int, int, int, int
]  # first row, first column, last row, last column; from 1


@dataclass
class Sheet:
    """``far`` is a column that somebody only coloured."""

    name: str
    rows: list[list[object]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    far: int = 0

    def add(self, row: Sequence[object]) -> int:
        """The number of the row that was added."""
        self.rows.append(list(row))
        return len(self.rows)


def _xlsx(sheets: Sequence[Sheet]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for r, row in enumerate(sheet.rows, 1):
            for c, cell in enumerate(row, 1):
                if cell != "":
                    page.cell(r, c, cell)
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(
                start_row=top, start_column=left, end_row=bottom, end_column=right
            )
        if sheet.far:
            page.cell(2, sheet.far).fill = PatternFill("solid", fgColor="FFFF00")
    return stored(book)


def _xls(sheets: Sequence[Sheet]) -> bytes:
    (sheet,) = sheets
    rows = [[None if c == "" else c for c in row] for row in sheet.rows]
    merged = [(a - 1, b - 1, c - 1, d - 1) for a, b, c, d in sheet.merges]
    return xls(rows, merged=merged)  # type: ignore[arg-type]


def _csv(encoding: str) -> Callable[[Sequence[Sheet]], bytes]:
    def made(sheets: Sequence[Sheet]) -> bytes:
        (sheet,) = sheets
        out = io.StringIO()
        csv.writer(out).writerows(sheet.rows)
        return out.getvalue().encode(encoding)

    return made


def _html(sheets: Sequence[Sheet]) -> bytes:
    tables = "".join(f"<p>{s.name}</p><table>{_lines(s)}</table>" for s in sheets)
    page = (
        "<html><head><meta charset='utf-8'><title>沿河湾镇人民政府</title></head><body>"
        "<table><tr><td>首页</td><td>政务公开</td><td>政民互动</td></tr></table>"
        f"{tables}<table><tr><td>版权所有</td><td>网站地图</td></tr></table></body></html>"
    )
    return page.encode()


def _lines(sheet: Sheet) -> str:
    spans = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in sheet.merges}
    covered = {
        (r, c)
        for a, b, bottom, right in sheet.merges
        for r in range(a, bottom + 1)
        for c in range(b, right + 1)
    } - spans.keys()
    lines = ""
    for r, row in enumerate(sheet.rows, 1):
        lines += "<tr>"
        for c, cell in enumerate(row, 1):
            if (r, c) not in covered:
                down, across = spans.get((r, c), (1, 1))
                text = html.escape(str(cell)).replace("\n", "<br>")
                lines += f"<td rowspan={down} colspan={across}><p>{text}</p></td>"
        lines += "</tr>"
    return lines


def _docx(sheets: Sequence[Sheet]) -> bytes:
    document = Document()
    for sheet in sheets:
        document.add_paragraph(sheet.name)
        width = max(map(len, sheet.rows))
        table = document.add_table(rows=len(sheet.rows), cols=width)
        cells = [row.cells for row in table.rows]
        for line, row in zip(cells, sheet.rows, strict=True):
            for place, cell in zip(line, row, strict=False):
                place.text = str(cell)
        for top, left, bottom, right in sheet.merges:
            for line in cells[top - 1 : bottom]:
                for place in line[left - 1 : right]:
                    if place is not cells[top - 1][left - 1]:
                        place.text = ""
            cells[top - 1][left - 1].merge(cells[bottom - 1][right - 1])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# By the name of the file: those in the second part can hold several sheets.
SINGLE: dict[str, Callable[[Sequence[Sheet]], bytes]] = {
    "名单.xls": _xls,
    "名单.csv": _csv("gb18030"),
    "名单（UTF-8）.csv": _csv("utf-8-sig"),
}
SEVERAL: dict[str, Callable[[Sequence[Sheet]], bytes]] = {
    "名单.xlsx": _xlsx,
    "公示.html": _html,
    "名单.docx": _docx,
}
