"""What a sheet says of its rows elsewhere than in their cells: the group in a section's
line or an address, the kind in a head or the title.
"""

import re
from collections.abc import Sequence

from villagepub.forms.heads.dynamic_columns import GOODS, part_of
from villagepub.forms.read_rows import ReadRows
from villagepub.forms.sheet_columns import SheetColumn
from villagepub.forms.values import GOODS_APART, group
from villagepub.forms.words import classes

_THINGS_APART = re.compile(r"[、，,；;\s和及]+")
_YEARLY = re.compile("[/每]年|年(?:租金|承包费)")


def fill_groups(read: ReadRows) -> None:
    """From the address column or the section row above, where the sheet has no column."""
    column = read.form.by_role("group")
    if column is None:
        return
    has_own = column.key in read.mapping
    address = None if has_own else read.place_of("!address")
    for row, said in zip(read.rows, read.values, strict=True):
        if address is not None and row.cells[address]:
            said[column.key] = row.cells[address]
        elif row.section and not said.get(column.key):
            said[column.key] = group(row.section)


def pair_goods(read: ReadRows) -> None:
    """大米、食用油 has 2袋、1桶: of three things with two figures nobody knows which."""
    goods = (c for c in read.form.columns if c.kind == "goods" and c.asks_unit)
    counted = next(goods, None)
    if counted is None:
        return
    for said, faults in zip(read.values, read.unread, strict=True):
        figures = [one for one in GOODS_APART.split(said.get(counted.key, "")) if one]
        things = [one for one in _THINGS_APART.split(said.get(GOODS, "")) if one]
        if len(figures) > 1 and len(figures) != len(things):
            faults[counted.key] = (
                f"“{said[counted.key]}”是 {len(figures)} 个数，物资写了 {len(things)} 样"
            )
            said[counted.key] = ""


def fill_kinds(read: ReadRows, columns: Sequence[SheetColumn]) -> None:
    """Fill the column of kinds where the sheet lacks it.

    3600元/年 beside 5000元 are rent a year and rent in all, which must not be added
    up; the title of a list may name its class (债权明细表).
    """
    title = "".join((*read.table.lead, read.table.name))
    for column in columns:
        own = read.form.column(part_of(column.key) or column.key)
        if not own.sum_by or own.sum_by in read.mapping:
            continue
        kind = read.form.column(own.sum_by)
        if kind.classes:
            titled = classes.class_in_title(kind, title)
            for said in read.values if titled else ():
                said[kind.key] = titled
            continue
        head = read.table.columns[column.place].label
        yearly = [bool(_YEARLY.search(head + r.cells[column.place])) for r in read.rows]
        for said, is_yearly in zip(read.values, yearly, strict=True):
            if any(yearly):
                said[kind.key] = "按年" if is_yearly else "总额"
