"""A sum in boxes and a day in two columns are one value each."""

import pytest
from openpyxl import Workbook

from tests.forms.case_sheets import filled, pasted
from tests.tables.sheet_files import stored
from villagepub import tables

BOXES = ["千", "百", "十", "元", "角", "分"]


def ledger(*rows: list[object]) -> bytes:
    """现金日记账 as it is printed: a day in two columns, each sum in six boxes."""
    book = Workbook()
    sheet = book.active
    sheet.append(["2026年9月现金日记账"])
    sheet.append(["2026年", None, "摘要", "收入金额", *[None] * 5, "支出金额"])
    sheet.append(["月", "日", None, *BOXES, *BOXES])
    for row in rows:
        sheet.append(row)
    for merge in ("A2:B2", "C2:C3", "D2:I2", "J2:O2"):
        sheet.merge_cells(merge)
    return stored(book)


def boxes(value: str) -> list[object]:
    """¥1200.50 with its last figure in the last box; None where nothing is written."""
    return [None] * (6 - len(value)) + [int(c) if c.isdecimal() else c for c in value]


def test_a_sum_in_boxes_is_read_as_one_number() -> None:
    data = ledger(
        [9, 3, "收地租", *boxes("120050"), *[None] * 6],
        [None, 5, "付电费", *[None] * 6, *boxes("¥30025")],
        [10, 8, "付误工费", *[None] * 6, *boxes("5")],
    )
    found = filled("T1", *tables.read(data, "账.xlsx"))
    assert found.column("income") == ["1200.50", "", ""]
    assert found.column("spending") == ["", "300.25", "0.05"]
    assert found.column("date") == ["2026-09-03", "2026-09-05", "2026-10-08"]
    told = [one.reason for one in found.tables[0].ignored if one.column]
    assert "“分”和左边的合成一个“收入金额（元）”" in told
    assert len(told) == 11


@pytest.mark.parametrize("value", ["12x050", "1 0050", "012   ", " 12 50"])
def test_boxes_with_something_else_in_them_are_asked_about(value: str) -> None:
    row: list[object] = [None if c == " " else c for c in value]
    data = ledger([9, 3, "收地租", *row, *[None] * 6])
    found = filled("T1", *tables.read(data, "账.xlsx"))
    assert found.column("income") == [""]
    assert found.asked("income") == [4]


@pytest.mark.parametrize(
    ("cells", "value"),
    [("1200\t5\t0", "1200.50"), ("300\t\t", "300.00"), ("\t2\t5", "0.25"), ("12\t\t5", "12.05")],
)  # fmt: skip
def test_yuan_jiao_and_fen_are_one_sum(cells: str, value: str) -> None:
    text = f"2026年7月收支\n日期\t摘要\t收入元\t角\t分\t支出元\t角\t分\n7.3\t地租\t{cells}\t\t\t\n"
    assert pasted("T1", text).column("income") == [value]


def test_a_day_in_two_columns_is_one_day_and_a_birthday_is_none() -> None:
    text = "2026年收支\n月\t日\t摘要\t收入\t支出\n7\t3\t地租\t12\t\n\t5\t电费\t\t3\n"
    assert pasted("T1", text).column("date") == ["2026-07-03", "2026-07-05"]
    later = "2026年收支\n月\t日\t摘要\t收入\t支出\n7\t31\t地租\t12\t\n\t5\t电费\t\t3\n\t6\t水费\t\t3\n"
    assert pasted("T1", later).asked("date") == [4, 5]
    born = "高龄津贴\n姓名\t出生年\t月\t日\t金额\n王建国\t1935\t3\t8\t300\n"
    (table,) = tables.read_pasted(born)
    assert [c.label for c in table.columns][1:4] == ["出生年", "月", "日"]


@pytest.mark.parametrize(
    ("above", "label"),
    [("出生年月日", "出生日期"), ("出生", "出生日期"), ("竣工时间", "竣工日期")],
)  # fmt: skip
def test_a_day_is_called_as_the_head_above_it(above: str, label: str) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["高龄津贴发放表"],
        ["姓名", above, None, None, "金额"],
        [None, "年", "月", "日", None],
        ["王建国", 1935, 3, 8, 300],
    ):
        sheet.append(row)
    for merge in ("A2:A3", "B2:D2", "E2:E3"):
        sheet.merge_cells(merge)
    (table,) = tables.read(stored(book), "表.xlsx")
    assert table.columns[1].label == label
    found = filled("T10", table)
    assert "1935-03-08" not in found.entry.records[0].values.values()


def test_boxes_under_a_head_whose_merges_are_gone_are_one_number() -> None:
    sheet = (
        "户主\t组\t面积\t标准\t金额\t\t\n\t\t\t\t元\t角\t分\n"
        "王建国\t1组\t3.33\t60\t199\t8\t0\n李燕\t1组\t2\t60\t120\t0\t5\n合计\t\t5.33\t\t319\t8\t5\n"
    )
    found = pasted("T8", sheet)
    assert found.column("amount") == ["199.80", "120.05"]
    assert found.entry.parts[0].stated == {"area": "5.33", "amount": "319.85"}
