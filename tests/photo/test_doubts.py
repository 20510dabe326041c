"""What a photographed list is asked about: no wrong sum passes unasked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.photo.papers import ELDERS, FARMLAND, RELIEF, Asked, Rows, asked, with_cell
from villagepub.photo import Spot
from villagepub.photo.doubts import Doubts
from villagepub.photo.spots import HEAD, LINE

NUMBERS = st.decimals("0.5", "99.99", places=2)


def are_none(doubts: Doubts) -> bool:
    return not (doubts.is_told_by_one or doubts.unproven or doubts.uncounted)


def test_a_list_whose_products_and_sums_hold_is_asked_nothing() -> None:
    found = asked("T8", FARMLAND).doubts
    assert are_none(found)


def test_what_arithmetic_proves_is_not_asked_about_however_unsure_the_reader() -> None:
    found = asked("T8", FARMLAND, {(1, 3): 0.2, (2, 5): 0.3, (5, 5): 0.1}).doubts
    assert are_none(found)


def test_a_row_that_does_not_multiply_is_asked_about_though_the_reader_was_sure() -> (
    None
):
    found = asked("T8", with_cell(FARMLAND, 2, 3, "1.94"))
    assert found.cells(found.doubts.figures) == [
        "白福祥 1.94", "白福祥 60", "合计 38.06",
    ]  # fmt: skip
    assert not found.doubts.unproven


@pytest.mark.parametrize("read", ["355.0C", "355.O", "355l", "35S"])
def test_a_figure_with_letters_in_it_is_asked_about_though_its_sum_holds(
    read: str,
) -> None:
    found = asked("T7", with_cell(RELIEF, 2, 3, read))
    assert f"白福祥 {read}" in found.cells(found.doubts.figures)


def test_a_total_that_was_misread_is_asked_about_alone() -> None:
    found = asked("T8", with_cell(FARMLAND, 5, 5, "2288.60"))
    assert found.cells(found.doubts.figures) == ["合计 2288.60"]


def test_a_row_that_was_not_read_breaks_the_totals() -> None:
    found = asked("T8", [*FARMLAND[:3], *FARMLAND[4:]])
    assert found.cells(found.doubts.figures) == ["合计 38.06", "合计 2283.60"]
    assert found.doubts.uncounted == (0,)


def test_where_only_a_sum_ties_a_column_the_unsure_cell_is_asked_about_first() -> None:
    found = asked("T7", with_cell(RELIEF, 2, 3, "855"), {(2, 3): 0.5})
    assert found.cells(found.doubts.figures) == ["白福祥 855"]


def test_where_every_cell_is_sure_and_the_sum_does_not_hold_each_is_asked_about() -> (
    None
):
    found = asked("T7", with_cell(RELIEF, 2, 3, "855"))
    assert found.cells(found.doubts.figures) == [
        "拓秀莲 640", "白福祥 855", "高志高 1180", "合计 2175",
    ]  # fmt: skip


def test_what_nothing_can_prove_is_looked_over_and_counted() -> None:
    found = asked("T7", RELIEF[:-1])
    assert not found.doubts.figures
    assert len(found.doubts.unproven) == 6
    assert found.doubts.uncounted == (0,)


def test_a_numbered_list_without_a_total_is_counted_its_foot_may_be_out_of_the_photo() -> (
    None
):
    found = asked("T8", FARMLAND[:-1]).doubts
    assert not found.figures
    assert not found.unproven
    assert found.uncounted == (0,)


def test_an_empty_cell_among_amounts_is_asked_about() -> None:
    found = asked("T7", with_cell(RELIEF[:-1], 2, 3, ""))
    assert Spot(0, 1, 3) in found.doubts.figures


def test_once_a_hundred_is_a_hundred_only_where_the_sum_says_so() -> None:
    """1 × 50 = 50: one figure, printed twice, may be misread twice in the same way."""
    assert are_none(asked("T10", ELDERS).doubts)
    found = asked("T10", ELDERS[:-1])
    assert "拓秀莲 50" in found.cells(found.doubts.unproven)
    assert "白福祥 300" not in found.cells(found.doubts.unproven)


def test_a_sum_of_one_row_proves_nothing() -> None:
    found = asked("T7", (*RELIEF[:2], ("合计", "", "2", "640")))
    assert len(found.doubts.unproven) == 4


@pytest.mark.parametrize("sure", [0.4, 0.921, 0.98])  # 冯古林 for 冯占林: 0.921
def test_a_name_is_asked_about_where_the_reader_was_unsure_of_a_character(
    sure: float,
) -> None:
    found = asked("T8", FARMLAND, {(3, 1): sure})
    assert found.cells(found.doubts.words) == ["高志高 高志高"]
    assert not found.doubts.figures


def test_words_that_a_crease_has_cut_are_asked_about_however_sure_the_reader_was() -> (
    None
):
    """水管员 read as 1 and k管员: a fold within the column was taken for a ruled line."""
    rows = [
        ("序号", "姓名", "", "岗位", "月数", "月标准", "补贴金额"),
        ("1", "李来福", "1", "k管员", "3", "800", "2400"),
        ("2", "曹延平", "1", "户林员", "6", "800", "4800"),
        ("合计", "", "", "", "", "", "7200"),
    ]
    found = asked("T12", rows)
    assert found.cells(found.doubts.words) == [
        "李来福 李来福", "李来福 k管员", "曹延平 曹延平", "曹延平 户林员",
    ]  # fmt: skip
    assert not found.doubts.figures


def test_the_number_of_a_row_needs_no_head() -> None:
    rows = [("", *row[1:]) if not n else row for n, row in enumerate(FARMLAND)]
    assert are_none(asked("T8", rows).doubts)


def test_a_private_column_is_never_asked_about() -> None:
    rows = [
        [
            *row[:2],
            "身份证号码" if not r else "610603190208140027" if row[1] else "",
            *row[2:],
        ]
        for r, row in enumerate(FARMLAND)
    ]
    found = asked("T8", rows, {(r, 2): 0.1 for r in range(1, 5)})
    assert are_none(found.doubts)
    assert "190208140027" not in found.sheet.to_json()


def test_a_head_that_the_reader_was_unsure_of_is_told_though_every_sum_holds() -> None:
    found = asked("T8", FARMLAND, {(0, 5): 0.5, (0, 0): 0.9}).doubts
    assert found.heads == (Spot(0, HEAD, 5),)


@pytest.mark.parametrize(
    ("line", "sure", "is_told"),
    [
        ("单位：万元", 0.7, True),
        ("单位：方元", 0.7, True),
        ("（元）", 0.7, True),
        ("单位：万元", 0.95, False),
        ("填报单位：马家沟村民委员会", 0.3, False),
        ("2026年第三季度高龄津贴发放表", 0.3, False),
    ],
)
def test_a_line_with_the_unit_is_told_where_the_reader_was_unsure_of_it(
    line: str, sure: float, is_told: bool
) -> None:
    found = asked("T10", ELDERS, lead={"马家沟村": 0.2, line: sure}).doubts
    assert found.heads == ((Spot(0, HEAD, LINE),) if is_told else ())


def test_of_a_private_column_the_head_is_not_asked_about() -> None:
    rows = [[*row, "一卡通账号" if not n else ""] for n, row in enumerate(ELDERS)]
    assert not asked("T10", rows, {(0, 4): 0.1}).doubts.heads


def _farmland(areas: list[Decimal]) -> list[list[str]]:
    amounts = [area * 60 for area in areas]
    rows = [
        [f"{n}", f"拓福{'祥莲仓高'[n % 4]}", "1组", f"{a}", "60", f"{m}"]
        for n, (a, m) in enumerate(zip(areas, amounts, strict=True), 1)
    ]
    total = ["合计", "", "", f"{sum(areas)}", "", f"{sum(amounts)}"]
    return [list(FARMLAND[0]), *rows, total]


@given(st.data())
def test_one_misread_figure_is_asked_about_wherever_it_stands(
    data: st.DataObject,
) -> None:
    areas = data.draw(st.lists(NUMBERS, min_size=3, max_size=9))
    rows = _farmland(areas)
    row = data.draw(st.integers(1, len(areas) + 1))
    column = data.draw(st.sampled_from((3, 5) if row > len(areas) else (3, 4, 5)))
    text = rows[row][column]
    places = [n for n, sign in enumerate(text) if sign.isdecimal()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    rows[row][column] = text[:place] + digit + text[place + 1 :]
    if Decimal(rows[row][column]) == Decimal(text):
        return
    found = asked("T8", rows)
    spot = _spot(found, row - 1, column)
    assert spot in found.doubts.figures


def _spot(found: Asked, row: int, column: int) -> Spot:
    count = len(found.sheet.tables[0].rows)
    return Spot(0, row, column) if row < count else Spot(0, row - count, column, True)


@pytest.mark.parametrize(
    ("form", "rows", "looked_over"),
    [
        ("T8", FARMLAND, ["合计 3806", "合计 228360"]),
        ("T7", RELIEF, ["合计 217500"]),
    ],
)
def test_points_that_are_lost_in_every_row_are_seen_in_the_total(
    form: str, rows: Rows, looked_over: list[str]
) -> None:
    """14.71 × 60 = 882.60 is 1471 × 60 = 88260 as well, and both columns add up."""
    columns = (3, 5) if form == "T8" else (3,)
    lost = [
        [_no_point(c) if r and i in columns else c for i, c in enumerate(row)]
        for r, row in enumerate(rows)
    ]
    found = asked(form, lost)
    assert found.cells(found.doubts.unproven) == looked_over
    assert not found.doubts.figures


def _no_point(text: str) -> str:
    return f"{Decimal(text):.2f}".replace(".", "")
