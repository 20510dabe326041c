"""Which line is which: exact, normal, similar, and never a guess."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from villagepub.comparison.matcher import match_rows
from villagepub.comparison.name_similarity import normal_name, pronunciation
from villagepub.comparison.rows import AlignedRow, Pairing


def lines(*rows: Sequence[str]) -> list[AlignedRow]:
    """Rows of name, group, identity and values; the row number is the place + 1."""
    return [
        AlignedRow(normal_name(name), group, identity, tuple(values), row)
        for row, (name, group, identity, *values) in enumerate(rows, 1)
    ]


def pairs(pairing: Pairing) -> set[tuple[int, int]]:
    return {(m.village.row, m.government.row) for m in pairing.matches}


def test_equal_lists_pair_line_by_line() -> None:
    ours = lines(("崔平", "1组", "", "19.85"), ("王桂兰", "2组", "", "12.05"))
    theirs = lines(("王桂兰", "2组", "", "12.05"), ("崔平", "1组", "", "19.85"))
    assert pairs(match_rows(ours, theirs)) == {(1, 2), (2, 1)}


def test_the_same_household_with_another_value_is_still_the_same() -> None:
    pairing = match_rows(
        lines(("白志明", "4组", "", "13.25", "795.00")),
        lines(("白志明", "4组", "", "12.35", "741.00")),
    )
    assert pairs(pairing) == {(1, 1)}
    assert not pairing.matches[0].is_variant


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("温良峰", "溫良锋"),  # traditional and homophone
        ("王秀英", "王秀瑛"),  # homophone
        ("拓占山", "拓占"),  # one left out
        ("冯拴牢", "冯栓牢"),  # look-alike with the same sound
    ],
)
def test_a_name_written_otherwise_is_a_variant(ours: str, theirs: str) -> None:
    pairing = match_rows(
        lines((ours, "2组", "", "12.49", "749.40")),
        lines((theirs, "2组", "", "12.49", "749.40")),
    )
    assert [m.is_variant for m in pairing.matches] == [True]


@pytest.mark.parametrize(
    ("ours", "theirs"), [("王 建国", "王建国"), ("李　燕", "李燕")]
)
def test_spaces_in_a_name_do_not_make_it_another(ours: str, theirs: str) -> None:
    pairing = match_rows(
        lines((ours, "1组", "", "5.82")), lines((theirs, "1组", "", "5.82"))
    )
    assert [m.is_variant for m in pairing.matches] == [False]


@given(st.text("王李张长乐曾重行兰建国秀海峰锋玉梅单解盖A·", max_size=4))
def test_a_name_sounds_as_its_word_is_said(name: str) -> None:
    assert pronunciation(name) == " ".join(lazy_pinyin(name))


def test_two_people_of_one_name_are_told_apart_by_group() -> None:
    pairing = match_rows(
        lines(("王建国", "1组", "", "5.82"), ("王建国", "4组", "", "13.76")),
        lines(("王建国", "4组", "", "13.76"), ("王建国", "1组", "", "5.99")),
    )
    assert pairs(pairing) == {(1, 2), (2, 1)}


def test_two_people_of_one_name_and_group_are_told_apart_by_identity() -> None:
    pairing = match_rows(
        lines(
            ("李燕", "1组", "61060018", "17.03"), ("李燕", "1组", "61060042", "5.34")
        ),
        lines(
            ("李燕", "1组", "61060042", "5.30"), ("李燕", "1组", "61060018", "17.00")
        ),
    )
    assert pairs(pairing) == {(1, 2), (2, 1)}


def test_contradicting_identities_are_two_people() -> None:
    pairing = match_rows(
        lines(("张伟", "1组", "61060018", "3.10", "186.00")),
        lines(("张伟", "1组", "61069942", "8.00", "480.00")),
    )
    assert not pairing.matches
    assert len(pairing.only_village) == len(pairing.only_government) == 1


def test_a_household_said_twice_is_a_double_and_the_later_row_is_named() -> None:
    ours = lines(
        ("王东升", "4组", "", "7.94", "476.40"),
        ("曹文化", "3组", "", "7.51", "450.60"),
        ("王东升", "4组", "", "7.94", "476.40"),
    )
    pairing = match_rows(ours, ours[:2])
    assert [line.row for line in pairing.village_duplicates] == [3]
    assert not pairing.only_village


def test_a_similar_name_with_other_amounts_is_not_guessed_at() -> None:
    pairing = match_rows(
        lines(("王军", "1组", "", "3.10", "186.00")),
        lines(("王均", "1组", "", "8.00", "480.00")),
    )
    assert not pairing.matches


def test_candidates_that_fit_equally_are_handed_to_a_person() -> None:
    pairing = match_rows(
        lines(("张红霞", "2组", "", "6.00", "360.00")),
        lines(
            ("张红侠", "2组", "", "6.00", "360.00"),
            ("张宏霞", "2组", "", "6.00", "360.00"),
        ),
    )
    assert [(a.row, [c.row for c in found]) for a, found in pairing.ambiguous] == [
        (1, [1, 2])
    ]
    assert not pairing.matches


def test_a_household_in_another_group_is_known_by_its_amounts() -> None:
    pairing = match_rows(
        lines(
            ("贺占海", "3组", "", "3.00", "180.00"),
            ("薛伟", "1组", "", "1.00", "60.00"),
        ),
        lines(
            ("贺占海", "2组", "", "3.00", "180.00"),
            ("薛伟", "1组", "", "1.00", "60.00"),
        ),
    )
    assert pairs(pairing) == {(1, 1), (2, 2)}


NAMES = st.sampled_from(
    ["王建国", "王建囯", "李燕", "李 燕", "温良峰", "溫良锋", "张伟"]
)
GROUPS = st.sampled_from(["1组", "2组", ""])
IDENTITIES = st.sampled_from(["", "61060018", "61060042"])
VALUES = st.tuples(
    st.sampled_from(["3.10", "8.00"]), st.sampled_from(["186.00", "480.00"])
)
LISTS = st.lists(st.tuples(NAMES, GROUPS, IDENTITIES, VALUES), max_size=8)
# Of a household said twice the later row goes, so there the order does matter.
SETS = st.lists(
    st.tuples(NAMES, GROUPS, IDENTITIES, VALUES),
    max_size=8,
    unique_by=(
        lambda r: (normal_name(r[0]), r[1], r[2]),
        lambda r: (
            (normal_name(r[0]), r[2]) if r[2] else (normal_name(r[0]), r[1], r[2], r[3])
        ),
    ),
)


def built(rows: list[tuple[str, str, str, tuple[str, str]]]) -> list[AlignedRow]:
    return [
        AlignedRow(normal_name(n), g, i, v, row)
        for row, (n, g, i, v) in enumerate(rows, 1)
    ]


def told(pairing: Pairing) -> tuple[object, ...]:
    """What the pairing says, without the row numbers that an order gives."""

    def bare(found: Sequence[AlignedRow]) -> list[object]:
        return sorted(line[:4] for line in found)

    return (
        sorted((m.village[:4], m.government[:4]) for m in pairing.matches),
        bare(pairing.only_village),
        bare(pairing.only_government),
        # Which of the two goes is a matter of rows, and so is the number it shows.
        bare([line._replace(identity="") for line in pairing.village_duplicates]),
        bare([line._replace(identity="") for line in pairing.government_duplicates]),
        sorted(line[:4] for line, _ in pairing.ambiguous),
    )


@given(SETS, SETS, st.randoms())
def test_the_order_of_rows_never_matters(ours, theirs, random) -> None:  # type: ignore[no-untyped-def]
    mixed = list(ours)
    random.shuffle(mixed)
    assert told(match_rows(built(ours), built(theirs))) == told(
        match_rows(built(mixed), built(theirs))
    )


@given(LISTS)
def test_a_list_against_itself_leaves_nothing_over(rows) -> None:  # type: ignore[no-untyped-def]
    pairing = match_rows(built(rows), built(rows))
    assert not pairing.only_village
    assert not pairing.only_government
    assert not pairing.ambiguous


@given(LISTS, LISTS)
def test_every_line_comes_out_in_exactly_one_place(ours, theirs) -> None:  # type: ignore[no-untyped-def]
    pairing = match_rows(built(ours), built(theirs))
    rows = [m.village.row for m in pairing.matches]
    rows += [line.row for line in (*pairing.only_village, *pairing.village_duplicates)]
    rows += [line.row for line, _ in pairing.ambiguous]
    assert sorted(rows) == list(range(1, len(ours) + 1))


@given(LISTS, LISTS)
def test_swapping_the_sides_swaps_what_is_missing(ours, theirs) -> None:  # type: ignore[no-untyped-def]
    there, back = (
        match_rows(built(ours), built(theirs)),
        match_rows(built(theirs), built(ours)),
    )
    assert sorted(line.row for line in there.only_village) == sorted(
        line.row for line in back.only_government
    )


@pytest.mark.parametrize("known", [0, 1])
def test_the_later_row_of_a_double_goes_whichever_has_the_number(known: int) -> None:
    twice = [("王东升", "4组", "", "7.94"), ("王东升", "4组", "", "7.94")]
    name, group, _, value = twice[known]
    twice[known] = (name, group, "6106**********0018", value)
    pairing = match_rows(
        lines(*twice), lines(("王东升", "4组", "6106**********0018", "7.94"))
    )
    assert [line.row for line in pairing.village_duplicates] == [2]
    assert pairs(pairing) == {(1, 1)}


def test_two_groups_are_no_double_though_the_other_list_has_no_groups() -> None:
    ours = [
        AlignedRow("王建国", "", "", ("300.00",), 1, "1组"),
        AlignedRow("王建国", "", "", ("300.00",), 2, "4组"),
    ]
    pairing = match_rows(ours, lines(("王建国", "", "", "300.00")))
    assert not pairing.village_duplicates
    assert not pairing.only_village  # nobody knows which of the two it is
    assert {line.row for line, _ in pairing.ambiguous} == {1, 2}


def test_rows_without_a_group_may_be_those_of_any_group_of_their_name() -> None:
    ours = lines(("王建国", "1组", "", "300.00"), ("王建国", "2组", "", "300.00"))
    theirs = lines(*[("王建国", "", "", "300.00")] * 2, ("李燕", "2组", "", "60.00"))
    pairing = match_rows(ours, theirs)
    assert len(pairing.matches) == 2
    assert not pairing.government_duplicates
    assert [line.name for line in pairing.only_government] == ["李燕"]
