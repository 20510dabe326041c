"""Two differences of one person and field keep their own decisions."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub.comparison.differences import Difference, with_keys
from villagepub.findings.stable_keys import base, paired
from villagepub.models import Finding
from villagepub.states import FindingKind

AT = datetime(2026, 11, 20, tzinfo=UTC)
KEY = "field_differs|补贴面积|王建国|1组"


def differing(value: str, row: int, name: str = "王建国") -> Difference:
    """One of the two 王建国 of 1组."""
    return Difference(
        kind=FindingKind.FIELD_DIFFERS,
        field="补贴面积",
        name=name,
        group="1组",
        village_row=row,
        government_row=row,
        village_value=value,
        government_value="1",
    )


def kept(*found: Difference) -> dict[str, Finding]:
    return {
        d.key: Finding(
            village_code="610603102201",
            item="耕地地力保护补贴",
            period="2026",
            key=d.key,
            kind=d.kind,
            village_row=d.village_row,
            government_row=d.government_row,
            village_value=d.village_value,
            government_value=d.government_value,
            found_at=AT,
            seen_at=AT,
        )
        for d in with_keys(found)
    }


def keys(stored: dict[str, Finding], *found: Difference) -> dict[str, str]:
    """The key that each is kept under, by the village's value."""
    return {d.village_value: key for d, key in paired(stored, with_keys(found))}


def test_rows_in_another_order_keep_their_own() -> None:
    stored = kept(differing("3", 5), differing("7", 9))
    turned = keys(stored, differing("7", 2), differing("3", 8))
    assert turned == {"3": f"{KEY}|1", "7": f"{KEY}|2"}


def test_when_one_is_mended_the_other_stays_what_it_was() -> None:
    stored = kept(differing("3", 5), differing("7", 9))
    assert keys(stored, differing("7", 9)) == {"7": f"{KEY}|2"}


def test_one_whose_value_changed_is_known_by_its_row() -> None:
    stored = kept(differing("3", 5), differing("7", 9))
    assert keys(stored, differing("4", 9), differing("3", 5))["4"] == f"{KEY}|2"


def test_a_third_takes_a_key_of_its_own() -> None:
    stored = kept(differing("3", 5), differing("7", 9))
    found = keys(stored, differing("1", 2), differing("3", 5), differing("7", 9))
    assert found == {"1": f"{KEY}|3", "3": f"{KEY}|1", "7": f"{KEY}|2"}


def test_a_lone_one_with_other_values_and_rows_is_still_the_same() -> None:
    assert keys(kept(differing("3", 5)), differing("8", 44)) == {"8": f"{KEY}|1"}


@pytest.mark.parametrize(
    ("key", "head"),
    [
        (f"{KEY}|12", KEY),
        ("element_missing|依据", "element_missing|依据"),
        ("not_published", "not_published"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_count_is_no_part_of_what_a_key_is_about(key: str, head: str) -> None:
    assert base(key) == head


values = st.lists(st.sampled_from("123"), max_size=4)


@given(values, values)
def test_no_two_are_kept_under_one_key(before: list[str], now: list[str]) -> None:
    stored = kept(*(differing(v, n) for n, v in enumerate(before)))
    found = [differing(v, n + 2) for n, v in enumerate(now)]
    pairs = list(paired(stored, with_keys(found)))
    assert len({key for _, key in pairs}) == len(pairs) == len(found)
