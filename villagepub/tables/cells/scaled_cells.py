"""Numbers that a format shows a thousand times smaller without a word: 198000 as 198.00.

What the sheet shows and what it holds are two readings, and only a person knows which is
meant. A column that is so throughout is asked about once; a cell that is so alone says both.
"""

import re
from collections.abc import Mapping, Sequence

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def column_scale(cells: Sequence[str], scales: Mapping[int, int]) -> int:
    """The one scale of all numbers of a column; 1 where others stand among them.

    ``scales``: by 0-based row.
    """
    numbers = (r for r, cell in enumerate(cells) if _NUMBER.fullmatch(cell))
    found = {scales.get(r, 1) for r in numbers}
    return found.pop() if len(found) == 1 else 1


def both(shown: str, scale: int) -> str:
    """198.00（格里存的大 1,000 倍）, which is read as no number."""
    return f"{shown}（格里存的大 {scale:,} 倍）"


def both_in(cells: Sequence[str], scales: Mapping[int, int]) -> list[str]:
    """One row with both readings in its scaled columns: what is turned has no such column."""
    return [
        both(cell, scales[c]) if c in scales and _NUMBER.fullmatch(cell) else cell
        for c, cell in enumerate(cells)
    ]


def of_columns(
    columns: Sequence[list[str]], found: Mapping[int, Mapping[int, int]]
) -> dict[int, int]:
    """The scale of each column that has one; the other scaled cells are written anew.

    ``found``: the scale by column and row, 0-based.
    """
    whole: dict[int, int] = {}
    for column, scales in found.items():
        cells = columns[column]
        scale = column_scale(cells, scales)
        if scale != 1:
            whole[column] = scale
            continue
        for row, own in scales.items():
            cells[row] = both(cells[row], own)
    return whole
