"""Sheets that were compared wrongly once, each with what is right (tests/cases)."""

from pathlib import Path

import pytest

from tests.comparison.test_differences import KEY
from villagepub import tables
from villagepub.comparison.comparable_list import comparable_list
from villagepub.comparison.differences import Comparison, compare
from villagepub.comparison.own_list import own_faults
from villagepub.comparison.source_sheet import SourceSheet, detect_form, read_source
from villagepub.tables.table import Table

CASES = Path(__file__).parent.parent / "cases"
Found = tuple[str, str, str]  # kind, field, name


def read(case: str, name: str) -> list[Table]:
    return tables.read((CASES / case / name).read_bytes(), name)


def the_list(source: SourceSheet) -> str:
    """The only village that the sheet names, '' if it names none."""
    return next((v.name for v in source.lists.values()), "")


def compared(case: str, village: str, government: str) -> Comparison:
    """As ``villagepub compare`` does."""
    own, other = read(case, village), read(case, government)
    ours = read_source(own, key=KEY, form=detect_form(own, other))
    theirs = read_source(other, key=KEY, form=ours.form)
    name = the_list(ours) or the_list(theirs)
    one, two = ours.of(name), theirs.of(name)
    assert one is not None
    assert two is not None
    return compare(
        comparable_list(ours.form, one.entry),
        comparable_list(ours.form, two.entry),
        rules=ours.form.rules,
        faults=own_faults(ours.form, one.entry, one.cells),
    )


def found(result: Comparison) -> list[Found]:
    return [(d.kind.value, d.field, d.name) for d in result.differences]


@pytest.mark.parametrize("government", ["03b_gov.xlsx", "03b_gov_mask.xlsx"])
@pytest.mark.parametrize("village", ["03b_v.xlsx", "03b_v.csv", "03b_v_txt.xlsx"])
def test_identity_numbers_that_excel_damaged_prove_nothing(
    village: str, government: str
) -> None:
    result = compared("03-damaged-id", village, government)
    assert (result.matched, found(result)) == (8, [])


def test_beside_damaged_numbers_a_difference_is_that_household_s() -> None:
    assert found(compared("03-damaged-id", "03c_v.xlsx", "03c_g.xlsx")) == [
        ("field_differs", "补贴金额", "郭文秀"),
        ("field_differs", "补贴面积", "郭文秀"),
    ]


def test_a_private_code_point_is_the_character_that_it_stands_for() -> None:
    """李龴 and 吴䶮; four others are traditional characters on one side, and said so."""
    result = compared("12-private-use", "12_pua_v.csv", "12_pua_g.csv")
    assert result.matched == 8
    assert [name[0] for kind, _, name in found(result) if kind == "name_variant"] == (
        ["王", "张", "孙", "周"]
    )
    assert len(result.differences) == 4


@pytest.mark.parametrize("village", ["30_bidi.xlsx", "30_softhyphen.xlsx"])
def test_marks_that_nobody_sees_make_no_difference(village: str) -> None:
    result = compared("30-invisible-marks", village, "30_clean.xlsx")
    assert (result.matched, found(result)) == (6, [])


@pytest.mark.parametrize(
    "village", ["16_tail_a.xlsx", "16_tail_c.xlsx", "16_tail_e.xlsx"]
)
def test_those_who_sign_below_a_list_are_no_households(village: str) -> None:
    result = compared("15-signature-row", village, "16_clean.xlsx")
    assert (result.village_rows, found(result)) == (4, [])


@pytest.mark.parametrize("village", ["30_doc_split.docx", "30_html_split.html"])
def test_a_list_that_goes_on_in_a_second_table_is_one(village: str) -> None:
    result = compared("30-continued-table", village, "30_clean.xlsx")
    assert (result.village_rows, found(result)) == (6, [])


@pytest.mark.parametrize(
    "village",
    [
        "16_wrong_daxie.xlsx",
        "16_wrong_daxie3.xlsx",
        "16_wrong_total_then_page.xlsx",
        "16_total_spaced.xlsx",
    ],
)
def test_a_wrong_total_is_found_whatever_stands_below_it(village: str) -> None:
    result = compared("16-total-in-words", village, village)
    assert result.village_rows == 4
    assert {(kind, field) for kind, field, _ in found(result)} == {
        ("total_wrong", "补贴金额")
    }


@pytest.mark.parametrize("village", ["14_units_in_cells.xlsx", "14_nbsp.xlsx"])
def test_a_unit_in_the_cell_is_no_other_standard(village: str) -> None:
    result = compared(
        "14-units-in-cells", village, "../30-continued-table/30_clean.xlsx"
    )
    assert not [f for f in found(result) if f[1] == "补贴标准"]


def test_a_standard_of_four_places_is_multiplied_as_it_is_written() -> None:
    sheet = "38_rate4.xlsx"
    assert found(compared("38-rate-four-places", sheet, sheet)) == []


def test_a_head_that_names_the_identity_card_beside_the_name_is_of_names() -> None:
    case = "39-name-head-with-身份证"
    assert found(compared(case, "39_paren.xlsx", "30_clean.xlsx")) == []


def test_plots_under_one_holder_are_one_household() -> None:
    result = compared("33-plots", "33_plots.xlsx", "33_plots_gov.xlsx")
    assert (result.village_rows, found(result)) == (2, [])
