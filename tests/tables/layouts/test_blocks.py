"""Lists side by side and one below the other: blocks, sections, villages and groups."""

import pytest
from openpyxl import Workbook

from tests.tables.sheet_files import (
    Rows,
    as_csv,
    as_xlsx,
    cells,
    labels,
    one,
    stored,
)


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("第一村民小组", "第一村民小组"),
        ("二组", "二组"),
        ("3组：", "3组"),
        ("第四村民小组（25户）", "第四村民小组"),
        ("马家沟村五组", "五组"),
        ("一、阳湾组", "阳湾组"),
        ("叁 组", "叁组"),
    ],
)
def test_a_section_row_gives_its_group_to_the_rows_below(line: str, group: str) -> None:
    rows: Rows = [["户主姓名", "金额", "备注"], [line], ["王建国", 1], ["李燕", 2]]
    table = one(as_xlsx(rows))
    assert [r.section for r in table.rows] == [group, group]
    assert [i.row for i in table.ignored] == [2]


def test_a_group_merged_downwards_is_every_row_s_an_amount_is_not() -> None:
    rows: Rows = [
        ["组别", "姓名", "金额"], ["1组", "王建国", 5], [None, "李燕", None], ["2组", "赵六", 7],
    ]  # fmt: skip
    table = one(as_xlsx(rows, merges=("A2:A3", "C2:C3")))
    assert cells(table) == [
        ("1组", "王建国", "5"),
        ("1组", "李燕", ""),
        ("2组", "赵六", "7"),
    ]


SIDE = ["姓名", "金额"]


def test_blocks_with_a_gap_between_them_are_one_list() -> None:
    rows: Rows = [
        [*SIDE, None, *SIDE],
        ["王建国", 1, None, "李燕", 2],
        ["崔平", 3, None, "赵六", 4],
        ["合计", 4, None, "合计", 6],
    ]
    table = one(as_xlsx(rows))
    assert [(r.row, *r.cells) for r in table.rows] == [
        (2, "王建国", "1"), (3, "崔平", "3"), (2, "李燕", "2"), (3, "赵六", "4"),
    ]  # fmt: skip
    assert [t.cells for t in table.totals] == [("合计", "4"), ("合计", "6")]


def test_three_blocks_of_which_the_last_lacks_a_column() -> None:
    head = ["姓名", "金额", "备注"]
    rows: Rows = [
        [*head, *head, "姓名", "金额"],
        ["王建国", 1, None, "李燕", 2, "低保", "赵六", 3],
    ]
    assert cells(one(as_xlsx(rows))) == [
        ("王建国", "1", ""), ("李燕", "2", "低保"), ("赵六", "3", ""),
    ]  # fmt: skip


def test_blocks_whose_numbers_run_across_are_read_across() -> None:
    head = ["序号", "姓名", "金额"]
    rows: Rows = [
        [*head, *head],
        [1, "王建国", 1, 2, "李燕", 2],
        [3, "崔平", 3, 4, "赵六", 4],
    ]
    assert [r.cells[0] for r in one(as_xlsx(rows)).rows] == ["1", "2", "3", "4"]


def test_sections_inside_blocks_count_for_their_block_and_go_on_in_the_next() -> None:
    rows: Rows = [
        [*SIDE, *SIDE],
        ["一组", None, "崔平", 3],
        ["王建国", 1, "二组", None],
        ["李燕", 2, "赵六", 4],
    ]
    found = [(r.cells[0], r.section) for r in one(as_xlsx(rows)).rows]
    assert found == [
        ("王建国", "一组"),
        ("李燕", "一组"),
        ("崔平", "一组"),
        ("赵六", "二组"),
    ]


def test_sections_in_one_row_of_both_blocks_begin_no_other_list() -> None:
    rows: Rows = [
        [*SIDE, *SIDE],
        ["第1村民小组", None, "第3村民小组", None],
        ["王建国", 1, "崔平", 3],
        ["第2村民小组", None, "第4村民小组", None],
        ["李燕", 2, "赵六", 4],
    ]
    assert [(r.cells[0], r.section) for r in one(as_xlsx(rows)).rows] == [
        ("王建国", "第1村民小组"),
        ("李燕", "第2村民小组"),
        ("崔平", "第3村民小组"),
        ("赵六", "第4村民小组"),
    ]


def test_a_section_over_the_whole_width_counts_for_every_block() -> None:
    rows: Rows = [[*SIDE, *SIDE], ["二组"], ["王建国", 1, "李燕", 2]]
    assert [r.section for r in one(as_xlsx(rows)).rows] == ["二组", "二组"]


def test_section_rows_name_villages_and_groups_of_villages() -> None:
    rows: Rows = [
        ["沿河湾镇2026年补贴公示", None, None],
        ["序号", "户主姓名", "金额"],
        ["一、马家沟村", None, None],
        ["第一村民小组", None, None],
        [1, "王建国", 10],
        ["高家峁村（2户）", None, None],
        [1, "李燕", 20],
        ["方塔村二社", None, None],
        [1, "张伟", 30],
        ["合计", None, 60],
        ["沿河湾镇马家沟村村民委员会", None, None],
    ]
    table = one(as_xlsx(rows))
    assert [(r.row, r.village, r.section) for r in table.rows] == [
        (5, "马家沟村", "第一村民小组"),
        (7, "高家峁村", ""),
        (9, "方塔村", "二社"),
    ]
    assert table.ignored[-1].row == 11


def test_lists_of_villages_one_below_the_other_are_told_apart_by_their_titles() -> None:
    rows: Rows = [
        ["马家沟村2026年补贴公示表", None, None],
        ["序号", "户主姓名", "金额"],
        [1, "王建国", 10],
        ["合计", None, 10],
        ["高家峁村2026年补贴公示表", None, None],
        ["序号", "户主姓名", "金额"],
        [1, "李燕", 20],
        ["合计", None, 20],
    ]
    table = one(as_xlsx(rows, merges=("A1:C1", "A5:C5")))
    assert [(r.row, r.village) for r in table.rows] == [(3, ""), (7, "高家峁村")]
    assert [t.row for t in table.totals] == [4, 8]


def test_a_group_under_a_merged_head_is_no_part_of_it() -> None:
    rows: Rows = [
        ["序号", "户主", "补贴", None],
        [None, None, "面积（亩）", "金额（元）"],
        ["第一村民小组", None, None, None],
        [1, "王建国", 5.82, 349.2],
    ]
    merges = ("A1:A2", "B1:B2", "C1:D1", "A3:D3")
    table = one(as_xlsx(rows, merges=merges))
    assert labels(table)[0] == "序号"
    assert [(r.row, r.section) for r in table.rows] == [(4, "第一村民小组")]


def test_a_group_written_only_in_its_first_row_is_every_row_s() -> None:
    rows: Rows = [
        ["组别", "姓名", "金额"],
        ["1组", "王建国", 5],
        [None, "李燕", 6],
        [None, "张伟", 7],
        ["2组", "赵六", 8],
        [None, "王海", 9],
    ]
    groups = [row.cells[0] for row in one(as_csv(rows), "表.csv").rows]
    assert groups == ["1组", "1组", "1组", "2组", "2组"]


def test_a_group_left_out_here_and_there_stays_empty() -> None:
    rows: Rows = [
        ["组别", "姓名", "金额"],
        ["1组", "王建国", 5],
        ["1组", "李燕", 6],
        [None, "张伟", 7],
        [None, "赵六", 8],
        ["2组", "王海", 9],
    ]
    groups = [row.cells[0] for row in one(as_csv(rows), "表.csv").rows]
    assert groups == ["1组", "1组", "", "", "2组"]


def test_a_sheet_named_after_a_group_holds_that_group() -> None:
    book = Workbook()
    page = book.active
    page.title = "第三组"
    for row in (["姓名", "金额"], ["王建国", 5], ["李燕", 6]):
        page.append(row)
    assert [row.section for row in one(stored(book)).rows] == ["第三组", "第三组"]


def test_groups_side_by_side_under_a_head_are_no_head() -> None:
    rows: Rows = [
        ["编号", "享受人", "月补贴（元）", "编号", "享受人", "月补贴（元）"],
        ["第一村民小组", None, None, "第七村民小组", None, None],
        [1, "王建国", 5, 3, "张伟", 7],
        [2, "李燕", 6, 4, "赵六", 8],
    ]
    table = one(as_csv(rows), "表.csv")
    assert table.header_rows == (1,)
    assert [(r.cells[1], r.section) for r in table.rows] == [
        ("王建国", "第一村民小组"),
        ("李燕", "第一村民小组"),
        ("张伟", "第七村民小组"),
        ("赵六", "第七村民小组"),
    ]
