"""Every row and column of a source is a row, a total, the head, or left out with a reason."""

import json
from collections.abc import Sequence

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.tables.sheet_files import Rows, as_xlsx, case, one
from villagepub import tables
from villagepub.cli import main
from villagepub.tables import TableError
from villagepub.tables.grid import Grid, column_letters
from villagepub.tables.rows.completeness import UNKNOWN_COLUMN, UNKNOWN_ROW
from villagepub.tables.table import Table
from villagepub.tables.table_parser import understand

WORDS = (
    "", "", "序号", "姓名", "组别", "金额（元）", "面积", "合计", "小计", "二组", "1", "2", "3.5", "王建国",
    "单位：万元", "注：见附件", "2026年6月18日", "第一村民小组", "#REF!", "制表人：", "（亩）", "承前页",
    "第1页", "总户数", "4户", "合计（大写）", "壹佰元整", "户主姓名", "地块名称", "与户主关系", "妻",
    "马家沟村2026年补贴公示表", "项目名称", "开工日期", "60元/亩", "其中：", "经办人", "（续）",
)  # fmt: skip
SHEET = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=1, max_size=14
)
NAMES = ("王建国", "李燕", "赵六", "张伟", "郭文秀", "任凤莲")


@st.composite
def office_sheets(draw: st.DrawFn) -> list[list[str]]:
    """A list as offices make it: title, unit, head, groups, people, totals, signatures."""
    head = ["序号", "户主姓名", "组别", "面积（亩）", "金额（元）"]
    rows = draw(
        st.sampled_from([[], [["公示表"]], [["附件1"], ["公示表"], ["单位：元"]]])
    )
    rows = [*rows, head]
    for n in range(draw(st.integers(1, 9))):
        rows.append([str(n + 1), draw(st.sampled_from(NAMES)), "1组", "2", "120"])
        rows += draw(
            st.sampled_from(
                [[], [], [], [["小计", "", "", "2", "120"]], [["第1页"]], [["二组"]], [[]],
                 [["", "", "", "阳湾", "5"]], [head], [["承前页", "", "", "", "9"]]]
            )
        )  # fmt: skip
    return rows + draw(
        st.sampled_from(
            [[], [["合计", "", "", "9", "5"]], [["制表人：", "拓小梅", "", "审核人：", "折治国"]],
             [["注：公示七天"]], [["姓名", "年龄", "月数", "标准"], ["王建国", "80", "3", "50"]]]
        )
    )  # fmt: skip


def told_rows(table: Table) -> set[int]:
    listed = [*table.rows, *table.totals]
    rows = {row.row for row in listed} | {part for row in listed for part in row.parts}
    return (
        rows | {i.row for i in table.ignored if not i.column} | set(table.header_rows)
    )


def told_columns(table: Table) -> set[str]:
    named = {letter for c in table.columns for letter in (c.letter, *c.beside)}
    return named | {i.column for i in table.ignored if i.column}


def adds_up(table: Table, rows: Sequence[Sequence[str]]) -> bool:
    filled = {n for n, row in enumerate(rows, 1) if any(row)}
    body = rows[max(table.header_rows, default=0) :]
    letters = {column_letters(c) for row in body for c, cell in enumerate(row) if cell}
    if table.is_turned:
        heads = {int(c.letter) for c in table.columns}
        entries = {*table.header_rows, *(row.row for row in table.rows), *(r.row for r in table.totals)}  # fmt: skip
        beside = {i.row for i in table.ignored if not i.column}
        return filled <= heads | beside | entries
    return filled <= told_rows(table) and letters <= told_columns(table)


@settings(max_examples=300)
@given(SHEET)
def test_the_account_of_any_sheet_adds_up(rows: list[list[str]]) -> None:
    table = understand(Grid(name="表", rows=rows))
    assert adds_up(table, rows)
    assert {len(row.cells) for row in (*table.rows, *table.totals)} <= {
        len(table.columns)
    }
    assert all(0 <= a < b <= len(table.rows) for t in table.totals for a, b in t.covers)


@settings(max_examples=200)
@given(office_sheets())
def test_the_account_of_a_sheet_as_offices_make_it_has_no_unknown_row(
    rows: list[list[str]],
) -> None:
    table = understand(Grid(name="表", rows=rows))
    assert adds_up(table, rows)
    assert {i.reason for i in table.ignored}.isdisjoint({UNKNOWN_ROW, UNKNOWN_COLUMN})


@settings(max_examples=100)
@given(SHEET)
def test_any_sheet_is_understood_or_refused_in_a_sentence(
    rows: list[list[str]],
) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    try:
        found = tables.read_pasted(text)
    except TableError as error:
        assert str(error).endswith("。")
    else:
        assert all(table.rows for table in found)


CASES = sorted(
    path.relative_to(ROOT / "tests" / "cases").as_posix()
    for path in (ROOT / "tests" / "cases").rglob("*.xlsx")
)


@pytest.mark.parametrize("file", CASES)
def test_the_account_of_every_case_adds_up(file: str) -> None:
    table = case(file)
    assert {i.reason for i in table.ignored}.isdisjoint({UNKNOWN_ROW, UNKNOWN_COLUMN})


def test_a_sheet_without_a_list_is_said() -> None:
    from openpyxl import Workbook

    from tests.tables.sheet_files import stored

    book = Workbook()
    for row in (["姓名", "金额"], ["王建国", 5], ["李燕", 6]):
        book.active.append(row)
    book.create_sheet("说明").append(["这张表由村会计填"])
    book.create_sheet("空表")
    assert one(stored(book)).notes == ("工作表“说明”里没有名单，没有用。",)


def test_a_number_for_two_people_is_said() -> None:
    rows: Rows = [["姓名", "金额"], ["王建国", 5], ["李燕", None], ["赵六", 7]]
    assert one(as_xlsx(rows, merges=("B2:B3",))).notes == (
        "“金额”第 2 到 3 行合写了一个数，只算在第 2 行。",
    )


def test_words_merged_over_several_rows_are_said_of_each() -> None:
    rows: Rows = [
        ["项目", "资金来源", "金额"],
        ["道路", "一事一议", 5],
        ["水渠", None, 6],
    ]
    table = one(as_xlsx(rows, merges=("B2:B3",)))
    assert [row.cells[1] for row in table.rows] == ["一事一议", "一事一议"]


def test_a_parent_said_once_is_said_of_each_of_its_kinds() -> None:
    table = case("57-monthly-income-expenditure/L5月表.xlsx")
    said = [row.cells[0] for row in table.rows]
    assert said[1:5] == ["本月总收入"] * 4
    assert said[5:13] == ["本月总支出"] * 8


def test_the_command_prints_what_was_read(tmp_path: object) -> None:
    path = ROOT / "tests/cases/14-unit-line/14_unitline2.xlsx"
    done = CliRunner().invoke(main, ["table", str(path), "--json"])
    (sheet,) = json.loads(done.stdout)["sheets"]
    assert sheet["header_rows"] == [3]
    amount = sheet["columns"][3]
    assert (amount["label"], amount["kind"], amount["unit"], amount["unit_from"]) == (
        "月保障金额", "money", "万元", "line",
    )  # fmt: skip
    assert sheet["rows"][0]["row"] == 4
    assert [i["row"] for i in sheet["ignored"]] == [1, 2]
