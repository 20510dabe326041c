"""Two sheets held against each other: the published pair, drawn pairs, and laws."""

import io
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from tests.comparison.lists import comparable, list_row
from villagepub import tables
from villagepub.comparison.comparable_list import (
    ComparableList,
    ListField,
    comparable_list,
)
from villagepub.comparison.differences import Comparison, compare
from villagepub.comparison.own_list import own_faults
from villagepub.comparison.source_sheet import (
    VillageList,
    read_source,
)
from villagepub.forms.form import Form
from villagepub.states import FindingKind
from villagepub.tables.rows.village_names import village_key, village_stem

KEY = b"a key of the tests"
SUBSIDY = "马家沟村2026年耕地地力保护补贴登记表.xlsx"
PAID = "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"


File = tuple[bytes, str]


def lists(village: File, government: File) -> tuple[Form, VillageList, VillageList]:
    ours = read_source(tables.read(*village), key=KEY)
    theirs = read_source(tables.read(*government), key=KEY, form=ours.form)
    own, other = ours.of("马家沟村"), theirs.of("马家沟村")
    assert own is not None
    assert other is not None
    return ours.form, own, other


def compared(village: File, government: File) -> Comparison:
    form, own, other = lists(village, government)
    return compare(comparable_list(form, own.entry), comparable_list(form, other.entry))


@pytest.mark.parametrize("why", ["7月去世停发", "〔划掉〕", "退回"])
def test_a_row_that_the_government_says_is_off_is_not_on_its_list(why: str) -> None:
    heads = ["户主姓名", "组别", "面积（亩）", "标准", "金额（元）", "备注"]
    own = [["王建国", "1组", 10, 60, 600, ""], ["李燕", "2组", 5, 60, 300, ""]]
    theirs = [[*own[0][:5], ""], [*own[1][:5], why]]
    if why.startswith("〔"):
        theirs[1][0], theirs[1][5] = f"{why}李燕", ""
    title = ["马家沟村2026年耕地地力保护补贴"]
    found = compared(sheet(title, heads, *own), sheet(title, heads, *theirs))
    assert [(d.kind.value, d.name) for d in found.differences] == [
        ("missing_in_government", "李燕")
    ]


def test_the_published_pair_has_exactly_its_nine_findings(sheets_folder: Path) -> None:
    truth = json.loads(
        (sheets_folder / "disclosures" / "truth.json").read_text("utf-8")
    )
    ours = read_source(
        tables.read((sheets_folder / "notices" / SUBSIDY).read_bytes(), SUBSIDY),
        key=KEY,
    )
    theirs = read_source(
        tables.read((sheets_folder / "disclosures" / PAID).read_bytes(), PAID), key=KEY
    )
    own, other = ours.of(truth["village"]), theirs.of(truth["village"])
    assert own is not None
    assert other is not None
    result = compare(
        comparable_list(ours.form, own.entry), comparable_list(theirs.form, other.entry)
    )
    found = [
        d.to_plain()
        for d in (*result.differences, *own_faults(ours.form, own.entry, own.cells))
    ]
    assert len(found) == len(truth["findings"])
    for wanted in truth["findings"]:
        assert [f for f in found if wanted.items() <= f.items()], wanted


@pytest.mark.parametrize(
    "name",
    ["马家沟村", "马家沟村委会", "马家沟村民委员会", "沿河湾镇马家沟行政村", "马家沟"],
)
def test_a_village_is_the_same_however_it_is_written(name: str) -> None:
    assert village_stem(name) == "马家沟"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("沿河湾镇马家沟村", "沿河湾/马家沟"),
        ("安塞区沿河湾镇马家沟村委会", "沿河湾/马家沟"),
        ("真武洞街道马家沟社区", "真武洞/马家沟"),
        ("沿河湾镇马家沟", "沿河湾/马家沟"),
        ("马家沟村", "马家沟"),
        ("高镇村", "高镇"),
        ("镇北台村", "镇北台"),
    ],
)
def test_a_village_is_told_apart_by_its_township_where_one_is_named(
    name: str, key: str
) -> None:
    assert village_key(name) == key


names = st.text("王李张建国秀兰海峰玉梅", min_size=2, max_size=3) | st.sampled_from(
    ["欧阳海", "司马建国", "诸葛玉梅", "欧阳国"]
)
rows = st.lists(
    st.tuples(
        names,
        st.integers(1, 4).map("{}组".format),
        st.integers(100, 130).map(lambda n: f"6106{'*' * 10}0{n}"),
        st.integers(100, 400).map(lambda n: f"{n}.00"),
    ),
    min_size=1,
    max_size=14,
)

Row = tuple[str, str, str, str]


def sure(lines: list[Row]) -> list[Row]:
    """A household that is there twice says the same twice: else its row decides."""
    said: dict[tuple[str, str], Row] = {}
    return [said.setdefault((line[0], line[2]), line) for line in lines]


rows = rows.map(sure)


def a_list(rows: list[tuple[str, str, str, str]]) -> ComparableList:
    return comparable(
        [ListField("amount", "补贴金额")],
        (
            list_row(n, name, group, "", mask, [value])
            for n, (name, group, mask, value) in enumerate(rows, 1)
        ),
    )


def counted(result: Comparison) -> list[tuple[str, str, str, str]]:
    """Without row numbers and order; doubtful lines count once a name."""
    return sorted((d.kind.value, d.field, d.name, d.group) for d in result.differences)


@given(rows, rows, st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_the_order_of_rows_never_matters(
    ours: list[tuple[str, str, str, str]],
    theirs: list[tuple[str, str, str, str]],
    dice: random.Random,
) -> None:
    mixed, also = list(ours), list(theirs)
    dice.shuffle(mixed)
    dice.shuffle(also)
    assert counted(compare(a_list(ours), a_list(theirs))) == counted(
        compare(a_list(mixed), a_list(also))
    )


SWAPPED = {
    FindingKind.MISSING_IN_VILLAGE: FindingKind.MISSING_IN_GOVERNMENT,
    FindingKind.MISSING_IN_GOVERNMENT: FindingKind.MISSING_IN_VILLAGE,
    FindingKind.DUPLICATE_IN_VILLAGE: FindingKind.DUPLICATE_IN_GOVERNMENT,
    FindingKind.DUPLICATE_IN_GOVERNMENT: FindingKind.DUPLICATE_IN_VILLAGE,
}


@given(rows, rows)
@settings(max_examples=150)
def test_swapping_the_sides_swaps_the_kinds(
    ours: list[tuple[str, str, str, str]], theirs: list[tuple[str, str, str, str]]
) -> None:
    one = compare(a_list(ours), a_list(theirs))
    other = compare(a_list(theirs), a_list(ours))
    there = sorted(
        SWAPPED.get(d.kind, d.kind)
        for d in one.differences
        if d.kind is not FindingKind.AMBIGUOUS
    )
    back = sorted(
        d.kind for d in other.differences if d.kind is not FindingKind.AMBIGUOUS
    )
    assert there == back


unique_rows = rows.map(lambda lines: list({r[0]: r for r in lines}.values()))


@given(unique_rows)
@settings(max_examples=100)
def test_a_list_against_itself_has_no_finding(
    lines: list[tuple[str, str, str, str]],
) -> None:
    assert compare(a_list(lines), a_list(lines)).differences == ()


@given(unique_rows, st.integers(0, 4), st.integers(0, 4))
@settings(max_examples=150)
def test_masking_more_digits_never_makes_a_difference(
    lines: list[tuple[str, str, str, str]], head: int, tail: int
) -> None:
    masked = [
        (
            name,
            group,
            mask[:head] + "*" * (18 - head - tail) + (mask[-tail:] if tail else ""),
            value,
        )
        for name, group, mask, value in lines
    ]
    assert compare(a_list(lines), a_list(masked)).differences == ()


@example(
    [
        ("欧阳海", "1组", "6101**********1234", "10"),
        ("欧阳国", "2组", "6101**********1234", "10"),
    ],
    False,
    "*",
)
@given(unique_rows, st.booleans(), st.sampled_from(["*", "某", "×"]))
@settings(max_examples=150)
def test_masking_names_never_makes_a_difference(
    lines: list[tuple[str, str, str, str]], last: bool, hiding: str
) -> None:
    """Of households that differ in what is left to see."""
    single = list({(name[0], group): row for row in lines for name, group in [row[:2]]}.values())  # fmt: skip
    masked = [
        (
            name[0] + hiding * (len(name) - 1 - shown) + name[len(name) - shown :],
            *rest,
        )
        for name, *rest in single
        for shown in [int(last and len(name) > 2)]
    ]
    assert compare(a_list(single), a_list(masked)).differences == ()
    assert compare(a_list(masked), a_list(single)).differences == ()


def test_a_masked_name_is_paired_by_its_group_and_never_guessed() -> None:
    whole = [("王建国", "1组", "", "10"), ("王海", "2组", "", "20"), ("王玉梅", "2组", "", "30"), ("李兰", "3组", "", "40")]  # fmt: skip
    masked = [
        ("王**", "1组", "", "11"),
        ("王*", "2组", "", "20"),
        ("王**", "2组", "", "30"),
    ]
    found = compare(a_list(whole), a_list(masked)).differences
    assert [(d.kind.value, d.name) for d in found] == [
        ("field_differs", "王建国"),
        ("missing_in_government", "李兰"),
    ]


def test_two_people_whose_four_shown_digits_are_equal_are_two() -> None:
    heads = ["姓名", "组别", "身份证号", "金额"]
    ours = sheet(["马家沟村2026年补助公示"], heads, ["董东梅", "2组", "610603190305095545", 135], ["董东梅", "11组", "610603190209095545", 1256.4], ["王海", "1组", "610603190209090015", 7])  # fmt: skip
    theirs = sheet(["马家沟村2026年补助公示"], heads, ["董东梅", "2组", "610603****5545", 135], ["董东梅", "11组", "610603****5545", 1256.4], ["王海", "1组", "610603****0015", 7])  # fmt: skip
    assert compared(ours, theirs).differences == ()
    assert compared(theirs, ours).differences == ()


def sheet(*rows: Sequence[object]) -> tuple[bytes, str]:
    """An xlsx file of one sheet with these rows."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("名单")
        for r, row in enumerate(rows):
            page.write_row(r, 0, row)
    return out.getvalue(), "名单.xlsx"
