"""A household in several rows of one list and in one of the other is added up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.comparison.lists import comparable, list_row
from villagepub.comparison.comparable_list import ComparableList, ListField
from villagepub.comparison.differences import compare

FIELDS = (
    ListField("area", "补贴面积", "area", adds=True),
    ListField("rate", "补贴标准", "rate"),
    ListField("amount", "补贴金额", "amount", adds=True),
)
Row = tuple[str, str, str]  # name, identity mask, area


def a_list(*rows: Row) -> ComparableList:
    return comparable(
        FIELDS,
        (
            list_row(
                n, name, "1组", "", mask, (area, "60.00", f"{Decimal(area) * 60:.2f}")
            )
            for n, (name, mask, area) in enumerate(rows, 1)
        ),
    )


def kinds(ours: ComparableList, theirs: ComparableList) -> list[tuple[str, str]]:
    return [(d.kind.value, d.name) for d in compare(ours, theirs).differences]


OTHERS: tuple[Row, ...] = (("李燕", "", "3.00"), ("张伟", "", "4.00"))


@pytest.mark.parametrize("mask", ["", "6106**********0395"])
def test_plots_that_add_up_to_the_other_side_s_are_no_difference(mask: str) -> None:
    plots = a_list(("王建国", mask, "2.00"), ("王建国", mask, "1.50"), *OTHERS)
    whole = a_list(("王建国", mask, "3.50"), *OTHERS)
    assert kinds(plots, whole) == []
    assert kinds(whole, plots) == []


def test_a_row_that_is_there_again_is_a_repetition_and_not_a_plot() -> None:
    twice = a_list(("王建国", "", "3.50"), ("王建国", "", "3.50"), *OTHERS)
    assert kinds(twice, a_list(("王建国", "", "3.50"), *OTHERS)) == [
        ("duplicate_in_village", "王建国")
    ]


def test_rows_that_do_not_add_up_are_two_people() -> None:
    two = a_list(("王建国", "", "2.00"), ("王建国", "", "8.00"), *OTHERS)
    one = a_list(("王建国", "", "2.00"), *OTHERS)
    assert kinds(two, one) == [("missing_in_government", "王建国")]


def test_plots_of_two_people_are_not_added() -> None:
    plots = a_list(
        ("王建国", "6106**********0395", "2.00"),
        ("王建国", "6106**********9942", "1.50"),
        *OTHERS,
    )
    assert kinds(plots, a_list(("王建国", "6106**********0395", "3.50"), *OTHERS)) != []


areas = st.decimals("0.01", "9.99", places=2)


@given(st.lists(areas, min_size=2, max_size=5))
def test_however_a_household_is_split_it_is_the_same(plots: list[Decimal]) -> None:
    rows = [("王建国", "", f"{plot:.2f}") for plot in plots]
    whole = a_list(*OTHERS, ("王建国", "", f"{sum(plots):.2f}"))
    assert kinds(a_list(*rows, *OTHERS), whole) == []
    assert kinds(whole, a_list(*OTHERS, *rows)) == []
