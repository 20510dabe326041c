"""Rows that fit equally well are asked about only if something hangs on the answer."""

import pytest

from tests.comparison.test_matcher import lines, pairs
from villagepub.comparison.matcher import match_rows


@pytest.mark.parametrize("identity", ["", "610603190512120018"])
def test_two_of_one_name_with_swapped_amounts_are_silent(identity: str) -> None:
    ours = lines(("王秀英", "2组", identity, "240.00"), ("王秀英", "2组", "", "360.00"))
    theirs = lines(("王秀英", "2组", "", "360.00"), ("王秀英", "2组", "", "240.00"))
    pairing = match_rows(ours, theirs)
    assert pairs(pairing) == {(1, 2), (2, 1)}
    assert not pairing.ambiguous


def test_two_of_one_name_with_equal_amounts_are_no_question() -> None:
    """Only the village's list has their numbers: no pairing differs from another."""
    ours = lines(
        ("王秀英", "2组", "6106**********0018", "240.00"),
        ("王秀英", "2组", "6106**********0042", "240.00"),
    )
    theirs = lines(("王秀英", "2组", "", "240.00"), ("王秀英", "2组", "", "240.00"))
    pairing = match_rows(ours, theirs)
    assert pairs(pairing) == {(1, 1), (2, 2)}
    assert not pairing.ambiguous


def test_equal_rows_take_different_ones_of_the_other_side_in_any_way() -> None:
    """Whichever is whose, 240 stands against 300 and 240 against 360."""
    ours = lines(("王秀英", "2组", "", "240.00"), ("王秀英", "2组", "", "240.00"))
    theirs = lines(("王秀英", "2组", "", "300.00"), ("王秀英", "2组", "", "360.00"))
    pairing = match_rows(ours, theirs)
    assert pairs(pairing) == {(1, 1), (2, 2)}
    assert not pairing.ambiguous


def test_different_rows_that_fit_either_way_are_asked_about() -> None:
    ours = lines(("王秀英", "2组", "", "240.00"), ("王秀英", "2组", "", "250.00"))
    theirs = lines(("王秀英", "2组", "", "300.00"), ("王秀英", "2组", "", "360.00"))
    pairing = match_rows(ours, theirs)
    assert {line.row for line, _ in pairing.ambiguous} == {1, 2}
    assert not pairing.matches
