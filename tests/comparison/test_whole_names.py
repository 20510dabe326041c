"""People whose names one list masks: the whole ones of the other say how many they are."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.comparison.test_exact_matches import Row, a_list, kinds

ALIKE: list[Row] = [
    (name, "1组", "1", "1.00", "60.00") for name in ("高军生", "高生平", "高兰军")
]
WHOLE, MASKED = (
    ("whole", True, "both ends", True),
    ("stars", True, "both ends", True),
)


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        (3, 3, []),
        (3, 2, [("ambiguous", n, 1) for n in (1, 2, 3)]),  # who of them is missing?
        (2, 3, [("duplicate_in_government", 0, 3)]),
        (1, 2, [("duplicate_in_government", 0, 2)]),
    ],
)
def test_three_of_one_mask_and_amount_are_as_many_as_their_whole_names(
    ours: int, theirs: int, found: list[tuple[str, int, int]]
) -> None:
    village, government = a_list(ALIKE[:ours], WHOLE), a_list(ALIKE[:theirs], MASKED)
    assert kinds(village, government) == found


people = st.lists(
    st.tuples(
        st.text("王李建国峰", min_size=3, max_size=3),
        st.sampled_from(["1组", "2组"]),
        st.sampled_from(["0", "1"]),
        st.integers(1, 2).map("{}.00".format),
        st.just("60.00"),
    ),
    max_size=7,
    unique_by=lambda person: person[0],
)


@given(people, st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_same_people_behind_stars_are_no_finding(
    said: list[Row], dice: Random
) -> None:
    shuffled = dice.sample(said, len(said))
    assert kinds(a_list(said, WHOLE), a_list(shuffled, MASKED)) == []
