"""Sheets as offices really send them, and what is said of each that can't be read."""

import io
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from villagepub import tables
from villagepub.tables.cells.faulty_cells import NO_RESULT
from villagepub.tables.table import Table, TableError

HEAD = ["序号", "户主姓名", "组别", "补贴金额（元）"]
ROWS = [[1, "王建国", "1组", 349.2], [2, "郭秀兰", "1组", 474.0]]


def xlsx(
    rows: list[list[object]], *, sheet: str = "表", merges: tuple[str, ...] = ()
) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    for merge in merges:
        page.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def one(data: bytes, name: str = "表.xlsx") -> Table:
    (table,) = tables.read(data, name)
    return table


@pytest.mark.parametrize(
    ("file", "sheets", "rows", "totals"),
    [
        ("notices/马家沟村2026年耕地地力保护补贴登记表.xlsx", 1, [74], [[78]]),
        (
            "notices/马家沟村2026年第三季度收支逐笔榜.xlsx",
            3,
            [13, 12, 13],
            [[18], [17], [18]],
        ),
        ("notices/马家沟村2026年第三季度低保花名册.xlsx", 1, [23], [[]]),
        ("disclosures/沿河湾镇2026年耕地地力保护补贴发放公示.xlsx", 1, [954], [[957]]),
        ("catalog/村务公开事项目录清单.xlsx", 1, [12], [[]]),
    ],
)
def test_the_published_sheets_are_read_whole(
    sheets_folder: Path,
    file: str,
    sheets: int,
    rows: list[int],
    totals: list[list[int]],
) -> None:
    path = sheets_folder / file
    found = tables.read(path.read_bytes(), path.name)
    assert len(found) == sheets
    assert [len(t.rows) for t in found] == rows
    assert [[r.row for r in t.totals] for t in found] == totals


def test_title_unit_and_signature_rows_are_not_people(sheets_folder: Path) -> None:
    path = sheets_folder / "notices/马家沟村2026年耕地地力保护补贴登记表.xlsx"
    table = one(path.read_bytes(), path.name)
    assert [(i.row, i.reason) for i in table.ignored] == [
        (1, "标题"),
        (2, "单位"),
        (79, "签字和日期"),
    ]


def test_heads_lose_line_breaks_and_inner_spaces(sheets_folder: Path) -> None:
    path = sheets_folder / "notices/马家沟村2026年耕地地力保护补贴登记表.xlsx"
    labels = [c.label for c in one(path.read_bytes(), path.name).columns]
    assert labels[3:9] == [
        "组别",
        "一卡通账号",
        "确权面积（亩）",
        "补贴面积（亩）",
        "补贴标准（元/亩）",
        "补贴金额（元）",
    ]


def test_stacked_heads_are_joined_and_a_bare_year_is_left_out(
    sheets_folder: Path,
) -> None:
    path = sheets_folder / "notices/马家沟村2026年第三季度收支逐笔榜.xlsx"
    table = tables.read(path.read_bytes(), path.name)[0]
    assert [c.label for c in table.columns][:3] == ["月.日", "凭证号", "收支内容"]
    assert table.header_rows == (3, 4)


def test_columns_are_recognised_by_what_is_in_them(sheets_folder: Path) -> None:
    path = sheets_folder / "notices/马家沟村2026年耕地地力保护补贴登记表.xlsx"
    kinds = [c.kind for c in one(path.read_bytes(), path.name).columns]
    assert kinds == [
        "index", "name", "identity", "group", "card", "area", "area", "money", "money",
        "phone", "empty",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_every_encoding_an_office_saves(encoding: str) -> None:
    text = "序号,户主姓名,组别,补贴金额（元）\r\n1,王建国,1组,349.2\r\n2,郭秀兰,1组,474\r\n"
    table = one(text.encode(encoding), "表.csv")
    assert [r.cells for r in table.rows][0] == ("1", "王建国", "1组", "349.2")


def test_cells_copied_from_a_sheet_are_read() -> None:
    text = '序号\t户主姓名\t补贴金额\n1\t王建国\t349.2\n2\t"郭\n秀兰"\t474\n合计\t\t823.2\n'
    (table,) = tables.read_pasted(text)
    assert [r.cells[1] for r in table.rows] == ["王建国", "郭\n秀兰"]
    assert [t.cells[2] for t in table.totals] == ["823.2"]


def test_the_right_table_of_a_saved_page_is_read() -> None:
    page = (
        "<html><body><table><tr><td>首页</td><td>导航</td></tr></table><table>"
        "<tr><th rowspan=2>户主</th><th colspan=2>补贴</th></tr>"
        "<tr><th>面积（亩）</th><th>金额（元）</th></tr>"
        "<tr><td>王建国</td><td>5.82</td><td>349.20</td></tr>"
        "<tr><td>郭秀兰</td><td>7.9</td><td>474</td></tr></table></body></html>"
    )
    found = tables.read(page.encode("gb18030"), "公示.html")
    assert [c.label for c in found[-1].columns] == [
        "户主",
        "补贴 面积（亩）",
        "补贴 金额（元）",
    ]
    assert len(found[-1].rows) == 2


def test_a_table_in_a_word_document_is_read() -> None:
    document = Document()
    document.add_paragraph("低保花名册")
    table = document.add_table(rows=3, cols=3)
    for r, row in enumerate(
        [["户主姓名", "组别", "金额"], ["王建国", "1组", "520"], ["李燕", "2组", "640"]]
    ):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    out = io.BytesIO()
    document.save(out)
    found = one(out.getvalue(), "花名册.docx")
    assert [r.cells for r in found.rows] == [
        ("王建国", "1组", "520"),
        ("李燕", "2组", "640"),
    ]


def test_section_rows_give_their_group_to_the_rows_below() -> None:
    rows = [
        ["户主姓名", "金额"],
        ["第一村民小组", None],
        ["王建国", 1],
        ["二组", None],
        ["李燕", 2],
    ]
    table = one(xlsx(rows))
    assert [(r.cells[0], r.section) for r in table.rows] == [
        ("王建国", "第一村民小组"),
        ("李燕", "二组"),
    ]


def test_blocks_side_by_side_are_one_list() -> None:
    rows = [
        ["姓名", "金额", "姓名", "金额"],
        ["王建国", 1, "李燕", 2],
        ["崔平", 3, None, None],
    ]
    table = one(xlsx(rows))
    assert [r.cells for r in table.rows] == [
        ("王建国", "1"),
        ("崔平", "3"),
        ("李燕", "2"),
    ]
    assert [r.row for r in table.rows] == [2, 3, 2]


def test_hidden_rows_are_not_silently_used() -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in [HEAD, *ROWS, [3, "赵六", "2组", 9]]:
        page.append(row)
    page.row_dimensions[4].hidden = True
    page.column_dimensions["C"].hidden = True
    out = io.BytesIO()
    book.save(out)
    table = one(out.getvalue())
    assert [r.cells[1] for r in table.rows] == ["王建国", "郭秀兰"]
    assert (4, "隐藏的行") in [(i.row, i.reason) for i in table.ignored]
    assert [c.hidden for c in table.columns] == [False, False, True, False]
    assert any("隐藏" in note for note in table.notes)


def test_a_formula_without_a_result_is_said() -> None:
    table = one(xlsx([HEAD, [1, "王建国", "1组", "=1+1"], [2, "李燕", "1组", 5]]))
    assert table.rows[0].cells[3] == NO_RESULT
    assert any("D2" in note for note in table.notes)


def test_hundreds_of_empty_formatted_columns_are_no_columns() -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in [HEAD, *ROWS]:
        page.append(row)
    for c in range(5, 400):
        page.cell(2, c).fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    out = io.BytesIO()
    book.save(out)
    assert len(one(out.getvalue()).columns) == 4


def test_a_long_number_is_never_written_with_an_exponent() -> None:
    rows = [["姓名", "账号"], ["王建国", 6217008564566208], ["李燕", 6217008387036743]]
    assert one(xlsx(rows)).rows[0].cells[1] == "6217008564566208"


def test_what_is_written_out_is_read_back() -> None:
    data = tables.write_xlsx([("名单", HEAD, [["1", "=王建国", "1组", "349.20"]] * 2)])
    assert one(data).rows[0].cells[1] == "=王建国"


def test_a_list_longer_than_its_kind_can_be_is_refused_with_both_numbers() -> None:
    data = "姓名,金额\n" + "".join(f"王建国,{n}\n" for n in range(1, 13))
    assert len(tables.read(data.encode(), "名单.csv", most=12)[0].rows) == 12
    with pytest.raises(TableError, match="“名单.csv”有 12 行，一个村的名单最多 11 行"):
        tables.read(data.encode(), "名单.csv", most=11)
