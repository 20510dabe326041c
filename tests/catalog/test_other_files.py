"""The same catalog as a saved page, a Word file or a CSV is the same catalog."""

import csv
import io
from collections.abc import Callable

import pytest
from docx import Document

from tests.catalog.catalog_sheets import (
    BOXES,
    HEAD,
    LAW,
    LIMIT,
    MERGED,
    OFFICE,
    TITLE,
    catalog_of,
    row,
)
from villagepub import tables
from villagepub.catalog import read

ROWS = (
    row(1, "养老服务补贴", "高龄津贴", elements="●补贴标准\n●发放名单"),
    row(2, None, "护理补贴", basis=None, limit=None),
)


def as_html() -> bytes:
    """A government page: navigation in a table of its own, breaks in the cells."""
    cells = [
        "<tr>" + "".join(f"<td>{_br(cell)}</td>" for cell in line) + "</tr>"
        for line in ROWS
    ]
    head = (
        '<tr><td rowspan="2">序<br>号</td><td colspan="2">公开事项</td>'
        + "".join(f'<td rowspan="2">{_br(c)}</td>' for c in HEAD[0][3:8])
        + '<td colspan="2">公开对象</td><td colspan="2">公开方式</td>'
        '<td colspan="2">公开层级</td></tr><tr>'
        + "".join(f"<td>{_br(c)}</td>" for c in HEAD[1] if c)
        + "</tr>"
    )
    page = (
        "<html><head><meta charset='utf-8'><title>安塞区人民政府</title></head><body>"
        "<table><tr><td>首页</td><td>政务公开</td><td>办事</td></tr></table>"
        f"<h1>{TITLE}</h1><table>"
        f'<tr><td colspan="14">{TITLE}</td></tr>{head}{"".join(cells)}</table></body></html>'
    )
    return page.encode()


def _br(cell: object) -> str:
    return "" if cell is None else str(cell).replace("\n", "<br/>")


def as_docx() -> bytes:
    document = Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=4, cols=14)
    for r, line in enumerate((*HEAD, *ROWS)):
        for c, cell in enumerate(line):
            table.cell(r, c).text = "" if cell is None else str(cell)
    for area in MERGED:
        first, last = area.split(":")
        start = table.cell(int(first[1:]) - 2, ord(first[0]) - 65)
        start.merge(table.cell(int(last[1:]) - 2, ord(last[0]) - 65))
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def as_csv() -> bytes:
    stored = io.StringIO()
    writer = csv.writer(stored)
    writer.writerow([TITLE])
    for line in (*HEAD, *ROWS):
        writer.writerow(["" if cell is None else cell for cell in line])
    return stored.getvalue().encode("gb18030", errors="replace")


@pytest.mark.parametrize(
    ("filename", "make"),
    [
        ("目录.html", as_html),
        ("目录.docx", as_docx),
        ("目录.csv", as_csv),
    ],
)
def test_every_kind_of_file_gives_the_same_items(
    filename: str, make: Callable[[], bytes]
) -> None:
    expected = catalog_of(ROWS).items
    found = read(tables.read(make(), filename, fill_merged=True), filename=filename)
    assert found.domain == "养老服务"
    assert [_said(i) for i in found.items] == [_said(i) for i in expected]


def _said(item: object) -> tuple[object, ...]:
    names = ("level1", "level2", "elements", "basis", "limit", "body", "channels")
    more = ("audience", "method", "levels")
    return tuple(getattr(item, name) for name in (*names, *more))


def test_the_expected_items_are_right() -> None:
    second = catalog_of(ROWS).items[1]
    assert _said(second) == (
        "养老服务补贴", "护理补贴", ("办事指南",), (LAW,), LIMIT, OFFICE,
        ("政府网站", "公开查阅点"), "全社会", "主动", ("县级",),
    )  # fmt: skip
    assert BOXES.startswith("■")
