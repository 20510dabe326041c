"""What many households share for one reason is said once, and nothing else is hidden."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.comparison.lists import comparable, list_row
from villagepub.comparison.comparable_list import ComparableList, ListField
from villagepub.comparison.differences import Difference, compare
from villagepub.forms.form import Rule
from villagepub.states import FindingKind

# The keys are no form's: only the roles count.
FIELDS = (
    ListField("plot", "补贴面积", "area", adds=True),
    ListField("each", "补贴标准", "rate"),
    ListField("paid", "补贴金额", "amount", adds=True),
)
RULES = (Rule(kind="product", columns=("plot", "each", "paid")),)
NAMES = "甲乙丙丁戊己庚辛壬癸"
Values = tuple[str, str, str]


def a_list(*rows: Values) -> ComparableList:
    return comparable(
        FIELDS,
        (
            list_row(n, f"王{NAMES[n]}", "1组", "", "", row)
            for n, row in enumerate(rows)
        ),
    )


def subsidies(rate: str, *areas: str) -> list[Values]:
    """Households at one rate, amounts rounded to 分."""
    return [(area, rate, product(area, rate)) for area in areas]


def product(area: str, rate: str, place: str = "0.01") -> str:
    exact = Decimal(area) * Decimal(rate)
    return f"{exact.quantize(Decimal(place), ROUND_HALF_UP):.2f}"


def differences(
    ours: list[Values], theirs: list[Values]
) -> list[tuple[str, str, str, str, str]]:
    found = compare(a_list(*ours), a_list(*theirs), rules=RULES).differences
    return [_short(d) for d in found]


def _short(d: Difference) -> tuple[str, str, str, str, str]:
    return d.kind.value, d.field, d.name, d.village_value, d.government_value


def test_a_standard_that_differs_for_all_is_said_once() -> None:
    ours, theirs = subsidies("93.21", "5", "6", "7"), subsidies("93.60", "5", "6", "7")
    assert differences(ours, theirs) == [
        ("standard_differs", "补贴标准", "", "93.21", "93.60")
    ]


def test_an_amount_that_does_not_follow_from_its_standard_is_still_said() -> None:
    ours = subsidies("60.00", "5", "100", "7", "3")
    theirs = subsidies("61.00", "5", "100", "7", "3")
    theirs[1] = ("100", "61.00", "610.00")
    assert differences(ours, theirs) == [
        ("standard_differs", "补贴标准", "", "60.00", "61.00"),
        ("field_differs", "补贴金额", "王乙", "6000.00", "610.00"),
    ]


@pytest.mark.parametrize(
    ("paid", "given"),
    [("600.00", "620.00"), ("610.00", "600.00"), ("500.00", "610.00")],
)
def test_amounts_that_one_side_did_not_work_out_by_its_standard_are_said(
    paid: str, given: str
) -> None:
    ours = [*subsidies("60.00", "5", "6", "7"), ("10", "60.00", paid)]
    theirs = [*subsidies("61.00", "5", "6", "7"), ("10", "61.00", given)]
    said = [d for d in differences(ours, theirs) if d[0] == "field_differs"]
    assert said == [("field_differs", "补贴金额", "王丁", paid, given)]


def test_an_area_that_differs_too_is_still_said() -> None:
    ours = subsidies("58.00", "5", "6", "7", "8")
    theirs = subsidies("60.00", "5", "6", "7", "9")
    assert [d[:3] for d in differences(ours, theirs)] == [
        ("standard_differs", "补贴标准", ""),
        ("field_differs", "补贴金额", "王丁"),
        ("field_differs", "补贴面积", "王丁"),
    ]


def test_a_standard_that_differs_for_one_household_is_that_household_s() -> None:
    ours = subsidies("60.00", "5", "6", "7", "8")
    theirs = [*ours[:3], ("8", "61.00", "488.00")]
    assert [d[:3] for d in differences(ours, theirs)] == [
        ("field_differs", "补贴标准", "王丁"),
        ("field_differs", "补贴金额", "王丁"),
    ]


def test_without_the_other_factor_both_amounts_must_be_for_as_many_units() -> None:
    ours = [("", "60.00", "300.00"), ("", "60.00", "360.00"), ("", "60.00", "6000.00")]
    theirs = [("", "61.00", "305.00"), ("", "61.00", "366.00"), ("", "61.00", "610.00")]
    assert differences(ours, theirs) == [
        ("standard_differs", "补贴标准", "", "60.00", "61.00"),
        ("field_differs", "补贴金额", "王丙", "6000.00", "610.00"),
    ]


areas = st.lists(
    st.decimals("0.01", "99.99", places=2).map(str), min_size=4, max_size=10
)


@given(areas, st.integers(0, 3))
def test_only_the_amount_that_was_changed_is_said_beside_the_standard(
    plots: list[str], which: int
) -> None:
    ours, theirs = subsidies("60.00", *plots), subsidies("61.00", *plots)
    wrong = f"{Decimal(theirs[which][2]) + 100:.2f}"
    theirs[which] = (*theirs[which][:2], wrong)
    said = [d for d in differences(ours, theirs) if d[0] == "field_differs"]
    assert said == [
        ("field_differs", "补贴金额", f"王{NAMES[which]}", ours[which][2], wrong)
    ]


@pytest.mark.parametrize(
    ("mode", "unit", "words"),
    [
        (ROUND_HALF_UP, "1", "四舍五入到元"),
        (ROUND_DOWN, "1", "舍去零头到元"),
        (ROUND_HALF_UP, "0.1", "四舍五入到角"),
    ],
)
@pytest.mark.parametrize("by_government", [True, False])
def test_amounts_that_one_side_cuts_are_one_pattern(
    mode: str, unit: str, words: str, by_government: bool
) -> None:
    exact = subsidies("60.31", "5.01", "3.33", "7.77", "3.01", "3.12", "4.44")
    cut = [
        (a, r, f"{Decimal(paid).quantize(Decimal(unit), mode):.2f}")
        for a, r, paid in exact
    ]
    sides = (exact, cut) if by_government else (cut, exact)
    (found,) = compare(a_list(*sides[0]), a_list(*sides[1]), rules=RULES).differences
    assert (found.kind, found.field, found.name) == (
        FindingKind.FIELD_DIFFERS,
        "补贴金额",
        "",
    )
    assert ("政府的" if by_government else "村里的") + words in found.note
    assert found.note.startswith("6 户都这样：")


def test_what_the_rounding_does_not_explain_is_said_beside_it() -> None:
    ours = subsidies("60.30", "5.01", "3.33", "7.77", "3.00", "3.10")
    theirs = [(a, r, product(a, r, "1")) for a, r, _ in ours]
    theirs[4] = ("3.10", "60.30", "200.00")
    assert [d[:3] for d in differences(ours, theirs)] == [
        ("field_differs", "补贴金额", ""),
        ("field_differs", "补贴金额", "王戊"),
    ]
