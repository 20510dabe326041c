"""While a figure can't be read nothing that hangs on it is said to be wrong."""

import pytest
from openpyxl import Workbook

from tests.forms.case_sheets import filled, pasted
from tests.forms.test_messy_sheets import rows
from tests.tables.sheet_files import one, stored
from villagepub import forms
from villagepub.forms.entry import Decision


def test_a_total_is_not_wrong_while_one_of_its_rows_is_open() -> None:
    found = pasted(
        "T8",
        rows("户主姓名|面积（亩）|标准|金额", "王建国|2|60|120", "李燕|2.5|60|150左右", "合计|4.5||270"),
    )  # fmt: skip
    assert [p.kind for p in found.problems] == ["unreadable"]
    assert found.evidence["total"].unchecked == 1


def test_a_balance_is_not_wrong_while_what_moved_is_open() -> None:
    found = pasted(
        "T1",
        rows(
            "日期|摘要|收入|支出|结余", "2026-07-01|上月结转|||1000", "2026-07-13|租金|500多||",
            "2026-07-15|电费||200|1300", "2026-07-16|水费||100|1210",
        ),
    )  # fmt: skip
    asked = [(p.kind, p.row) for p in found.problems]
    assert ("unreadable", 3) in asked
    assert ("arithmetic", 4) not in asked
    assert ("arithmetic", 5) in asked


BOOK = (
    ("2026年7月收支",), ("日期", "摘要", "收入", "支出"), ("", "上月结转", 100, ""),
    ("7.13", "租金", 500, 0), ("7.15", "电费", 0, "={}"), ("合计", "", 500, "=SUM(D4:D5)"),
)  # fmt: skip


def test_a_formula_without_result_is_asked_about_and_no_row_says_nothing() -> None:
    book = Workbook()
    for row in BOOK:
        book.active.append(row)
    found = filled("T1", one(stored(book), "表.xlsx"))
    assert [(p.kind, p.row, p.column) for p in found.problems] == [
        ("unreadable", 5, "spending"),
        ("total", 6, "spending"),
    ]
    said = "“支出”写的公式没有算出结果"
    assert all(said in p.message for p in found.problems)


@pytest.mark.parametrize("fault", ["#N/A", "#VALUE!", "#NAME?", "Err:508"])
@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_an_error_is_no_name_no_group_and_no_number(fault: str, place: int) -> None:
    row = ["王建国", "1组", "2", "60", "120"]
    row[place] = fault
    own = pasted("T8", rows("户主姓名|组别|面积（亩）|标准|金额", "|".join(row), "李燕|1组|2|60|120"))  # fmt: skip
    assert [p.row for p in own.problems if p.kind == "unreadable"] == [2]
    assert fault not in own.entry.records[0].values.values()


def test_rows_that_were_prepared_with_formulas_are_no_rows() -> None:
    book = Workbook()
    book.active.append(["序号", "姓名", "组别", "面积", "标准", "金额"])
    book.active.append([1, "王建国", "1组", 2, 60, 120])
    book.active.append(["=ROW()", "=X", "=Y", "", "", "=Z"])
    own = filled("T8", one(stored(book), "表.xlsx"))
    assert [r.values["name"] for r in own.entry.records] == ["王建国"]


def test_what_a_cell_itself_says_in_another_unit_is_one_tap() -> None:
    found = pasted("T15", rows("申请人|组|批准面积（平方米）", "王生贵|1组|200", "李来福|2组|0.25亩"))  # fmt: skip
    (asked,) = found.problems
    assert [(c.id, c.label, c.value) for c in asked.choices[:1]] == [
        ("set_value", "照格子里写的：166.67 平方米", "166.67")
    ]
    made = [Decision(code=asked.code, choice="set_value", value="166.67")]
    entry = forms.amend(found.form, found.entry, made, [])
    assert [r.values["area"] for r in entry.records] == ["200.00", "166.67"]
    assert forms.check(found.form, entry) == ()
