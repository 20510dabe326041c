"""Units that offices seldom write: converted where they are known, asked about where not."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.forms.decisions_in_words import decisions_in_words
from villagepub.forms.entry import Decision

PLOTS = ("王建国|1组|35|210", "李燕|1组|20|120")


def units_asked(found: Filled) -> set[str]:
    return {p.column for p in found.problems if p.kind == "unit"}


@pytest.mark.parametrize(
    ("unit", "area"),
    [
        ("分地", "3.50"),
        ("平方", "0.0525"),
        ("平方M", "0.0525"),
        ("m^2", "0.0525"),
        ("公亩", "5.25"),
        ("百亩", "3500.00"),
        ("ha", "525.00"),
    ],
)
def test_land_in_a_unit_of_the_head_is_no_number_of_mu(unit: str, area: str) -> None:
    found = pasted("T8", rows(f"户主|组别|补贴面积（{unit}）|补贴金额", *PLOTS))
    assert found.column("area")[0] == area


@pytest.mark.parametrize(
    ("unit", "amount"),
    [
        ("仟元", "35000.00"),
        ("万圆", "350000.00"),
        ("百万", "35000000.00"),
        ("千块", "35000.00"),
    ],
)
def test_money_in_a_unit_of_the_head_is_no_number_of_yuan(
    unit: str, amount: str
) -> None:
    found = pasted("T7", rows(f"户主|组别|保障金额（{unit}）", "王建国|1组|35"))
    assert found.column("amount") == [amount]


@pytest.mark.parametrize(
    ("key", "head"),
    [
        ("amount", "户主|组别|补贴面积（亩）|补贴金额（美元）"),
        ("amount", "户主|组别|补贴面积（亩）|补贴金额（w）"),
        ("area", "户主|组别|补贴面积（小亩）|补贴金额（元）"),
        ("area", "户主|组别|补贴面积（m）|补贴金额（元）"),
    ],
)
def test_a_unit_that_nobody_here_can_convert_is_asked_about(
    key: str, head: str
) -> None:
    assert units_asked(pasted("T8", rows(head, *PLOTS))) == {key}


@pytest.mark.parametrize(
    ("form", "heads", "row"),
    [
        ("T18", "姓名|职务|补贴标准（元/小时）|应领|已领", "王建国|文书|50|150|150"),
        ("T12", "姓名|岗位|月数|月标准（元/小时）|补贴金额", "王建国|保洁员|3|60|180"),
        ("T8", "户主|补贴面积（亩）|补贴标准（元/株）|补贴金额", "王建国|10|60|600"),
    ],
)
def test_a_rate_in_a_unit_that_is_none_of_those_asked_can_be_left_out(
    form: str, heads: str, row: str
) -> None:
    found = pasted(form, rows(heads, row))
    (asked,) = [p for p in found.problems if p.kind == "unit"]
    (out,) = [c for c in asked.choices if c.label.startswith("不公开")]
    said = Decision(code=asked.code, choice=out.id)
    left = forms.amend(found.form, found.entry, [said], [])
    assert [r.says("rate") for p in left.parts for r in p.records] == [False]
    assert "unit" not in {p.kind for p in forms.check(found.form, left)}
    (sentence,) = decisions_in_words(found.form, found.entry, [said])
    assert sentence.endswith("这一列表上有，单位不合，没有公开。")


def test_a_column_that_has_to_be_there_cannot_be_left_out_for_its_unit() -> None:
    found = pasted("T8", rows("户主|组别|补贴面积（亩）|补贴金额（美元）", *PLOTS))
    (asked,) = [p for p in found.problems if p.kind == "unit"]
    assert not [c for c in asked.choices if c.label.startswith("不公开")]


@pytest.mark.parametrize("mark", ["含机动地", "确权", "2026年", "大写", "¥", "RMB"])
def test_other_words_in_brackets_are_no_unit(mark: str) -> None:
    head = f"户主|组别|补贴面积（{mark}）|补贴金额（{mark}）"
    found = pasted("T8", rows(head, *PLOTS))
    assert not units_asked(found)
    assert found.column("amount") == ["210.00", "120.00"]


@pytest.mark.parametrize(
    ("line", "area", "amount", "asked"),
    [
        ("面积单位：分", "3.50", "210.00", {"amount"}),
        ("金额单位：分", "35.00", "2.10", {"area"}),
        ("单位：分", "35.00", "210.00", {"area", "amount"}),
        ("单位：亩、仟元", "35.00", "210000.00", set()),
        ("补贴资金单位：万元", "35.00", "2100000.00", {"area"}),
    ],
)
def test_a_line_of_tenths_is_of_land_or_of_money(
    line: str, area: str, amount: str, asked: set[str]
) -> None:
    head = "户主|组别|补贴面积|补贴金额"
    found = pasted("T8", rows(f"耕地地力保护补贴（{line}）", head, *PLOTS))
    assert (found.column("area")[0], found.column("amount")[0]) == (area, amount)
    assert units_asked(found) == asked
