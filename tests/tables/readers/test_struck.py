"""What is struck through on the sheet is never read as if it were not."""

import io

import docx
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.forms.case_sheets import Filled, filled
from tests.tables import malformed
from tests.tables.sheet_files import stored
from villagepub import tables

ROWS = [
    ["马家沟村2026年耕地地力保护补贴表"],
    ["组", "户主", "面积（亩）", "标准", "金额（元）"],
    ["1组", "王建国", 12.3, 60, 738],
    ["1组", "李秀英", 8.5, 60, 510],
    ["2组", "张海峰", 4, 60, 240],
]


def book() -> Workbook:
    made = Workbook()
    for row in ROWS:
        made.active.append(row)
    return made


def read(data: bytes, name: str = "补贴.xlsx") -> Filled:
    return filled("T8", *tables.read(data, name))


def test_a_row_that_is_struck_through_is_asked_about_once() -> None:
    made = book()
    for cell in made.active[4]:
        cell.font = Font(strike=True)
    (asked,) = read(stored(made)).problems
    assert asked.kind == "marked"
    assert "第 4 行 李秀英：这一行划掉了" in asked.message
    assert [c.id for c in asked.choices] == ["drop_marked", "accept"]


@pytest.mark.parametrize("column", ["B", "A"])
def test_a_struck_name_or_group_asks_about_its_row(column: str) -> None:
    made = book()
    made.active[f"{column}5"].font = Font(strike=True)
    assert [p.kind for p in read(stored(made)).problems] == ["marked"]


def test_a_struck_figure_is_no_figure() -> None:
    made = book()
    made.active["E4"].font = Font(strike=True)
    (asked,) = read(stored(made)).problems
    assert (asked.kind, asked.row, asked.column) == ("unreadable", 4, "amount")
    assert "“〔划掉〕510”" in asked.message


def test_an_old_figure_struck_beside_the_new_one_is_not_read_as_one_number() -> None:
    made = book()
    old = TextBlock(InlineFont(strike=True), "510")
    made.active["E4"] = CellRichText(old, "520")
    found = read(stored(made))
    assert found.asked("amount") == [4]
    assert found.column("amount")[1] == ""


def test_a_book_with_no_line_through_anything_is_read_as_ever() -> None:
    made = book()
    made.active["E4"].font = Font(strike=False, bold=True)
    assert read(stored(made)).problems == ()


def test_a_struck_row_of_a_document_is_asked_about() -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=5)
    for row in ROWS[1:]:
        for cell, said in zip(table.add_row().cells, row, strict=True):
            cell.text = str(said)
    for cell in table.rows[2].cells:
        cell.paragraphs[0].runs[0].font.strike = True
    out = io.BytesIO()
    document.save(out)
    (asked,) = read(out.getvalue(), "补贴.docx").problems
    assert "李秀英：这一行划掉了" in asked.message


@pytest.mark.parametrize(
    ("form", "rows", "column"),
    [
        ("T1", [["日期", "摘要", "收入", "支出"], ["7.3", "地租", 500, None], ["7.4", "电费", None, 100]], "date"),
        ("T5", [["项目名称", "预算金额（元）", "进度"], ["修路", 50000, "完工"], ["修渠", 7000, "完工"]], "name"),
        ("T3", [["单位或姓名", "类别", "金额（元）"], ["兴农合作社", "债权", 500], ["王建国", "债权", 700]], "name"),
    ],
)  # fmt: skip
def test_a_struck_row_of_a_list_of_no_people_is_asked_about_too(
    form: str, rows: list[list[object]], column: str
) -> None:
    made = Workbook()
    for row in (["2026年7月公布表"], *rows):
        made.active.append(row)
    for cell in made.active[4]:
        cell.font = Font(strike=True)
    found = filled(form, *tables.read(stored(made), "表.xlsx"))
    (asked,) = (p for p in found.problems if p.row == 4 and p.kind == "unreadable")
    assert (asked.column, "这一行划掉了" in asked.message) == (column, True)
    assert {"type_in", "drop_row"} <= {c.id for c in asked.choices}
    assert found.column(column)[-1]  # a government's list is compared with it


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td>1组</td><td><s>李秀英</s></td><td>8.5</td><td>60</td><td>510</td></tr>",
        "<tr><td>1组</td><td><del>李秀英</del></td><td>8.5</td><td>60</td><td>510</td></tr>",
        '<tr style="text-decoration:line-through"><td>1组</td><td>李秀英</td><td>8.5</td><td>60</td><td>510</td></tr>',
    ],
)
def test_a_row_that_a_page_strikes_through_is_asked_about(row: str) -> None:
    lines = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in one)}</tr>" for one in ROWS[1:3]
    )
    page = f"<html><body><p>{ROWS[0][0]}</p><table>{lines}{row}</table></body></html>"
    (asked,) = read(page.encode(), "补贴.html").problems
    assert (asked.kind, "第 3 行 李秀英" in asked.message) == ("marked", True)


CELL = '<table:table-cell{} office:value-type="string"><text:p>{}</text:p></table:table-cell>'
STYLES = (
    '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
    '<style:style style:name="off" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="off2" style:family="table-cell" style:parent-style-name="off"/>'
    '<style:style style:name="on" style:family="table-cell" style:parent-style-name="off">'
    '<style:text-properties style:text-line-through-style="none"/></style:style>'
    "</office:automatic-styles>"
)


def ods_of(style: str, *, row: str = "", name: str = "李秀英") -> bytes:
    lines = ""
    for n, said in enumerate(ROWS):
        own = f' table:style-name="{style}"' if style and n == 3 else ""
        cells = (CELL.format(own, name if c == "李秀英" else c) for c in said)
        default = f' table:default-cell-style-name="{row}"' if row and n == 3 else ""
        lines += f"<table:table-row{default}>{''.join(cells)}</table:table-row>"
    return malformed.ods(lines.encode(), styles=STYLES.encode())


@pytest.mark.parametrize(
    "data",
    [
        ods_of("off"),
        ods_of("off2"),
        ods_of("", row="off"),
        ods_of("", name='<text:span text:style-name="off">李秀英</text:span>'),
    ],
)
def test_a_struck_row_of_an_open_document_is_asked_about(data: bytes) -> None:
    (asked,) = read(data, "补贴.ods").problems
    assert (asked.kind, "第 4 行 李秀英：这一行划掉了" in asked.message) == (
        "marked",
        True,
    )


@pytest.mark.parametrize("data", [ods_of(""), ods_of("on"), ods_of("on", row="off")])
def test_an_open_document_with_no_line_through_anything_is_read_as_ever(
    data: bytes,
) -> None:
    assert read(data, "补贴.ods").problems == ()
