"""Columns of figures that two heads fit: 应发金额 and 实发金额, 天数 and 出勤天数.

Where they differ a person says which one is meant. The cells of the other are not kept,
so that for it the sheet has to be uploaded again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from villagepub.forms.choices import EXPLAIN, accept
from villagepub.forms.entry import Choice, Problem
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.dynamic_columns import GOODS, part_of
from villagepub.forms.heads.head_words import bare
from villagepub.forms.heads.sheet_heads import SUBTOTAL, words_of
from villagepub.forms.problems import Subject, of_source
from villagepub.forms.quantities.quantity import NumberError, parse
from villagepub.forms.recognition.recognition import FIGURED, NUMBERS
from villagepub.tables.table import Table, TableColumn, row_words

MEANS = "means-"
_NO_THING = re.compile(
    r"序号|编号|[人户口][口数]|年龄|电话|[证卡]|号$|计$|价|金额|面积|标准"
)
_PAID = re.compile("[领发付]")
_CAME_BACK = re.compile("[退追收扣缴]回|退款|退汇")
_SETTLED = re.compile("已[还收偿付归]|归还|偿还|减少|核销")  # of what is owed
_OFF = re.compile(f"{_CAME_BACK.pattern}|{_SETTLED.pattern}")
_IS_LEFT = re.compile("尚|未|现|余|期末|欠")


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnDoubt:
    """``place``: the column taken for ``key``, -1 if none; ``others``: the columns that
    fit as well. They differ in ``count`` rows, first in ``row``, where the cells are
    ``said``.
    """

    table: int
    key: str
    place: int
    head: str
    others: tuple[tuple[int, str], ...]
    row: int = 0
    count: int = 0
    said: tuple[str, str] = ("", "")


def doubts_of(
    form: Form, table: Table, mapping: Sequence[str], number: int
) -> Iterator[ColumnDoubt]:
    for target in form.columns:
        if target.kind not in NUMBERS or not target.board:
            continue
        is_known = _is_in_parts(target, mapping)  # its parts say which one it is
        free = () if is_known else tuple(_free(table, mapping))
        fitting = [i for i in free if _fits(target, table, i)]
        if target.key in mapping:
            place = list(mapping).index(target.key)
            yield from _taken(target, table, place, fitting, number)
            if target.role == "amount" and not fitting:
                yield from _came_back(form, target, table, [place], free, number)
        elif target.role == "amount" and is_known:
            own = [i for i, key in enumerate(mapping) if part_of(key) == target.key]
            free = tuple(_free(table, mapping))
            for doubt in _came_back(form, target, table, own, free, number):
                yield replace(doubt, place=-1)  # of no column: it is made of several
        elif len(fitting) > 1 and not target.required:
            others = tuple((i, table.columns[i].label) for i in fitting)
            yield ColumnDoubt(
                table=number, key=target.key, place=-1, head="", others=others
            )


def _taken(
    target: FormColumn, table: Table, place: int, fitting: Sequence[int], number: int
) -> Iterator[ColumnDoubt]:
    head = table.columns[place].label
    if target.asks_head and not _PAID.search(head) and not fitting:
        yield ColumnDoubt(
            table=number, key=target.key, place=place, head=head, others=()
        )
    if target.kind != "money" and bare(head) == target.label:
        return  # nothing says it better than its own name
    for other in fitting:
        differ = [
            r for r in table.rows if _number(r.cells[place]) != _number(r.cells[other])
        ]
        if differ:
            first = differ[0]
            yield ColumnDoubt(
                table=number,
                key=target.key,
                place=place,
                head=head,
                others=((other, table.columns[other].label),),
                row=first.row,
                count=len(differ),
                said=(_number(first.cells[place]), _number(first.cells[other])),
            )


def _came_back(
    form: Form,
    target: FormColumn,
    table: Table,
    places: Sequence[int],
    free: Sequence[int],
    number: int,
) -> Iterator[ColumnDoubt]:
    """退回金额 that has money in it: what was sent and came back is not simply paid; nor is
    a debt of which something is 已还 owed as it was. Of several ``places`` that before it
    is meant.
    """
    for other in free:
        place = max((i for i in places if i < other), default=places[0])
        back = [r for r in table.rows if _number(r.cells[other]) not in ("", "0")]
        if back and _is_off(form, target, table, place, other):
            yield ColumnDoubt(
                table=number,
                key=target.key,
                place=place,
                head=table.columns[place].label,
                others=((other, table.columns[other].label),),
                row=back[0].row,
                count=len(back),
                said=(_number(back[0].cells[place]), _number(back[0].cells[other])),
            )


def _is_off(
    form: Form, target: FormColumn, table: Table, place: int, other: int
) -> bool:
    head, taken = table.columns[other].label, table.columns[place].label
    is_owed = bool(target.sum_by and form.column(target.sum_by).classes)
    is_settled = is_owed and _SETTLED.search(head) and not _IS_LEFT.search(taken)
    return _CAME_BACK.search(head) is not None or bool(is_settled)


def _free(table: Table, mapping: Sequence[str]) -> Iterator[int]:
    for i, (column, key) in enumerate(zip(table.columns, mapping, strict=True)):
        if not key and not column.hidden and column.kind in FIGURED:
            yield i


def _fits(target: FormColumn, table: Table, place: int) -> bool:
    head = bare(table.columns[place].label)
    is_whole = target.role == "amount" and SUBTOTAL.fullmatch(head) is not None
    return is_whole or head in words_of(target)


def _is_in_parts(target: FormColumn, mapping: Sequence[str]) -> bool:
    return any(part_of(key) == target.key for key in mapping)


def _number(cell: str) -> str:
    """Nothing but a figure is kept of the cell."""
    try:
        return format(parse(cell).value.normalize(), "f")
    except NumberError:
        return ""


def check_columns(
    form: Form, doubts: Sequence[ColumnDoubt], mappings: Sequence[Sequence[str]]
) -> tuple[Problem, ...]:
    return tuple(
        _question(form, doubt)
        for doubt in doubts
        if _place(mappings[doubt.table], doubt.key) == doubt.place
    )


def check_goods(
    form: Form, tables: Sequence[Table], mappings: Sequence[Sequence[str]]
) -> tuple[Problem, ...]:
    """面粉 without a unit beside 大米（袋）: what was given out is not left out unseen."""
    return tuple(
        _unread_thing(n, place, column.label)
        for n, (table, mapping) in enumerate(zip(tables, mappings, strict=True))
        if form.goods and any(key.startswith(f"{GOODS}|") for key in mapping)
        for place, (column, key) in enumerate(zip(table.columns, mapping, strict=True))
        if not key and _may_be_a_thing(column)
    )


def _may_be_a_thing(column: TableColumn) -> bool:
    is_figure = column.kind in (*FIGURED, "index") and not column.unit
    head = bare(column.label)
    return is_figure and not column.hidden and bool(head) and not _NO_THING.search(head)


def _unread_thing(table: int, place: int, label: str) -> Problem:
    return of_source("column", table, place, asks="goods").problem(
        title=f"“{label}”没有读，榜上不会有",
        message=f"“{label}”没有写单位。是发的东西，列名上写明单位，像“面粉（袋）”，改好再传一次。",
        choices=(accept("不是发的东西，不用"),),
    )


def _place(mapping: Sequence[str], key: str) -> int:
    return list(mapping).index(key) if key in mapping else -1


def _question(form: Form, doubt: ColumnDoubt) -> Problem:
    """Which of several columns is meant; of a single one that fits by half, whether it is."""
    label = form.label_of(doubt.key)
    if any(_OFF.search(head) for _, head in doubt.others):
        return _is_paid(label, doubt)
    heads = "”“".join(head for _, head in doubt.others)
    if doubt.place < 0:
        title = f"哪一列是{label}？"
        message = f"“{heads}”都像，机器不替你定。"
        stays = f"都不用，不公开{label}"
    else:
        title = f"{label}用哪一列？"
        message = (
            f"读的是“{doubt.head}”，“{heads}”也像，有 {doubt.count:,} 行不一样："
            f"{row_words(doubt.row)}一个是 {doubt.said[0] or '空的'}，一个是 {doubt.said[1] or '空的'}。"
        )
        stays = f"就用“{doubt.head}”"
    means = (
        Choice(id=f"{MEANS}{place}", label=f"用“{head}”，表再传一次")
        for place, head in doubt.others
    )
    if not doubt.others:
        title = f"“{doubt.head}”是{label}吗？"
        message = f"表上只写“{doubt.head}”，没有说领了、发了没有。"
        stays = f"是，就是{label}"
    return _subject(doubt).problem(
        title=title,
        message=message,
        choices=(accept(stays), *means, *(() if doubt.others else (EXPLAIN,))),
    )


def _subject(doubt: ColumnDoubt) -> Subject:
    others = "-".join(str(place) for place, _ in doubt.others)
    return of_source("column", doubt.table, doubt.key, others, column=doubt.key)


def _is_paid(label: str, doubt: ColumnDoubt) -> Problem:
    """Whether what came back counts as paid; nothing is taken off by itself."""
    ((place, back),) = doubt.others
    paid, returned = doubt.said
    return _subject(doubt).problem(
        title=f"{label}里，“{back}”的钱还算不算？",
        message=(
            f"有 {doubt.count:,} 行的“{back}”里有钱，像{row_words(doubt.row)}："
            f"“{doubt.head}” {paid or '空的'}，“{back}” {returned}。机器没有减。"
            "不算的，在表里减掉，再传一次。"
        ),
        choices=(accept(f"算，就用“{doubt.head}”"),),
    )
