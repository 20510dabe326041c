"""Several households in one cell of a list and in rows of their own in the other."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.comparison.lists import comparable, list_row
from tests.comparison.test_split_households import FIELDS
from villagepub.comparison.comparable_list import ComparableList
from villagepub.comparison.differences import Difference, compare

Row = tuple[str, str, str]  # name, group, area
OTHERS: tuple[Row, ...] = (("张伟", "2组", "5.00"), ("刘峰", "3组", "6.50"))
APART: tuple[Row, ...] = (("王建国", "1组", "3.00"), ("李燕", "1组", "4.00"))


def a_list(*rows: Row) -> ComparableList:
    """At 60 元 for each 亩; a row's number is its place from 1."""
    return comparable(
        FIELDS,
        (
            list_row(
                n, name, group, "", "", (area, "60.00", f"{Decimal(area) * 60:.2f}")
            )
            for n, (name, group, area) in enumerate((*rows, *OTHERS), 1)
        ),
    )


def found(ours: ComparableList, theirs: ComparableList) -> list[Difference]:
    return list(compare(ours, theirs).differences)


@pytest.mark.parametrize(
    "cell",
    [
        "王建国、李燕", "李燕、王建国", "王建国 李燕", "王建国，李燕", "王建国/李燕",
        "王建国和李燕", "王建国\n李燕", "王建国李燕",
    ],
)  # fmt: skip
def test_a_cell_of_several_is_held_against_all_their_rows(cell: str) -> None:
    one = a_list((cell, "1组", "7.00"))
    assert found(a_list(*APART), one) == []
    assert found(one, a_list(*APART)) == []


@pytest.mark.parametrize("group", ["", "1组"])
def test_where_they_do_not_come_to_the_cell_s_figures_each_figure_is_one_difference(
    group: str,
) -> None:
    area, money = sorted(
        found(a_list(*APART), a_list(("王建国、李燕", group, "8.00"))),
        key=lambda one: one.field,
        reverse=True,
    )
    assert (area.village_value, area.government_value) == ("7.00", "8.00")
    assert area.note == "补贴面积：村里第 1、2 行合起来 7.00，政府写 8.00。"
    assert (money.name, money.village_row, money.government_row) == (
        "王建国、李燕",
        1,
        1,
    )


def test_masked_cells_are_read_person_by_person() -> None:
    given = a_list(("王**、李*", "1组", "7.00"))
    theirs = comparable(
        FIELDS,
        (row._replace(name=name, plain=name) for row, name in zip(
            map(given.__getitem__, range(3)), ("李*、王*", "张*", "刘*"), strict=True)),
    )  # fmt: skip
    assert found(a_list(*APART), theirs) == []


def test_of_two_people_of_one_name_the_one_is_meant_who_comes_to_the_sum() -> None:
    ours = a_list(*APART, ("王建国", "1组", "9.00"))
    theirs = a_list(("王建国、李燕", "1组", "7.00"), ("王建国", "1组", "8.00"))
    assert [
        (d.field, d.village_row, d.government_row) for d in found(ours, theirs)
    ] == [
        ("补贴金额", 3, 2),
        ("补贴面积", 3, 2),
    ]


@pytest.mark.parametrize("cell", ["王建国、李燕、赵成", "王建国、李燕等3户"])
def test_of_whom_nobody_can_tell_one_question_is_asked(cell: str) -> None:
    theirs = a_list((cell, "1组", "12.00"))
    (asked,) = found(a_list(*APART), theirs)
    assert (asked.kind, asked.village_row, asked.government_row) == ("ambiguous", 1, 1)
    assert asked.note == (
        f"政府名单第 1 行写的是“{cell}”，村里第 1、2 行是王建国、李燕，请人来定。"
    )
    (asked,) = found(theirs, a_list(*APART))
    assert asked.note == (
        f"村里这一行写的是“{cell}”，政府名单第 1、2 行在里面，请人来定。"
    )


def test_somebody_of_another_group_is_not_in_the_cell() -> None:
    ours = a_list(("王建国", "1组", "3.00"), ("李燕", "4组", "4.00"))
    kinds = [d.kind.value for d in found(ours, a_list(("王建国、李燕", "1组", "7.00")))]
    assert kinds == ["ambiguous", "missing_in_government"]


areas = st.decimals("0.01", "9.99", places=2)


@given(st.lists(areas, min_size=2, max_size=4), st.permutations(["、", "，", " ", "/"]))
def test_however_many_are_in_the_cell_it_is_the_same(
    each: list[Decimal], between: list[str]
) -> None:
    names = ["王建国", "李燕", "高凤莲", "白志强"][: len(each)]
    rows = [(n, "1组", f"{a:.2f}") for n, a in zip(names, each, strict=True)]
    cell = "".join(f"{n}{b}" for n, b in zip(names, between, strict=False))
    whole = a_list((cell, "1组", f"{sum(each):.2f}"))
    assert found(a_list(*rows), whole) == []
    assert found(whole, a_list(*rows)) == []
