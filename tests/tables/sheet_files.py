"""The same rows as a file of every kind that offices send."""

import csv
import html
import io
from collections.abc import Callable, Sequence

from docx import Document
from openpyxl import Workbook

from tests.conftest import ROOT
from tests.tables.old_sheets import xls
from villagepub import tables
from villagepub.tables.table import Table

Cell = str | int | float | None
Rows = Sequence[Sequence[Cell]]


def as_xlsx(rows: Rows, *, merges: Sequence[str] = ()) -> bytes:
    book = Workbook()
    page = book.active
    page.title = "表"
    for row in rows:
        page.append(list(row))
    for merge in merges:
        page.merge_cells(merge)
    return stored(book)


def stored(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(rows: Rows) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["" if c is None else c for c in row] for row in rows])
    return out.getvalue().encode("gb18030")


def as_html(rows: Rows) -> bytes:
    """A saved page with a menu, a frame of facts, and the list in a frame of its own."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{_html(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    page = (
        "<?xml version='1.0' encoding='gb2312'?><html><head><title>公示_安塞区</title></head>"
        "<body><table><tr><td>首页</td><td>政务公开</td><td>办事服务</td></tr>"
        "<tr><td>动态</td><td>公告</td><td>互动</td></tr></table>"
        "<table><tr><td>索引号：</td><td>610603/2026-1</td><td>名称：</td><td>公示</td></tr></table>"
        f"<table><tr><td><div><table border=1>{lines}</table></div></td></tr></table>"
        "<table><tr><td>主办：安塞区</td><td>备案号 1</td></tr></table></body></html>"
    )
    return page.encode("gb18030")


def _html(cell: Cell) -> str:
    return "" if cell is None else html.escape(str(cell)).replace("\n", "<br/>")


def as_docx(rows: Rows) -> bytes:
    document = Document()
    document.add_paragraph("关于发放的公示")
    width = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=width)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            table.cell(r, c).text = "" if cell is None else str(cell)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


KINDS: dict[str, Callable[[Rows], bytes]] = {
    "表.xlsx": as_xlsx,
    "表.xls": xls,
    "表.csv": as_csv,
    "表.html": as_html,
    "表.docx": as_docx,
}


def one(data: bytes, name: str = "表.xlsx") -> Table:
    """The only table of a file."""
    (table,) = tables.read(data, name)
    return table


def case(file: str) -> Table:
    """The only list of an input under tests/cases."""
    return one((ROOT / "tests" / "cases" / file).read_bytes(), file.rpartition("/")[2])


def labels(table: Table) -> list[str]:
    return [column.label for column in table.columns]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]
