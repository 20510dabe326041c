"""Lists side by side under the names of villages: whose rows they are is kept."""

import pytest

from tests.tables.sheet_files import Cell, as_xlsx, one

HEAD = ["姓名", "组别", "补贴面积", "补贴金额"]
OURS: list[list[Cell]] = [["王建国", "1组", 5, 300], ["李燕", "2组", 6, 360]]
THEIRS: list[list[Cell]] = [["张三宝", "1组", 4, 240], ["赵四喜", "2组", 3, 180]]


@pytest.mark.parametrize("gap", [[], [None]])
def test_the_rows_of_each_list_are_those_of_the_village_above_it(
    gap: list[None],
) -> None:
    names = ["马家沟村", None, None, None, *gap, "李家湾村", None, None, None]
    lists = [[*a, *gap, *b] for a, b in zip(OURS, THEIRS, strict=True)]
    table = one(as_xlsx([["2026年耕地补贴公示"], names, [*HEAD, *gap, *HEAD], *lists]))
    assert [c.label for c in table.columns] == HEAD
    found = [(row.cells[0], row.village) for row in table.rows]
    assert found == [
        ("王建国", "马家沟村"), ("李燕", "马家沟村"),
        ("张三宝", "李家湾村"), ("赵四喜", "李家湾村"),
    ]  # fmt: skip


def test_a_column_between_two_lists_that_says_something_is_not_dropped() -> None:
    names = ["马家沟村", None, None, None, None, "李家湾村", None, None, None]
    lists = [[*a, "换过", *b] for a, b in zip(OURS, THEIRS, strict=True)]
    table = one(as_xlsx([names, [*HEAD, None, *HEAD], *lists]))
    said = {cell for row in table.rows for cell in row.cells}
    assert "换过" in said or any("换过" in i.reason or i.column for i in table.ignored)
