"""Identity numbers through masks: like ends are compared, and only telling digits tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.comparison.lists import comparable, list_row
from villagepub.comparison.alignment import common_shape
from villagepub.comparison.comparable_list import ComparableList, ListField
from villagepub.comparison.differences import compare
from villagepub.comparison.masked_ids import (
    IdAgreement,
    common_mask,
    id_agreement,
    is_distinguishing,
    reduce_mask,
    visible,
)

NUMBER = "610624190711130395"


@pytest.mark.parametrize(
    ("shown", "ends"),
    [
        ("6106**********0395", ("6106", "0395")),
        ("6106****0395", ("6106", "0395")),  # as many stars as the office likes
        ("61062419071113****", ("61062419071113", "")),
        ("**************0395", ("", "0395")),
        ("6106●●●●●●●●●●039x", ("6106", "039X")),
        (NUMBER, (NUMBER, NUMBER)),
        ("", ("", "")),
        ("无", ("", "")),
        ("已去世", ("", "")),
        ("户主****", ("", "")),
    ],
)
def test_what_a_mask_leaves_to_see(shown: str, ends: tuple[str, str]) -> None:
    assert visible(shown) == ends


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (NUMBER, NUMBER, IdAgreement.FULL),
        (NUMBER, "6106**********0395", IdAgreement.SHOWN),
        (NUMBER, "61062419071113****", IdAgreement.SHOWN),
        ("610624********0395", "6106**********0395", IdAgreement.SHOWN),
        ("6106**********0395", "6106**********0385", IdAgreement.SLIP),
        ("6106**********0395", "6106**********9942", IdAgreement.CONFLICT),
        # what both show is shared by too many to be evidence
        ("610624************", "610624************", IdAgreement.UNKNOWN),
        ("6106241907********", "6106241907********", IdAgreement.HINT),
        ("6106**********0395", "61062419071113****", IdAgreement.UNKNOWN),
        # and still two years of birth are two people
        ("6106241907********", "6106241912********", IdAgreement.CONFLICT),
        (NUMBER, "", IdAgreement.UNKNOWN),
        (NUMBER, "无", IdAgreement.UNKNOWN),
    ],
)
def test_agreement_of_two_numbers(one: str, other: str, says: IdAgreement) -> None:
    assert id_agreement(one, other) is says
    assert id_agreement(other, one) is says


def test_an_odd_mask_does_not_blind_the_whole_list() -> None:
    usual = ["6106**********0395"] * 30
    assert common_mask([*usual, "无", "61**************"], usual) == (4, 4)
    assert reduce_mask("61**************", 4, 4) == ""
    assert reduce_mask("610624********0395", 4, 4) == "6106**********0395"


MASKS = st.lists(
    st.sampled_from(
        ["", "6106**********0395", "6106**********0017", "610624************", "无"]
    ),
    min_size=1,
    max_size=6,
)


@given(MASKS, MASKS)
def test_what_two_lists_show_is_what_their_usual_masks_show(
    one: list[str], other: list[str]
) -> None:
    lists = (
        comparable(
            (), (list_row(n, "王建国", "", "", mask, ()) for n, mask in enumerate(own))
        )
        for own in (one, other)
    )
    assert common_shape(*lists) == common_mask(one, other)


def test_a_county_and_a_year_tell_nobody_apart() -> None:
    assert not is_distinguishing("610624************")
    assert not is_distinguishing("6106241907********")
    assert is_distinguishing("61062419071113****")
    assert is_distinguishing("6106**********0395")


def kinds(ours: list[tuple[str, str, str]], theirs: list[tuple[str, str, str]]) -> list[str]:  # fmt: skip
    """Of lists of (name, group, mask), all with the same amount."""

    def a_list(rows: list[tuple[str, str, str]]) -> ComparableList:
        return comparable(
            [ListField("amount", "补贴金额")],
            (
                list_row(n, name, group, "", mask, [f"{n}00.00"])
                for n, (name, group, mask) in enumerate(rows, 1)
            ),
        )

    found = compare(a_list(ours), a_list(theirs)).differences
    return sorted(d.kind.value for d in found)


@pytest.mark.parametrize(
    "mask", ["610624************", "6106241907********", "**************0395"]
)
def test_two_of_one_name_in_two_groups_are_two_where_the_mask_hides_them(
    mask: str,
) -> None:
    ours = [
        ("王建国", "1组", "6106**********0395"),
        ("王建国", "4组", "6106**********0018"),
    ]
    theirs = [("王建国", "1组", mask), ("王建国", "4组", mask)]
    found = kinds(ours, theirs)
    # the same last four digits twice are one person's; a county's or a year's are not
    assert ("duplicate_in_government" in found) == mask.endswith("0395")


@pytest.mark.parametrize("mask", ["61062419071113****", "610624************", "无", ""])
def test_any_mask_against_another_makes_no_difference(mask: str) -> None:
    ours = [
        ("王建国", "1组", "6106**********0395"),
        ("李燕", "1组", "6106**********0018"),
    ]
    assert kinds(ours, [(name, group, mask) for name, group, _ in ours]) == []
