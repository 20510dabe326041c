"""Two sides of money (收入, 支出) that each row says in a word, as a column for each side."""

import re
from collections.abc import Sequence
from dataclasses import replace

from villagepub.tables.table import Table, TableColumn, TableRow
from villagepub.tables.unit_parser import is_quantity

_KIND = re.compile(r"收支|收[/、]支|类[型别]|方向|性质")
_MONEY = re.compile(r"(?:发生|收支|交易)?(?:金)?额(?:（.*?）)?")
_BARE = re.compile(r"(收入?|收款|进账?|入账|\+|＋)|(支出?|付款|出账?|开支|[-－−])")
_ENDS = re.compile(r"(.*(?:收入|收益))|(.*(?:支出|费用|开支))")  # 经营收入, 管理费用
_SUBJECT = re.compile("摘要|内容|事由|用途|说明|附言")
MIXED = "表上的合计把收入和支出加在一起，没有核。"


def merge_sides(table: Table) -> Table:
    """The table with a column for each side where rows name their side in a word."""
    return _parted(table) or table


def _parted(table: Table) -> Table | None:
    """收支类型 收入, 金额 1200: the sum goes under 收入; 收支项目 经营收入 stays beside it."""
    kinds = [i for i, c in enumerate(table.columns) if _is_kind(table, i, c)]
    sums = [i for i, c in enumerate(table.columns) if _MONEY.fullmatch(_last(c))]
    if len(kinds) != 1 or len(sums) != 1:
        return None
    kind, money = kinds[0], sums[0]
    sides = [_side_of(row) for row in table.totals]
    if not all(_BARE.fullmatch(row.cells[kind]) for row in table.rows):
        if not any(_SUBJECT.search(_last(c)) for c in table.columns):
            return None  # the word is all that says what was paid for
        table, kind = _with_column(table, money), len(table.columns)
    ins = [_is_in(row.cells[kinds[0]]) for row in table.rows]
    rows = [
        _under(row, kind, money, is_in=is_in)
        for row, is_in in zip(table.rows, ins, strict=True)
    ]
    totals = [
        _under(row, kind, money, is_in=side)
        for row, side in zip(table.totals, sides, strict=True)
    ]
    own = table.columns[money]
    columns = list(table.columns)
    for place, word in ((kind, "收入"), (money, "支出")):
        label = _last(own).replace(re.sub(r"（.*", "", _last(own)), word)
        columns[place] = replace(
            own, label=label, path=(label,), letter=table.columns[place].letter
        )
    mixed = any(
        side is None and is_quantity(row.cells[money])
        for row, side in zip(table.totals, sides, strict=True)
    )
    return replace(
        table, columns=tuple(columns), rows=tuple(rows), totals=tuple(totals),
        notes=(*table.notes, *((MIXED,) if mixed else ())),
    )  # fmt: skip


def _is_kind(table: Table, place: int, column: TableColumn) -> bool:
    if not table.rows or not _KIND.search(_last(column)):
        return False  # as nearly every column: its cells need no look
    return all(_is_in(row.cells[place]) is not None for row in table.rows)


def _is_in(cell: str) -> bool | None:
    """None of a word that is neither side's."""
    match = _BARE.fullmatch(cell) or _ENDS.fullmatch(cell)
    return match[1] is not None if match else None


def _with_column(table: Table, money: int) -> Table:
    """The table with an empty last column like that of the money."""

    def widened(rows: Sequence[TableRow]) -> tuple[TableRow, ...]:
        return tuple(replace(row, cells=(*row.cells, "")) for row in rows)

    columns = (*table.columns, replace(table.columns[money], beside=()))
    return replace(
        table,
        columns=columns,
        rows=widened(table.rows),
        totals=widened(table.totals),
    )


def _side_of(total: TableRow) -> bool | None:
    """收入合计 is that of one side; None of 合计."""
    said = "".join(total.cells)
    is_in, is_out = "收" in said, "支" in said
    return is_in if is_in != is_out else None


def _under(row: TableRow, kind: int, money: int, *, is_in: bool | None) -> TableRow:
    cells = list(row.cells)
    value = cells[money] if is_in is not None else ""
    cells[kind], cells[money] = (value, "") if is_in else ("", value)
    return replace(row, cells=tuple(cells))


def _last(column: TableColumn) -> str:
    return column.path[-1] if column.path else column.label
