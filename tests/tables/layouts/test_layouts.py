"""Whatever layout an office gives its list: heads, sections, blocks, totals, notes."""

import pytest
from openpyxl import Workbook

from tests.tables.old_sheets import xls
from tests.tables.sheet_files import (
    KINDS,
    Rows,
    as_csv,
    as_xlsx,
    labels,
    one,
    stored,
)
from villagepub import tables

LIST: Rows = [
    ["马家沟村2026年补贴发放表", None, None, None],
    ["填报单位：马家沟村", None, None, "单位：元"],
    ["序 号", "户主\n姓名", "组　别", "金 额(元)"],
    [1, "王建国", "1组", 349.2],
    [2, "郭秀兰", "1组", 474],
    ["合　计", None, None, 823.2],
    ["制表人：李四", None, "审核：", None],
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_gives_the_same_list(kind: str) -> None:
    table = one(KINDS[kind](LIST), kind)
    assert labels(table) == ["序号", "户主姓名", "组别", "金额（元）"]
    assert [(r.row, r.cells) for r in table.rows] == [
        (4, ("1", "王建国", "1组", "349.2")),
        (5, ("2", "郭秀兰", "1组", "474")),
    ]
    assert [(t.row, t.cells[3]) for t in table.totals] == [(6, "823.2")]
    assert (table.header_rows, table.columns[3].unit) == ((3,), "元")


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_that_is_no_person_says_why(kind: str) -> None:
    told = [(i.row, i.reason) for i in one(KINDS[kind](LIST), kind).ignored]
    assert told == [(1, "标题"), (2, "单位"), (7, "签字和日期")]


@pytest.mark.parametrize("kind", ["表.xlsx", "表.csv", "表.html", "表.docx"])
def test_stacked_heads_without_merges_are_joined(kind: str) -> None:
    rows: Rows = [
        ["序号", "户主", "补贴", None, None],
        [None, None, "面积（亩）", "标准（元/亩）", "金额（元）"],
        [1, "王建国", 5.82, 60, 349.2],
        [2, "郭秀兰", 7.9, 60, 474],
    ]
    table = one(KINDS[kind](rows), kind)
    assert table.header_rows == (1, 2)
    assert labels(table) == [
        "序号", "户主", "补贴 面积（亩）", "补贴 标准（元/亩）", "补贴 金额（元）",
    ]  # fmt: skip
    assert len(table.rows) == 2


def test_heads_whose_merges_were_undone_by_repeating_are_joined() -> None:
    rows: Rows = [
        ["序号", "户主", "补贴", "补贴", "备注"],
        ["序号", "户主", "面积（亩）", "金额（元）", "备注"],
        [1, "王建国", 5.82, 349.2, None],
        [2, "郭秀兰", 7.9, 474, None],
    ]
    table = one(as_csv(rows), "表.csv")
    assert labels(table) == [
        "序号",
        "户主",
        "补贴 面积（亩）",
        "补贴 金额（元）",
        "备注",
    ]
    assert len(table.rows) == 2


THREE: Rows = [
    ["2026年补贴表", None, None, None, None, None],
    ["序号", "户主", "发放情况", None, None, "备注"],
    [None, None, "面积", "补贴", None, None],
    [None, None, "（亩）", "标准（元/亩）", "金额（元）", None],
    [1, "王建国", 5.82, 60, 349.2, None],
    [2, "郭秀兰", 7.9, 60, 474, None],
]


def test_a_head_over_three_rows_is_joined() -> None:
    merges = ("A1:F1", "A2:A4", "B2:B4", "C2:E2", "D3:E3", "F2:F4")
    table = one(as_xlsx(THREE, merges=merges))
    assert table.header_rows == (2, 3, 4)
    assert labels(table) == [
        "序号", "户主", "发放情况 面积（亩）", "发放情况 补贴 标准（元/亩）",
        "发放情况 补贴 金额（元）", "备注",
    ]  # fmt: skip


def test_a_head_merged_only_across_still_has_two_rows() -> None:
    rows: Rows = [
        ["序号", "户主", "补贴情况", None],
        [None, None, "面积（亩）", "金额（元）"],
        [1, "王建国", 5.82, 349.2],
        [2, "郭秀兰", 7.9, 474],
    ]
    merged = [(0, 2, 0, 3)]
    table = one(xls(rows, merged=merged), "表.xls")
    assert labels(table) == [
        "序号",
        "户主",
        "补贴情况 面积（亩）",
        "补贴情况 金额（元）",
    ]


def test_a_first_row_with_an_empty_cell_is_no_second_head() -> None:
    rows: Rows = [
        ["姓名", "组别", None],
        ["王建国", None, "贫困户"],
        ["李燕", "2组", "五保户"],
    ]
    assert len(one(as_csv(rows), "表.csv").rows) == 2


def test_a_row_that_numbers_the_columns_is_no_person() -> None:
    rows: Rows = [
        ["序号", "姓名", "面积", "标准", "金额"],
        ["甲", "乙", "1", "2", "3=1×2"],
        ["1", "王建国", "5.82", "60", "349.2"],
    ]
    table = one(as_xlsx(rows))
    assert [r.row for r in table.rows] == [3]
    assert (2, "列的编号") in [(i.row, i.reason) for i in table.ignored]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("（单位:元）", "元"),
        ("金额单位：万元", "万元"),
        ("单 位：亩、元", "元"),
        ("填报单位：元宝村", ""),
        ("编制单位：万元户合作社", ""),
    ],
)
def test_a_unit_above_the_table_reaches_the_columns_of_money(
    line: str, unit: str
) -> None:
    rows: Rows = [[line, None], ["姓名", "金额"], ["王建国", 1.2], ["李燕", 3]]
    assert one(as_xlsx(rows)).columns[1].unit == unit


def test_a_unit_in_the_head_counts_before_the_one_above() -> None:
    rows: Rows = [
        ["单位：万元", None],
        ["姓名", "金额（元）"],
        ["王建国", 1.2],
        ["李燕", 3],
    ]
    assert one(as_xlsx(rows)).columns[1].unit == "元"


@pytest.mark.parametrize(
    "line",
    ["合　计", "小计", "总计：", "一组小计", "第一村民小组合计", "本页合计", "共计"],
)
def test_totals_are_no_people(line: str) -> None:
    rows: Rows = [
        ["姓名", "组别", "金额"],
        ["王建国", "1组", 5],
        [line, None, 5],
        ["李燕", "2组", 2],
    ]
    table = one(as_xlsx(rows))
    assert [t.row for t in table.totals] == [3]
    assert [r.row for r in table.rows] == [2, 4]


@pytest.mark.parametrize(
    "line",
    [
        "注：本表一式三份。",
        "监督电话：0911-0062018",
        "马家沟村民委员会（盖章）",
        "制表人：李四　审核人：张三　2026年6月18日",
        "以上名单公示七天，无异议后发放",
        "2026年6月18日",
    ],
)
def test_a_line_below_the_list_is_no_person(line: str) -> None:
    rows: Rows = [
        ["姓名", "组别", "金额"],
        ["王建国", "1组", 5],
        ["李燕", "2组", 2],
        [line],
    ]
    table = one(as_xlsx(rows))
    assert [r.row for r in table.rows] == [2, 3]
    assert [i.row for i in table.ignored] == [4]


def test_title_and_head_again_on_the_next_page_are_no_people() -> None:
    rows: Rows = [
        ["补贴发放表"], ["姓名", "组别", "金额"], ["王建国", "1组", 5],
        ["补贴发放表"], ["姓名", "组别", "金额"], ["李燕", "2组", 2],
    ]  # fmt: skip
    table = one(as_xlsx(rows))
    assert [r.row for r in table.rows] == [3, 6]
    assert {i.reason for i in table.ignored} == {
        "标题",
        "标题又写了一遍",
        "表头又写了一遍",
    }


def test_an_attachment_number_is_not_the_title() -> None:
    rows: Rows = [
        ["附件1"],
        ["马家沟村公示"],
        ["姓名", "金额"],
        ["王建国", 5],
        ["李燕", 2],
    ]
    assert one(as_xlsx(rows)).title == "马家沟村公示"


def test_words_beside_the_list_are_said_and_are_no_column() -> None:
    rows: list[list[object]] = [["姓名", "金额"], *[["王建国", n] for n in range(30)]]
    rows[9] = ["王建国", 9, None, "待核"]
    table = one(as_xlsx(rows))  # type: ignore[arg-type]
    assert labels(table) == ["姓名", "金额"]
    assert [(i.column, i.reason) for i in table.ignored] == [
        ("D", "没有列名，只有 1 格有字")
    ]


def test_a_column_without_a_head_that_begins_late_is_read() -> None:
    rows: list[list[object]] = [["姓名", "金额"], *[["王建国", n] for n in range(200)]]
    for row in rows[120:]:
        row.append("二组")
    table = one(as_xlsx(rows))  # type: ignore[arg-type]
    assert [c.kind for c in table.columns][2] == "group"


def test_every_sheet_of_a_workbook_is_read_and_a_hidden_one_is_said() -> None:
    book = Workbook()
    for n, title in enumerate(["一组", "二组", "旧表"]):
        page = book.create_sheet(title) if n else book.active
        page.title = title
        for row in [["姓名", "金额"], ["王建国", n], ["李燕", 2]]:
            page.append(row)
    book["旧表"].sheet_state = "hidden"
    found = tables.read(stored(book), "表.xlsx")
    assert [t.name for t in found] == ["一组", "二组"]
    assert "工作表“旧表”是隐藏的，没有用。" in found[0].notes


def test_one_layout_has_one_key_through_the_years() -> None:
    def key(*heads: str) -> str:
        return tables.head_key(one(as_xlsx([list(heads), ["王建国", 1], ["李燕", 2]])))

    first = key("户主\n姓名", "2025年补贴金额(元)")
    assert first == key("户主 姓名", "2026年补贴金额（元）")
    assert first != key("户主姓名", "补贴金额（万元）")
    assert first != key("补贴金额（元）", "户主姓名")


def test_units_alone_under_full_heads_belong_to_the_head() -> None:
    rows: Rows = [
        ["序号", "户主姓名", "面积", "金额"],
        [None, None, "（亩）", "（元）"],
        [1, "王建国", 5.82, 349.2],
        [2, "李燕", 7.9, 474],
    ]
    table = one(as_xlsx(rows))
    assert table.header_rows == (1, 2)
    assert labels(table)[2:] == ["面积（亩）", "金额（元）"]


@pytest.mark.parametrize(
    ("label", "unit"), [("金额", "万元"), ("补贴标准", ""), ("标准（元/亩）", "元/亩")]
)
def test_no_standard_is_in_ten_thousands(label: str, unit: str) -> None:
    rows: Rows = [["单位：万元", None], ["姓名", label], ["王建国", 60], ["李燕", 60]]
    assert one(as_xlsx(rows)).columns[1].unit == unit


def test_a_statement_of_two_columns_is_not_a_sheet_turned_round() -> None:
    (found,) = tables.read_pasted(
        "科目\t本月数\n上期结余\t29,810.61\n经营收入\t100.00\n补助收入\t100.00\n其他收入\t7.00\n"
        "管理费用\t2.00\n公益支出\t3.00\n期末结余\t30,012.61\n"
    )
    assert not found.is_turned
    assert [column.label for column in found.columns] == ["科目", "本月数"]
    assert len(found.rows) + len(found.totals) == 7
