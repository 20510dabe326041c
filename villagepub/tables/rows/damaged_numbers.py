"""Identity numbers that Excel stored as numbers: their last digits are gone for good.

It keeps fifteen digits: 610603190505050129 becomes 610603190505050000 or 6.10603E+17. Such
a number is evidence of nobody, so that it goes no further than this.
"""

import re
from collections.abc import Sequence
from itertools import islice

from villagepub.tables.heads.column_types import kind_of
from villagepub.tables.heads.header_parser import outside
from villagepub.tables.table import TableRow, columns_of, with_cell

_HEAD = re.compile(r"身份证|证件号|身份号")
_DAMAGED = re.compile(r"\d{15}0{2,3}|\d(?:\.\d{1,16})?[Ee]\+1[4-7]")
TOLD = 8  # rows that a note names
SAMPLE = 60


def without_damaged(
    rows: Sequence[TableRow], labels: Sequence[str]
) -> tuple[list[TableRow], list[str]]:
    """The rows with such numbers left out, and a sentence for each column of them."""
    found = list(rows)
    notes = []
    for i, (label, cells) in enumerate(zip(labels, columns_of(rows), strict=False)):
        hurt = _damaged_in(cells, label)
        if not hurt:
            continue  # as nearly every column
        for n in hurt:
            found[n] = with_cell(found[n], i, "")
        places = "、".join(str(found[n].row) for n in hurt[:TOLD])
        more = f"等 {len(hurt)} 行" if len(hurt) > TOLD else "行"
        notes.append(
            f"“{label}”第 {places} {more}的号码被 Excel 当成数存过，后几位丢了，没有用。"
            "要用就把这一列设成文本，重新填一遍。"
        )
    return found, notes


def _damaged_in(cells: Sequence[str], label: str) -> list[int]:
    """Where in a column of identity numbers such stand."""
    if not _holds_identities(label, cells):
        return []
    hurt = [
        n
        for n, cell in enumerate(cells)
        if (cell.endswith("00") or "+1" in cell) and _is_damaged(cell)
    ]
    if not hurt:
        return []
    others = len([*filter(None, cells)]) - len(hurt)
    # Texts as those beside them: one number in a thousand ends so.
    return [] if others and all(_holds(cells[n]) for n in hurt) else hurt


def _holds(cell: str) -> bool:
    """Whether its last digit is the check that GB 11643 asks for."""
    return len(cell) == 18 and cell.isdecimal() and (
        sum(int(digit) << (17 - place) for place, digit in enumerate(cell)) % 11 == 1
    )  # fmt: skip


def _is_damaged(cell: str) -> bool:
    return len(cell) > 4 and bool(_DAMAGED.fullmatch(cell))


def _holds_identities(label: str, cells: Sequence[str]) -> bool:
    said = list(islice(filter(None, cells), SAMPLE))
    return bool(_HEAD.search(outside(label))) or kind_of(label, said) == "identity"
