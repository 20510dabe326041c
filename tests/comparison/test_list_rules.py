"""Differences of a list as a whole: areas, times, attributes, two villages."""

from datetime import date

import pytest

from tests.comparison.lists import comparable, list_row
from villagepub.comparison import list_rules
from villagepub.comparison.comparable_list import ListField
from villagepub.comparison.list_rules import Posting

DAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("posting", "on", "kinds"),
    [
        (Posting(due=date(2026, 10, 20), posted=None), date(2026, 10, 20), []),
        (Posting(due=date(2026, 10, 20), posted=None), date(2026, 10, 21), ["not_published"]),
        (Posting(due=None, posted=None, disclosed=DAY), date(2026, 6, 20), []),
        (Posting(due=None, posted=None, disclosed=DAY), date(2026, 6, 26), ["not_published"]),
        (Posting(due=DAY, posted=date(2026, 6, 18)), DAY, ["late"]),
        (Posting(due=DAY, posted=DAY), DAY, []),
        (
            Posting(due=None, posted=None, disclosed=DAY, other_period="2026年"),
            DAY,
            ["period_differs"],
        ),
        (
            Posting(
                due=None, posted=DAY, attribute="部分公开", disclosed=DAY,
                disclosed_attribute="主动公开",
            ),
            DAY,
            ["attribute_differs"],
        ),
    ],
)  # fmt: skip
def test_existence_time_and_attribute(
    posting: Posting, on: date, kinds: list[str]
) -> None:
    assert [d.kind.value for d in list_rules.posting_differences(posting, on)] == kinds


@pytest.mark.parametrize(
    ("posting", "on", "said"),
    [
        (
            Posting(due=date(2026, 12, 20), posted=date(2027, 2, 3)),
            date(2027, 2, 4),
            "该2026年12月20日前贴出，2027年2月3日才贴，迟了 45 天。",
        ),
        (
            Posting(due=date(2026, 12, 20), posted=None),
            date(2027, 2, 3),
            "该2026年12月20日前贴出，还没贴。",
        ),
        (
            Posting(due=None, posted=None, disclosed=date(2026, 12, 20)),
            date(2027, 2, 3),
            "政府2026年12月20日已经公开，村里还没贴。",
        ),
    ],
)
def test_days_of_another_year_are_said_with_it(
    posting: Posting, on: date, said: str
) -> None:
    assert [d.note for d in list_rules.posting_differences(posting, on)] == [said]


@pytest.mark.parametrize(
    ("is_imported", "disclosed", "said"),
    [
        (False, None, "还没有导入"),
        (True, None, "还没公开"),
        (True, DAY, "6月15日公开"),
    ],
)
def test_only_what_was_looked_for_is_said_to_be_undisclosed(
    is_imported: bool, disclosed: date | None, said: str
) -> None:
    posting = Posting(
        due=DAY, posted=None, disclosed=disclosed, is_imported=is_imported
    )
    (found,) = list_rules.posting_differences(posting, date(2026, 7, 1))
    assert found.government_value == said


def test_one_person_on_two_villages_lists_is_said_in_both() -> None:
    fields = (ListField("amount", "补贴金额"),)
    one = comparable(fields, [list_row(4, "王建国", "1组", "h1", "", ["300.00"])])
    other = comparable(fields, [list_row(9, "王健国", "2组", "h1", "", ["60.00"])])
    names = {"A": "马家沟村", "B": "高家峁村"}
    found = dict(list_rules.in_two_villages({"A": one, "B": other}, names))
    assert found["A"].note == "同一个身份证号，高家峁村的名单上也有。"
    assert (found["B"].name, found["B"].village_row) == ("王健国", 9)


def test_an_area_above_the_contracted_is_pointed_at() -> None:
    fields = (
        ListField("sure", "确权面积", "contracted"),
        ListField("paid", "补贴面积", "area"),
    )
    rows = [
        list_row(24, "白志明", "4组", "", "", ["12.35", "13.25"]),
        list_row(25, "李燕", "4组", "", "", ["17.03", "17.03"]),
    ]
    (found,) = list_rules.above_contract(comparable(fields, rows))
    assert (found.name, found.village_row) == ("白志明", 24)
    assert found.note == "补贴面积 13.25 亩，确权面积 12.35 亩。"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, "政府6月15日已经公开，村里还没贴。"),
        (date(2026, 6, 30), "政府6月15日已经公开，村里还没贴。"),
        (
            date(2026, 12, 31),
            "政府6月15日已经公开，村里还没贴。村里自己的期限是12月31日，还没到。",
        ),
        (
            date(2027, 1, 10),
            "政府6月15日已经公开，村里还没贴。村里自己的期限是2027年1月10日，还没到。",
        ),
    ],
)
def test_a_villages_own_day_that_is_not_over_is_said(
    due: date | None, said: str
) -> None:
    found = list_rules.posting_differences(
        Posting(due=due, posted=None, disclosed=DAY), date(2026, 7, 1)
    )
    assert [difference.note for difference in found] == [said]
