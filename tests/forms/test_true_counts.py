"""Persons are counted once, and figures of several months are no figure of all of them."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import printed, rows
from villagepub import forms

POSTS = (
    "姓名|组别|岗位|月数|月标准|补贴金额|变动情况|发放结果",
    "王建国|1组|保洁员|3|600|1800|新增|退回",
    "王建国|1组|护林员|3|600|1800|新增|退回",
    "李燕|1组|护林员|2|600|1200||成功",
)


def test_who_is_new_in_two_posts_is_one_person() -> None:
    found = pasted("T12", rows(*POSTS))
    assert dict(forms.count_by_class(found.form, found.entry)) == {
        "新增": 1,
        "退回": 1,
    }
    said = {a.question: a.answer for a in printed(found).answers}
    assert said["发到没有"] == "已发 1 人，退回 1 人（原因没写清 1 人）。"
    assert said["变动"] == "新增 1 人。"


@pytest.mark.parametrize(
    ("form", "heads", "key"),
    [
        ("T12", "姓名|组别|岗位|7月出勤|8月出勤|9月出勤|补贴金额", "days"),
        ("T19", "姓名|用工项目|日期|7月工数|8月工数|9月工数|用工费", "days"),
        ("T26B", "户主|组别|成员|人口股份|土地股份|资产股份|分红金额", "shares"),
    ],
)
def test_the_first_of_several_columns_alike_is_not_taken_for_all(
    form: str, heads: str, key: str
) -> None:
    found = pasted(form, rows(heads, "王建国|1组|清渠|22|21|20|1800"))
    assert key not in found.mappings[0]


PEOPLE = "姓名|用工项目|日期|用工人数|用工天数|工价|用工费"


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("王建国|清渠|7月1日|3|2|120|720", "李燕|修路|7月2日|1|4|120|480"), []),
        (("王建国|清渠|7月1日|3|2|120|720", "李燕|修路|7月2日|2|4|120|980"), []),
        (("王建国|清渠|7月1日|1|2|120|240", "李燕|修路|7月2日|1|4|120|480"), ["2", "4"]),
        (("王建国|清渠|7月1日|3|2|120|240", "李燕|修路|7月2日|2|4|120|480"), ["2", "4"]),
    ],
)  # fmt: skip
def test_the_days_of_each_of_three_people_are_no_days_of_work(
    lines: tuple[str, ...], days: list[str]
) -> None:
    found = pasted("T19", rows(PEOPLE, *lines))
    assert list(filter(None, found.column("days"))) == days
    assert found.problems == ()


PROJECTS = ("修渠|万元|19.8|19.5|19.2", "修路|元|8000|8000|7900")


def test_a_unit_of_money_in_a_column_of_its_own_is_that_of_its_row() -> None:
    found = pasted("T5", rows("项目名称|单位|预算|中标价|决算", *PROJECTS))
    assert found.column("budget") == ["198000.00", "8000.00"]
    assert found.column("cost") == ["192000.00", "7900.00"]
    assert not [p for p in found.problems if p.kind == "unit"]


def test_the_total_of_sums_in_one_unit_is_in_it_too() -> None:
    heads, total = "项目名称|单位|预算|中标价|决算", "合计||27.8|27.5|27.1"
    lines = (PROJECTS[0], "修路|万元|8|8|7.9", total)
    assert pasted("T5", rows(heads, *lines)).problems == ()


def test_a_head_that_says_another_unit_than_the_column_of_units_is_asked_about() -> (
    None
):
    heads = "项目名称|单位|预算（元）|中标价（元）|决算（元）"
    assert pasted("T5", rows(heads, *PROJECTS[:1])).asked("budget")


def test_what_was_due_is_not_told_as_paid_where_the_sheet_says_what_was_paid() -> None:
    heads = "姓名|组别|月数|月标准|应发|已发|未发"
    sheet = rows(heads, "王建国|1组|3|50|150|100|50", "李燕|2组|3|100|300|300|0")
    found = pasted("T10", sheet)
    (doubt,) = forms.doubts_of(found.form, found.tables[0], found.mappings[0], 0)
    assert ("已发" in str(doubt), doubt.count) == (True, 1)
    paid = pasted("T10", rows("姓名|组别|已发金额", "王建国|1组|100"))
    assert paid.column("amount") == ["100.00"]


@pytest.mark.parametrize(
    ("form", "heads", "paid"),
    [
        ("T8", "户主|组别|补贴金额|退回金额", "1200|600"),
        ("T10", "姓名|组别|发放金额|追回金额", "1200|600"),
        ("T9", "户主|组别|补贴金额|退回", "1200|600"),
        ("T8", "户主|组别|补贴金额|退回金额", "1200|0"),
        ("T8", "户主|组别|补贴金额|退回金额", "1200|"),
    ],
)
def test_money_that_came_back_is_not_told_as_paid_unasked(
    form: str, heads: str, paid: str
) -> None:
    found = pasted(form, rows(heads, "王建国|1组|600|", f"李燕|2组|{paid}"))
    doubts = list(forms.doubts_of(found.form, found.tables[0], found.mappings[0], 0))
    asked = forms.check_columns(found.form, doubts, found.mappings)
    assert [p.column for p in asked] == ["amount"] * paid.endswith("600")
    for problem in asked:
        assert "有 1 行" in problem.message
        assert "1200" in problem.message
        assert [c.id for c in problem.choices] == ["accept"]
