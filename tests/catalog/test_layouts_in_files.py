"""Every published layout in every kind of file: merged down, ticked, boxed, or in words."""

import io
from collections.abc import Callable, Sequence

import pytest
from docx import Document

from tests.catalog.catalog_sheets import LAW, LIMIT, OFFICE, Cell, workbook
from tests.tables.old_sheets import xls
from villagepub import tables
from villagepub.catalog import Catalog, read

TITLE = "安塞区社会救助领域基层政务公开标准目录"
Span = tuple[
    int, int, int, int
]  # first row, first column, last row, last column; 0-based

# Three levels, boxes garbled to 口, attribute and phones, levels in words (平武, 石城).
HEAD: Sequence[Sequence[Cell]] = (
    ("序\n号", "公开事项", None, None, "公开内容\n(要素)", "公开依据", "公开时限", "公开主体",
     "公开渠道和载体", "公开对象", "公开方式", "公开属性", "公开层级", "咨询电话", "监督举报电话"),
    (None, "一级\n事项", "二级\n事项", "三级\n事项", *[None] * 11),
)  # fmt: skip
CHANNELS = "■政府网站\n口政府公报\n☑公开查阅点\n□其他"
ROWS: Sequence[Sequence[Cell]] = (
    (1, "社会救助", "低保", "审核信息", "●初审对象名单\n●公示时间", LAW, LIMIT, OFFICE, CHANNELS,
     "全社会", "主动公开", "主动公开", "县级、乡级", "0911-0062018", "12345"),
    (2, None, None, "审批信息", "●低保对象名单", None, None, None, None,
     "低保对象", "依申请公开", "依申请公开", "乡级", "0911-0062018", "12345"),
    (3, None, "特困", None, "1.救助标准2.救助名单", LAW, "每季度", OFFICE, "村务公开栏、政府网站",
     "全社会", "主动", "主动公开", "村级", None, None),
)  # fmt: skip
HEAD_SPANS: Sequence[Span] = (
    (1, 1, 1, 3), *((1, c, 2, c) for c in (0, *range(4, 15))),
)  # fmt: skip
BODY_SPANS: Sequence[Span] = (
    (3, 1, 5, 1),
    (3, 2, 4, 2),
    *((3, c, 4, c) for c in range(5, 9)),
)
SPANS = (*HEAD_SPANS, *BODY_SPANS)
LINES: Sequence[Sequence[Cell]] = ((TITLE,), *HEAD, *ROWS)


def as_xlsx() -> bytes:
    areas = [
        f"{chr(65 + left)}{top + 1}:{chr(65 + right)}{bottom + 1}"
        for top, left, bottom, right in SPANS
    ]
    return workbook(ROWS, head=HEAD, merged=areas, title=TITLE)


def as_xls() -> bytes:
    return xls(LINES, merged=SPANS)


def as_html() -> bytes:
    """As saved from a site: spans as attributes, covered cells not there, boxes in spans."""
    begins = {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, left, bottom, right in SPANS
    }
    covered = {
        (r, c)
        for top, left, bottom, right in SPANS
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    } - begins.keys()
    out = ""
    for r, line in enumerate(LINES):
        out += "<tr>"
        for c, cell in enumerate([*line, *[None] * (15 - len(line))]):
            if (r, c) not in covered:
                down, right = begins.get((r, c), (1, 1))
                text = "" if cell is None else str(cell).replace("\n", "<br>")
                out += f"<td rowspan={down} colspan={right}><p><span>{text}</span></p></td>"
        out += "</tr>"
    menu = "<table><tr><td>首页</td><td>公开</td><td>互动</td></tr></table>"
    return f"<html><body>{menu}<div><table>{out}</table></div></body></html>".encode(
        "gb18030"
    )


def as_docx() -> bytes:
    document = Document()
    table = document.add_table(rows=len(LINES), cols=15)
    for r, line in enumerate(LINES):
        for c, cell in enumerate(line):
            table.cell(r, c).text = "" if cell is None else str(cell)
    for top, left, bottom, right in SPANS:
        table.cell(top, left).merge(table.cell(bottom, right))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "目录.xlsx": as_xlsx,
    "目录.xls": as_xls,
    "目录.html": as_html,
    "目录.docx": as_docx,
}


def catalog(filename: str) -> Catalog:
    found = tables.read(FILES[filename](), filename, fill_merged=True)
    return read(found, filename=filename)


@pytest.fixture(params=FILES)
def found(request: pytest.FixtureRequest) -> Catalog:
    return catalog(request.param)


def test_every_row_is_an_item_and_knows_its_row(found: Catalog) -> None:
    assert (found.domain, found.refused) == ("社会救助", ())
    assert [i.row for i in found.items] == [4, 5, 6]


def test_three_levels_reach_the_rows_they_are_merged_over(found: Catalog) -> None:
    assert [(i.level1, i.level2, i.level3) for i in found.items] == [
        ("社会救助", "低保", "审核信息"),
        ("社会救助", "低保", "审批信息"),
        ("社会救助", "特困", ""),
    ]


def test_elements_basis_limit_and_body_are_right(found: Catalog) -> None:
    assert [(i.elements, i.basis, i.limit, i.body) for i in found.items] == [
        (("初审对象名单", "公示时间"), (LAW,), LIMIT, OFFICE),
        (("低保对象名单",), (LAW,), LIMIT, OFFICE),
        (("救助标准", "救助名单"), (LAW,), "每季度", OFFICE),
    ]


def test_boxes_and_plain_words_choose_channels(found: Catalog) -> None:
    assert [i.channels for i in found.items] == [
        ("政府网站", "公开查阅点"), ("政府网站", "公开查阅点"), ("村务公开栏", "政府网站"),
    ]  # fmt: skip


def test_audience_method_and_levels_in_words(found: Catalog) -> None:
    assert [(i.audience, i.method, i.levels) for i in found.items] == [
        ("全社会", "主动", ("县级", "乡级")),
        ("低保对象", "依申请", ("乡级",)),
        ("全社会", "主动", ("村级",)),
    ]


def test_attribute_and_phones_stay_beside_the_item(found: Catalog) -> None:
    phones = {"咨询电话": "0911-0062018", "监督举报电话": "12345"}
    assert [dict(i.more) for i in found.items] == [
        {"公开属性": "主动公开", **phones},
        {"公开属性": "依申请公开", **phones},
        {"公开属性": "主动公开"},
    ]


def test_every_head_says_what_it_was_taken_for(found: Catalog) -> None:
    assert sorted(found.columns.values()) == sorted(
        ["number", "level1", "level2", "level3", "elements", "basis", "limit", "body",
         "channels", "audience", "method", "attribute", "levels", "", ""]
    )  # fmt: skip
