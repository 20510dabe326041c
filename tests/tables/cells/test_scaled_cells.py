"""What a format shows a thousand times smaller without a word is asked about, both ways."""

import pytest
from openpyxl import Workbook

from tests.forms.case_sheets import filled
from tests.tables.old_sheets import xls
from tests.tables.sheet_files import Rows, one, stored
from villagepub.tables import Table

SHOWN, TEN_THOUSANDS = "#,##0.00,", "0!.0,"


def sheet(head: str, code: str, *, other: str = "") -> Table:
    """Two projects; ``other``: the format of the second one's budget."""
    book = Workbook()
    page = book.active
    page.append(["项目名称", head])
    page.append(["村道硬化", 198000])
    page.append(["涝池清淤", 36500])
    page["B2"].number_format, page["B3"].number_format = code, other or code
    return one(stored(book))


@pytest.mark.parametrize(
    ("head", "code", "ways"),
    [
        ("预算金额（元）", SHOWN, ["是元：198.00 元", "是千元：198 千元 = 198,000.00 元"]),
        ("预算金额（万元）", "0,", ["是万元：198 万元 = 1,980,000.00 元", "是千万元：198 千万元 = 1,980,000,000.00 元"]),
        ("预算金额（元）", TEN_THOUSANDS, ["是元：19.80 元", "是万元：19.8 万元 = 198,000.00 元"]),
    ],
)  # fmt: skip
def test_money_that_is_shown_divided_is_asked_about_with_both_values(
    head: str, code: str, ways: list[str]
) -> None:
    found = filled("T5", sheet(head, code))
    asked = next(p for p in found.problems if p.kind == "unit")
    assert [choice.label for choice in asked.choices] == ways


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("预算金额（万元）", TEN_THOUSANDS),
        ("预算金额", '0!.0,"万"'),
        ("预算金额（元）", "0.00"),
    ],
)
def test_a_format_that_says_its_scale_is_read_as_it_is_shown(
    head: str, code: str
) -> None:
    found = filled("T5", sheet(head, code))
    assert not [p for p in found.problems if p.kind == "unit"]
    assert found.column("budget")[0] == "198000.00"


def test_one_divided_cell_among_others_is_read_as_no_number() -> None:
    table = sheet("预算金额（元）", "General", other=SHOWN)
    assert table.rows[1].cells[1] == "36.50（格里存的大 1,000 倍）"
    assert "budget" in filled("T5", table).entry.records[1].unread


def test_an_xls_is_asked_about_too() -> None:
    rows: Rows = [
        ["项目名称", "预算金额（元）"],
        ["村道硬化", 198000],
        ["涝池清淤", 36500],
    ]
    table = one(xls(rows, formats={(1, 1): SHOWN, (2, 1): SHOWN}), "表.xls")
    assert table.columns[1].scale == 1000
    assert [p for p in filled("T5", table).problems if p.kind == "unit"]


def test_an_area_that_is_shown_divided_is_not_taken() -> None:
    book = Workbook()
    book.active.append(["承包人", "地块", "面积（亩）"])
    book.active.append(["王建国", "1组", 7940])
    book.active["C2"].number_format = "0.00,"
    assert "area" in filled("T4", one(stored(book))).entry.records[0].unread


def test_of_two_lists_side_by_side_the_right_ones_scale_is_asked_about_too() -> None:
    book = Workbook()
    book.active.append(["项目名称", "预算金额（元）"] * 2)
    book.active.append(["村道硬化", 198000, "修渠", 36500])
    book.active.append(["涝池清淤", 36500, "修路", 198000])
    book.active["D2"].number_format = book.active["D3"].number_format = SHOWN
    found = filled("T5", one(stored(book)))
    assert [p for p in found.problems if p.kind == "unit"]


def test_a_sheet_with_its_heads_at_the_left_says_both() -> None:
    book = Workbook()
    for line in (["项目名称", "村道硬化", "涝池清淤"], ["建设地点", "1组", "2组"], ["预算金额", 198000, 36500], ["施工单位", "甲", "乙"], ["开工日期", "2026年7月1日", "2026年7月2日"]):  # fmt: skip
        book.active.append(line)
    book.active["C3"].number_format = SHOWN
    table = one(stored(book))
    assert table.is_turned
    assert "36.50（格里存的大 1,000 倍）" in table.rows[1].cells
