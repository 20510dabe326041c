"""Where a list may be cut into blocks and sheets: what its templates ask of each row.

A block never ends with a carry-over or a band, the next never begins with a sum.
"""

from collections.abc import Mapping, Sequence
from typing import Any

MAX_BACK = 6  # rows that a block gives up for a better end
MAX_NICE = 4  # rows that it gives up to end on a sum
OPENS = ("carry", "sub")  # what stands over its rows


def breaks(rows: Sequence[Mapping[str, Any]], *, again: bool) -> dict[str, list[Any]]:
    """By row: its kind; the band that a block beginning there says again, or None
    (``again``: whether bands are). By row that a block would end before: where it ends
    instead, and the sum just before that, 0 for none.
    """
    kinds = [row["s"] for row in rows]
    ends = [_end(kinds, at) for at in range(len(rows) + 1)]
    return {
        "kinds": kinds,
        "bands": _bands(kinds) if again else [None] * len(kinds),
        "ends": ends,
        "sums": [_sum(kinds, at) for at in ends],
    }


def _end(kinds: Sequence[str], at: int) -> int:
    if at == len(kinds):
        return at
    end = at
    while end > max(0, at - MAX_BACK) and (
        kinds[end] == "sum" or kinds[end - 1] in OPENS
    ):
        end -= 1
    return end


def _sum(kinds: Sequence[str], end: int) -> int:
    near = range(end, max(0, end - MAX_NICE - 1), -1)
    return next((at for at in near if kinds[at - 1] == "sum"), 0)


def _bands(kinds: Sequence[str]) -> list[int | None]:
    bands: list[int | None] = []
    band = None
    for at, kind in enumerate(kinds):
        band = at if kind == "sub" else band
        bands.append(None if kind == "sub" else band)
    return bands
