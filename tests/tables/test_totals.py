"""Which rows are totals, what they say, and which rows each of them sums."""

import pytest

from tests.tables.sheet_files import Rows, as_xlsx, case, one
from villagepub.tables import totals
from villagepub.tables.table import Table, TableRow

HEAD = ["姓名", "组别", "金额"]


def covered(table: Table) -> list[tuple[int, list[int]]]:
    """(row of a total, the source rows that it sums)."""
    return [
        (t.row, [r.row for a, b in t.covers for r in table.rows[a:b]])
        for t in table.totals
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ("合计", "", "5"), ("合", "计", "5"), ("总计：", "", "5"), ("一组小计", "", "5"),
        ("合计（大写）", "壹仟叁佰元整", ""), ("合计人民币（大写）：壹仟叁佰元整", "", "5"),
        ("合计：3人，1760.00元", "", ""), ("总户数", "4户", ""), ("承前页", "", "5"),
        ("过次页", "", "5"), ("共计3户", "", "5"), ("总金额：", "", "5"), ("", "合　计", "5"),
    ],
)  # fmt: skip
def test_a_total_is_known_by_its_words(cells: tuple[str, ...]) -> None:
    assert totals.is_total(cells)


@pytest.mark.parametrize(
    "cells",
    [
        ("王建国", "1组", "5"), ("总干渠维修", "", "5"), ("1", "合计", "5"), ("计小明", "1组", "5"),
        ("付小计量泵款", "", "5"), ("共青团活动", "", "5"), ("上月结转", "", "5"), ("会计工资", "", "5"),
    ],
)  # fmt: skip
def test_words_that_only_begin_like_a_total_are_none(cells: tuple[str, ...]) -> None:
    assert not totals.is_total(cells)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("合计：3人，1,760.00元", "", ""), ("3人", "1,760.00元")),
        (("合计（大写）", "壹仟叁佰元整", ""), ("壹仟叁佰元整",)),
        (("合计人民币（大写）：壹仟叁佰元伍角", "", "1300.5"), ("壹仟叁佰元伍角",)),
        (("总户数", "4户", ""), ("4户",)),
        (("合计", "", "1300"), ()),
    ],
)
def test_a_total_in_words_says_its_numbers(
    cells: tuple[str, ...], said: tuple[str, ...]
) -> None:
    row = TableRow(row=1, cells=cells)
    assert tuple(one.figure for one in totals.stated(row)) == said


def test_every_total_names_the_rows_that_it_sums() -> None:
    rows: Rows = [
        HEAD,
        ["王建国", "1组", 5],
        ["李燕", "1组", 2],
        ["小计", None, 7],
        ["赵六", "2组", 4],
        ["小计", None, 4],
        ["合计", None, 11],
        ["合计（大写）", "壹拾壹元整", None],
    ]
    assert covered(one(as_xlsx(rows))) == [
        (4, [2, 3]), (6, [5]), (7, [2, 3, 5]), (8, [2, 3, 5]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("july", "august"),
    [
        ("本月合计", "本月合计"),
        ("7月合计", "8月合计"),
        ("七月份合计", "八月份合计"),
        ("小计", "小计"),
    ],
)
def test_a_months_total_with_a_balance_sums_all_lines_of_its_month(
    july: str, august: str
) -> None:
    rows: Rows = [
        ["日期", "摘要", "收入", "支出", "结余"],
        ["7.5", "收租金", 3000, None, 15000],
        [None, july, 3000, None, 15000],
        ["8.3", "拨转移支付", 20000, None, 35000],
        ["8.15", "付路灯电费", None, 800, 34200],
        [None, august, 20000, 800, 34200],
        [None, "本季合计", 23000, 800, 34200],
    ]
    assert covered(one(as_xlsx(rows))) == [(3, [2]), (6, [4, 5]), (7, [2, 4, 5])]


def test_a_total_above_its_rows_sums_what_is_below() -> None:
    rows: Rows = [HEAD, ["合计", None, 7], ["王建国", "1组", 5], ["李燕", "1组", 2]]
    assert covered(one(as_xlsx(rows))) == [(2, [3, 4])]


def test_group_totals_above_their_groups_sum_what_adds_up() -> None:
    rows: Rows = [
        HEAD,
        ["一组小计", None, 7],
        ["王建国", "1组", 5],
        ["李燕", "1组", 2],
        ["二组小计", None, 4],
        ["赵六", "2组", 4],
    ]
    assert covered(one(as_xlsx(rows))) == [(2, [3, 4]), (5, [6])]


def test_totals_of_pages_sum_their_page_and_what_is_carried_all_before() -> None:
    rows: Rows = [
        HEAD,
        ["王建国", "1组", 5],
        ["本页合计", None, 5],
        ["过次页", None, 5],
        ["承前页", None, 5],
        ["李燕", "1组", 2],
        ["本页合计", None, 2],
        ["总计", None, 7],
    ]
    assert covered(one(as_xlsx(rows))) == [
        (3, [2]), (4, [2]), (5, [2]), (7, [6]), (8, [2, 6]),
    ]  # fmt: skip


def test_two_lists_with_one_name_of_total_sum_their_own_rows() -> None:
    rows: Rows = [
        HEAD, ["一组"], ["王建国", "1组", 5], ["合计", None, 5],
        ["二组"], ["李燕", "2组", 2], ["合计", None, 9], ["总计", None, 7],
    ]  # fmt: skip
    assert covered(one(as_xlsx(rows))) == [(4, [3]), (7, [6]), (8, [3, 6])]


def test_a_statement_of_sums_names_no_rows_that_it_does_not_sum() -> None:
    rows: Rows = [["项目", "金额"], ["收入合计", 5], ["支出合计", 7], ["资金结存", 8]]
    table = one(as_xlsx(rows))
    assert [r.row for r in table.rows] == [4]
    assert covered(table) == [(2, []), (3, [])]


def test_blocks_side_by_side_have_their_own_totals() -> None:
    rows: Rows = [
        ["姓名", "金额", "姓名", "金额"],
        ["王建国", 1, "李燕", 2],
        ["崔平", 3, "赵六", 4],
        ["合计", 4, "合计", 6],
    ]
    table = one(as_xlsx(rows))
    assert [t.covers for t in table.totals] == [((0, 2),), ((2, 4),)]


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("16_total_spaced.xlsx", [(7, [3, 4, 5, 6])]),
        ("16_wrong_daxie.xlsx", [(7, [3, 4, 5, 6]), (8, [3, 4, 5, 6])]),
        ("16_wrong_daxie3.xlsx", [(7, [3, 4, 5, 6])]),
        ("16_wrong_total_then_page.xlsx", [(7, [3, 4, 5, 6]), (8, [3, 4, 5, 6])]),
    ],
)
def test_the_totals_of_the_cases(file: str, rows: list[tuple[int, list[int]]]) -> None:
    assert covered(case(f"16-total-in-words/{file}")) == rows


def test_a_parent_said_once_bounds_its_subtotal() -> None:
    table = case("57-monthly-income-expenditure/L5月表.xlsx")
    assert covered(table) == [(9, [5, 6, 7, 8]), (18, [*range(10, 18)])]
