"""Equal rows are taken out by one look-up; what is found stays the same without it."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.comparison.lists import comparable, list_row
from villagepub.comparison import list_pairing
from villagepub.comparison.comparable_list import ComparableList, ListField, ListRow
from villagepub.comparison.differences import Difference, compare
from villagepub.comparison.exact_matches import EqualRows

Row = tuple[str, str, str, str, str]  # name, group, a number's last digit, area, amount
# What a list shows of names, of groups, of numbers, and whether it has amounts.
Style = tuple[str, bool, str, bool]
FIELDS = ListField("area", "补贴面积"), ListField("amount", "补贴金额", "amount", True)
PLAIN: Style = "whole", True, "both ends", True

rows = st.lists(
    st.tuples(
        st.text("王李建国峰锋", min_size=2, max_size=3)
        | st.sampled_from(["王建国", "王建", "李国", "王建国、李国"]),
        st.sampled_from(["", "1组", "2组"]),
        st.sampled_from(["", "0", "1", "2"]),
        st.integers(1, 3).map("{}.00".format),
        st.integers(100, 102).map("{}.00".format),
    ),
    max_size=9,
)
styles = st.tuples(
    st.sampled_from(["whole", "stars", "one star", "last"]),
    st.booleans(),
    st.sampled_from(["none", "both ends", "head", "hashed", "hashed alike"]),
    st.booleans(),
)


def a_list(said: Sequence[Row], style: Style = PLAIN) -> ComparableList:
    has_amounts = style[-1]
    return comparable(
        FIELDS if has_amounts else FIELDS[:1],
        (_row(n, one, style) for n, one in enumerate(said, 1)),
    )


def _row(n: int, said: Row, style: Style) -> ListRow:
    name, group, digit, *values = said
    names, has_groups, numbers, has_amounts = style
    identity, mask = _number(digit, numbers)
    values = values if has_amounts else values[:1]
    shown = name if "、" in name else _name(name, names)
    return list_row(n, shown, group if has_groups else "", identity, mask, values)


def _name(name: str, style: str) -> str:
    last = name[-1] if style == "last" and len(name) > 2 else ""
    stars = "*" if style == "one star" else "*" * (len(name) - 1 - len(last))
    return name if style == "whole" else f"{name[0]}{stars}{last}"


def _number(digit: str, style: str) -> tuple[str, str]:
    """The keyed hash and the mask of one of three numbers; alike: their masks are."""
    if not digit or style == "none":
        return "", ""
    if style == "head":
        return "", f"6106031905121{digit}****"
    tail = "0018" if style == "hashed alike" else f"01{digit}8"
    return digit * 32 if "hashed" in style else "", f"610603********{tail}"


def weighed(one: ComparableList, other: ComparableList) -> EqualRows:
    """As if no row had its equal: all of them go to ``match_rows``."""
    return EqualRows(((), ()), (range(len(one)), range(len(other))))


def found(one: ComparableList, other: ComparableList) -> list[Difference]:
    return sorted(compare(one, other).differences)


def kinds(one: ComparableList, other: ComparableList) -> list[tuple[str, int, int]]:
    return sorted(
        (d.kind.value, d.village_row, d.government_row) for d in found(one, other)
    )


@given(rows, rows, st.integers(0, 9), styles, st.none() | styles)
@settings(max_examples=300)
def test_what_differs_is_the_same_whether_equal_rows_are_taken_out_or_not(
    ours: list[Row], theirs: list[Row], common: int, style: Style, other: Style | None
) -> None:
    one = a_list(ours, style)
    given = a_list([*ours[:common], *theirs], other or style)
    quick = found(one, given)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(list_pairing, "equal_rows", weighed)
        assert found(one, given) == quick


def test_plots_that_stand_line_by_line_on_both_lists_are_no_finding() -> None:
    plots: list[Row] = [
        ("王建国", "1组", "1", "1.00", "60.00"),
        ("王建国", "1组", "1", "2.50", "150.00"),
    ]
    for numbers in ("both ends", "hashed"):
        style = "whole", True, numbers, True
        assert not found(a_list(plots, style), a_list(plots[::-1], style))


def test_a_household_paid_the_same_in_two_groups_is_double_on_both_lists() -> None:
    said: list[Row] = [
        ("王建国", "1组", "1", "1.00", "60.00"),
        ("李燕", "1组", "2", "1.00", "60.00"),
        ("王建国", "2组", "1", "1.00", "60.00"),
    ]
    assert kinds(a_list(said), a_list(said)) == [
        ("duplicate_in_government", 0, 3),
        ("duplicate_in_village", 3, 0),
    ]


def test_whole_numbers_tell_apart_who_is_equal_in_name_group_and_mask() -> None:
    style = "whole", True, "hashed alike", True
    ours: list[Row] = [
        ("王建国", "1组", "1", "1.00", "60.00"),
        ("王建国", "1组", "2", "2.00", "120.00"),
    ]
    swapped: list[Row] = [(*ours[0][:3], *ours[1][3:]), (*ours[1][:3], *ours[0][3:])]
    assert kinds(a_list(ours, style), a_list(swapped, style)) == [
        ("field_differs", 1, 1),
        ("field_differs", 1, 1),
        ("field_differs", 2, 2),
        ("field_differs", 2, 2),
    ]


def test_what_a_list_says_of_who_is_equal_counts_for_the_others() -> None:
    """李* stands on both lists; one also has 李**, so its stars count characters, and the
    other's, all one, need not.
    """
    ours: list[Row] = [
        ("李燕", "1组", "1", "1.00", "60.00"),
        ("李建国", "1组", "1", "1.00", "60.00"),
    ]
    style = "stars", True, "head", True
    assert kinds(a_list(ours, style), a_list(ours[:1], style)) == [
        ("duplicate_in_village", 2, 0)
    ]
