"""Two lists as offices and villages write them, drawn by the hundred."""

from tests.comparison.offices.pairs import Pair, make
from tests.comparison.test_differences import lists
from villagepub.comparison.comparable_list import comparable_list
from villagepub.comparison.differences import compare
from villagepub.comparison.own_list import own_faults
from villagepub.tables.table import own_row

UNSEEN = range(10_000, 10_100)  # not looked at while the weights were set


def found_in(pair: Pair) -> set[tuple[str, str, int, int]]:
    """Differences, and faults of the village's own list: the drawn ones have none. Rows
    are counted within their table, as the drawn truth has them.
    """
    form, own, other = lists(pair.village, pair.government)
    result = compare(
        comparable_list(form, own.entry), comparable_list(form, other.entry)
    )
    return {
        (d.kind.value, d.field, own_row(d.village_row), own_row(d.government_row))
        for d in (*result.differences, *own_faults(form, own.entry, own.cells))
    }


def test_drawn_pairs_are_told_apart_with_hardly_a_slip() -> None:
    """In every layout, spelling and masking of ``offices``, ids on both sides or none."""
    right = told = real = 0
    for seed in UNSEEN:
        pair = make(seed)
        found = found_in(pair)
        right += len(found & pair.truth)
        told += len(found)
        real += len(pair.truth)
    assert right / told >= 0.995
    assert right / real >= 0.995
