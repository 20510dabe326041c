"""Equal rows are taken out by one look-up; what is found stays the same without it."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagepub.comparison import list_pairing
from villagepub.comparison.comparable_list import ComparableList, ListField, list_row
from villagepub.comparison.differences import Difference, compare
from villagepub.comparison.exact_matches import EqualRows

Row = tuple[str, str, str, str, str]  # name, group, mask, area, amount
FIELDS = ListField("area", "补贴面积"), ListField("amount", "补贴金额")

row = st.tuples(
    st.text("王李建国峰锋海", min_size=2, max_size=3),
    st.sampled_from(["", "1组", "2组", "3组"]),
    st.integers(1000, 1030).map("6106**********{}".format),
    st.integers(1, 4).map("{}.00".format),
    st.integers(100, 103).map("{}.00".format),
)
# A household that a list has twice is ``duplicates``' question: see test_matcher.
households = st.lists(row, max_size=12, unique_by=lambda one: (one[0], one[2]))


def a_list(rows: Sequence[Row]) -> ComparableList:
    return ComparableList.of(
        FIELDS,
        (
            list_row(n, name, group, "", mask, (area, amount))
            for n, (name, group, mask, area, amount) in enumerate(rows, 1)
        ),
    )


def weighed(one: ComparableList, other: ComparableList) -> EqualRows:
    """As if no row had its equal: all of them go to ``match_rows``."""
    return EqualRows(((), ()), (range(len(one)), range(len(other))))


def found(one: ComparableList, other: ComparableList) -> list[Difference]:
    return sorted(compare(one, other).differences)


@given(households, households, st.integers(0, 12), st.booleans(), st.booleans())
@settings(max_examples=150)
def test_what_differs_is_the_same_whether_equal_rows_are_taken_out_or_not(
    rows: list[Row], others: list[Row], common: int, has_masks: bool, has_groups: bool
) -> None:
    theirs = {(r[0], r[2]): r for r in (*rows[:common], *others)}
    given = [
        (name, group if has_groups else "", mask if has_masks else "", area, amount)
        for name, group, mask, area, amount in theirs.values()
    ]
    one, other = a_list(rows), a_list(given)
    quick = found(one, other)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(list_pairing, "equal_rows", weighed)
        assert found(one, other) == quick
