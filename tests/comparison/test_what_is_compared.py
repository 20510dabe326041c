"""Which columns of two lists are held against each other, and which are said not to be."""

import pytest

from tests.forms.test_messy_sheets import rows
from villagepub import tables
from villagepub.comparison.alignment import unshared_fields
from villagepub.comparison.comparable_list import ComparableList, comparable_list
from villagepub.comparison.differences import compare
from villagepub.comparison.own_list import own_faults
from villagepub.comparison.source_sheet import (
    VillageList,
    column_doubts,
    read_source,
)
from villagepub.forms.form import Form

KEY = b"a key of the tests"
GOODS = ("马家沟村救灾款物发放", "户主姓名|组别|大米（袋）|棉被（床）|救灾款")
TWO = ("马家沟村残疾人两项补贴发放", "姓名|组别|困难残疾人生活补贴|重度残疾人护理补贴|合计金额")  # fmt: skip
AID = ("马家沟村2026年第三季度农村低保", "户主姓名|组别|保障人口|月保障金额")


def read(*lines: str, form: Form | None = None) -> tuple[Form, VillageList]:
    found = read_source(tables.read_pasted(rows(*lines)), key=KEY, form=form)
    own = found.of("马家沟村")
    assert own is not None
    return found.form, own


def two(
    heads: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[ComparableList, ComparableList]:
    form, own = read(*heads, *ours)
    _, other = read(*heads, *theirs, form=form)
    return comparable_list(form, own.entry), comparable_list(form, other.entry)


def differing(one: ComparableList, other: ComparableList) -> list[tuple[str, ...]]:
    return [
        (d.field, d.name, d.village_value, d.government_value)
        for d in compare(one, other).differences
    ]


def test_goods_are_held_against_each_other_by_name_and_unit() -> None:
    ours = ("王建国|1组|2|1|500", "李燕|2组|1|1|300")
    theirs = ("王建国|1组|3|1|500", "李燕|2组|1|2|300")
    assert differing(*two(GOODS, ours, theirs)) == [
        ("大米", "王建国", "2", "3"),
        ("棉被", "李燕", "1", "2"),
    ]


@pytest.mark.parametrize(
    ("heads", "ours", "theirs"),
    [
        (GOODS, ("王建国|1组|2||500", "李燕|2组|1|1|"), ("王建国|1组|2|0|500", "李燕|2组|1|1|0")),
        (TWO, ("王建国|1组|60||60", "李燕|2组||80|80"), ("王建国|1组|60|0|60", "李燕|2组|0|80|80")),
    ],
)  # fmt: skip
def test_nothing_and_an_empty_cell_are_no_difference_where_both_may_be(
    heads: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    assert differing(*two(heads, ours, theirs)) == []
    assert differing(*two(heads, theirs, ours)) == []


def test_what_has_to_be_paid_and_is_nought_differs_from_what_nobody_wrote() -> None:
    ours, theirs = (
        ("王建国|1组|3|320", "李燕|2组|1|"),
        ("王建国|1组|3|320", "李燕|2组|1|0"),
    )
    assert differing(*two(AID, ours, theirs)) == [("月保障金额", "李燕", "", "0.00")]


def test_goods_in_another_unit_are_said_not_to_be_compared() -> None:
    form, own = read(*GOODS, "王建国|1组|2|1|500")
    heads = "户主姓名|组别|大米（公斤）|棉被（床）|救灾款"
    _, other = read(GOODS[0], heads, "王建国|1组|20|1|500", form=form)
    lists = [comparable_list(form, one.entry) for one in (own, other)]
    assert [[f.key for f in side] for side in unshared_fields(*lists)] == [
        ["goods|大米|袋"],
        ["goods|大米|公斤"],
    ]


def test_a_list_without_the_money_that_it_has_to_have_says_so() -> None:
    form, own = read(*AID, "王建国|1组|3|320", "李燕|2组|1|200")
    heads = "户主姓名|组别|保障人口|7月|8月|9月|合计"
    lines = ("王建国|1组|3|320|320|320|960", "李燕|2组|1|200|200|210|610")
    _, other = read(AID[0], heads, *lines, form=form)
    assert list(column_doubts(form, own.entry)) == []
    assert list(column_doubts(form, other.entry)) == [
        "没有认出“月保障金额”这一列，这一项没有对。"
    ]


def test_a_wrong_total_of_goods_is_a_fault_of_the_list() -> None:
    lines = ("王建国|1组|2|1|500", "李燕|2组|1|1|300", "合计||4|2|800")
    form, own = read(*GOODS, *lines)
    (fault,) = own_faults(form, own.entry)
    assert (fault.kind.value, fault.field) == ("total_wrong", "大米")
