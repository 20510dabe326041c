"""A statement with a column 收入 and a column 支出 instead of one amount and a 类别.

Each of a row's sums becomes a line of its own, whose class is that of its column. A
balance column (结余) is read only in rows that have neither, and beside the last total.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from villagepub.forms.accounts.accounts import LABELS
from villagepub.forms.accounts.statement import PART, StatementColumns
from villagepub.forms.form import Form
from villagepub.forms.heads.dynamic_columns import is_part, part_key
from villagepub.forms.heads.sheet_heads import Head, Recognition
from villagepub.forms.values import NOTHING
from villagepub.tables.table import Table, TableColumn, TableRow, with_cells
from villagepub.tables.unit_parser import in_head

SIDES, BALANCE, TOTALLED = (LABELS["income"], LABELS["spending"]), "结余", "本期结余"
_SIDE = re.compile("收入(?!支出)|支出")
_BALANCE = re.compile("结余|余额|结存")
_NOW = re.compile(r"(?:收支|情况|财务|集体|实际|发生|本[月季期]|合计|[总金数]|额)*")
_YEAR = re.compile(rf"(?:{_NOW.pattern}|本年度?|年初|至今|以来|累计)*")


def recognise_sides(sheet: Recognition) -> None:
    """Give 收入, 支出 and 结余 the keys of parts of the amount (and of the year's total),
    where no column is the amount itself and there is just one such pair.
    """
    form, found = sheet.form, sheet.found
    keys = StatementColumns.of(form)
    amount = form.column(keys.amount) if keys else None
    if keys is None or amount is None or sheet.has(amount):
        return
    if any(h.word in (amount.label, *amount.words) for h in sheet.free):
        return
    for key, words in ((keys.amount, _NOW), (keys.year, _YEAR)):
        sides = [[h for h in sheet.free if _is_of(h, side, words)] for side in SIDES]
        units = {own_unit(h) for own in sides for h in own}
        if [*map(len, sides)] != [1, 1] or len(units) > 1:
            continue
        for side, (head,) in zip(SIDES, sides, strict=True):
            found[head.place] = part_key(form.column(key), side)
        left = [h for h in sheet.free if _BALANCE.fullmatch(h.word)]
        if key == keys.amount and len(left) == 1 and {own_unit(left[0])} == units:
            found[left[0].place] = part_key(amount, BALANCE)


def _is_of(head: Head, side: str, words: re.Pattern[str]) -> bool:
    said = f"{head.above} {head.word}"
    rest = _SIDE.sub("", said).replace(" ", "")
    return _SIDE.findall(said) == [side] and words.fullmatch(rest) is not None


def own_unit(head: Head) -> str:
    """The unit written for this column alone: that of the line above holds for both."""
    own = head.column.unit if head.column.unit_from == "cell" else ""
    return own or in_head(head.column.label, "number")


def split_sides(
    form: Form, table: Table, mapping: Sequence[str]
) -> tuple[Table, tuple[str, ...]]:
    """The table with a row a sum, and its mapping: 类别 in a new last column, all money in
    the column that was 收入. As it is where its columns are no such pair.
    """
    keys, own = StatementColumns.of(form), list(mapping)
    split = _Split.of(keys, own) if keys else None
    if keys is None or split is None or not split.pairs:
        return table, tuple(mapping)  # 7月, 8月, 9月 are parts of one sum
    rows = [list(split.lines(row)) for row in table.rows]
    starts = [0, *accumulate(map(len, rows))]
    totals = (
        replace(line, covers=tuple((starts[a], starts[b]) for a, b in line.covers))
        for row in table.totals
        for line in split.lines(row, is_last=row is table.totals[-1])
    )
    table = replace(
        table,
        columns=(*table.columns, TableColumn(label="类别")),
        rows=tuple(chain.from_iterable(rows)),
        totals=tuple(totals),
    )
    own = ["" if is_part(key) or key == keys.kind else key for key in own]
    for key, (income, _) in split.pairs.items():
        own[income] = key
    return table, (*own, keys.kind)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Split:
    """Places of (收入, 支出) of this period and of the year, of 类别, 科目 and 结余; -1: none."""

    pairs: Mapping[str, Sequence[int]]
    kind: int
    item: int
    left: int

    @classmethod
    def of(cls, keys: StatementColumns, mapping: Sequence[str]) -> "_Split":
        place = {key: i for i, key in enumerate(mapping) if key}
        return cls(
            pairs={
                key: [place[f"+{key}|{side}"] for side in SIDES]
                for key in (keys.amount, keys.year)
                if f"+{key}|{SIDES[0]}" in place
            },
            kind=place.get(keys.kind, -1),
            item=place.get(keys.item, -1),
            left=place.get(f"+{keys.amount}|{BALANCE}", -1),
        )

    def lines(self, row: TableRow, *, is_last: bool = False) -> Iterator[TableRow]:
        """A row for each side that has a sum; ``is_last``: the last total, whose 结余 is the
        closing balance.
        """
        own = row.cells[self.kind] if self.kind >= 0 else ""
        sides = [
            [row.cells[pair[i]] for pair in self.pairs.values()]
            for i in range(len(SIDES))
        ]
        filled = [any(map(_is_filled, side)) for side in sides]
        if not any(filled):
            filled[0] = any(sides[0])
        for side, cells, is_one in zip(SIDES, sides, filled, strict=True):
            if is_one:
                yield self._line(row, cells, own if PART in own else side)
        left = row.cells[self.left] if self.left >= 0 else ""
        if not any(filled) or is_last and left and self.item >= 0:
            yield self._line(row, [left, ""], own, TOTALLED if is_last else "")

    def _line(
        self, row: TableRow, sums: Sequence[str], kind: str, item: str = ""
    ) -> TableRow:
        cells = list(row.cells)
        for (income, _), cell in zip(self.pairs.values(), sums, strict=False):
            cells[income] = cell
        if item:
            cells[self.item] = item
        return with_cells(row, (*cells, kind))


def _is_filled(cell: str) -> bool:
    return cell not in NOTHING and bool(cell.strip("0."))
