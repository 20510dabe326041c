"""Remarks that a row gets nothing (off words): 备注 不予补贴, 死亡停发, 退回, or an amount 0.

They may stand in any column, most often in one that the form does not use and whose cells
are not kept. Only the fact is kept, as 享受状态, a column of the form, and of the remark the
days and off words alone; ``row_marks`` asks about the rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads import unit_column
from villagepub.forms.heads.dynamic_columns import GOODS
from villagepub.forms.heads.head_words import bare
from villagepub.forms.read_rows import ReadRows
from villagepub.forms.words.classes import class_of
from villagepub.forms.words.reasons import explains_state
from villagepub.tables.rows.off_words import off_phrase, says_off
from villagepub.tables.table import Table, TableRow, with_cell

KEY = "standing"
STRUCK = "这一行划掉了，或者它上面一行写着不予、停发一类的话"
NOTHING_PAID = "钱数是 0"
NAME_LENGTHS = (2, 3)  # what stands beside an off word: 未登记白海峰
_EMPTY = re.compile(r"[\s/／\\—–－-]*|[否无未没0×✗]|不是|没有")
_FIGURES = ("money", "area", "number", "index")
_BEGIN, _END = re.compile("起始|开始|起止"), re.compile("终止|截止|结束")
_INSIDE = re.compile(r"[（(](.*?)[)）]")


def map_remarks(form: Form, table: Table, mapping: Sequence[str]) -> tuple[str, ...]:
    """The mapping with 享受状态 for the first unused column that has such a remark."""
    found = list(mapping)
    if _column(form) is not None and KEY not in found:
        free = (i for i, key in enumerate(found) if not key)
        says = (
            i
            for i in free
            if any(map(_sayer(table, i), {row.cells[i] for row in table.rows}))
        )
        for place in says:
            found[place] = KEY
            break
    return tuple(found)


def remarks_as_marks(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table as it may be stored: in the column 享受状态 only whether the row has such a
    remark anywhere, and its days and off words: 不列（5月死亡，停发）.
    """
    table = unit_column.joined(form, table, mapping)
    column = _column(form)
    if column is None or KEY not in mapping:
        return table
    place = list(mapping).index(KEY)
    marks = [
        f"{column.asks}（{why}）" if why else ""
        for why in _reasons(form, column, table, mapping, table.rows)
    ]
    rows = (
        with_cell(row, place, mark) for row, mark in zip(table.rows, marks, strict=True)
    )
    return replace(table, rows=tuple(rows))


def with_off_rows(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table whose rows with such a remark have ``is_off`` set."""
    column = _column(form)
    if column is None:
        return table
    reasons = _reasons(form, column, table, mapping, table.rows)
    if not any(reasons):
        return table
    rows = (
        replace(row, is_off=True) if why else row
        for row, why in zip(table.rows, reasons, strict=True)
    )
    return replace(table, rows=tuple(rows))


def mark_rows(read: ReadRows) -> None:
    """Set 享受状态 in ``values`` of rows with such a remark or with an amount of 0, and in
    ``written`` why: 写着“停发”, 钱数是 0.

    Where the form has no such column, a row that is off (struck through) gets a fault for
    its first value in ``unread``, so that it is asked about.
    """
    column, values = _column(read.form), read.values
    if column is None:
        struck = [n for n, row in enumerate(read.rows) if row.is_off]
        for said, faults in ((values[n], read.unread[n]) for n in struck):
            if key := next((key for key, value in said.items() if value), ""):
                faults[key] = f"“{said[key][:20]}”这一行划掉了，或者上面写着不算"
        return
    amount = read.form.by_role("amount")
    paid = [said.get(amount.key, "") if amount else "" for said in values]
    nothing = {value for value in set(paid) if value and not Decimal(value)}
    reasons = _reasons(read.form, column, read.table, read.mapping, read.rows)
    if not nothing and not any(reasons):
        return  # as nearly every list
    for said, value, why, told in zip(values, paid, reasons, read.written, strict=True):
        is_nothing = value in nothing and not _has_things(said)
        if why or is_nothing:
            said[KEY], told[KEY] = column.asks, why or NOTHING_PAID


def _has_things(said: Mapping[str, str]) -> bool:
    return any(v for key, v in said.items() if key.startswith(f"{GOODS}|"))


def _column(form: Form) -> FormColumn | None:
    return next((c for c in form.columns if c.key == KEY and c.asks), None)


def _reasons(
    form: Form,
    column: FormColumn,
    table: Table,
    mapping: Sequence[str],
    rows: Sequence[TableRow],
) -> list[str]:
    """Why each row is off, '' of one that is not. By column, so that equal cells are
    looked at once.
    """
    reasons = ["" for _ in rows]
    standing = list(mapping).index(KEY) if KEY in mapping else None
    tests: list[tuple[int, Callable[[str], bool]]] = [
        *((i, _sayer(table, i)) for i in _places(form, mapping)),
        *((i, _says_inside) for i in _names(form, mapping)),
    ]
    if standing is not None:
        tests.append((standing, _marker(column, table.columns[standing].label)))
    for place, says in tests:
        cells = filter(says, {row.cells[place] for row in rows})
        head = table.columns[place].label
        if off := {cell: _why(column, head, cell) for cell in cells}:
            for n, row in enumerate(rows):
                why = off.get(cell := row.cells[place], "")
                if why and not explains_state(form, mapping, row, cell):
                    reasons[n] = reasons[n] or why
    for n in [n for n, row in enumerate(rows) if row.is_off]:
        reasons[n] = reasons[n] or STRUCK
    return reasons


def _marker(column: FormColumn, head: str) -> Callable[[str], bool]:
    """A test for marks: of 是否发放 否 is one, of 备注 only what was kept as one."""
    is_own = bare(head) in (column.label, *column.words)
    kept = re.compile(rf"{column.asks}（.*）")

    def says(cell: str) -> bool:
        return class_of(column, cell) == column.asks and (
            is_own or kept.fullmatch(cell) is not None
        )

    return says


def _why(column: FormColumn, head: str, cell: str) -> str:
    """写着“5月死亡，停发”; of 否 under 是否发放 the head says it."""
    if kept := re.fullmatch(rf"{column.asks}（(.*)）", cell):
        return kept[1]
    said = off_phrase(cell)
    if said and says_off(cell):
        return f"写着“{said}”"
    words = next((w for w in column.classes if w[0] == column.asks), ())
    word = max((w for w in words if w in cell), key=len, default="是")
    return f"“{bare(head)}”写着“{said or word}”"


def _says_inside(name: str) -> bool:
    """王建国（已故）, 未登记白海峰, 李燕停发; of a name alone nothing is said."""
    if len(name) <= max(NAME_LENGTHS) and name.isalpha():
        return False  # quick: nearly every one
    if any(map(says_off, _INSIDE.findall(name))):
        return True
    first = _INSIDE.sub("", name)
    ends = (first[:-n] for n in NAME_LENGTHS), (first[n:] for n in NAME_LENGTHS)
    return len(first) > max(NAME_LENGTHS) and any(map(says_off, chain(*ends)))


def _places(form: Form, mapping: Sequence[str]) -> Iterator[int]:
    """The places of unused columns, of 备注 and of 享受状态."""
    notes = {c.key for c in form.columns if "备注" in (c.label, *c.words)}
    return (i for i, key in enumerate(mapping) if not key or key in notes | {KEY})


def _names(form: Form, mapping: Sequence[str]) -> Iterator[int]:
    names = {c.key for c in form.columns if c.kind == "name"}
    return (i for i, key in enumerate(mapping) if key in names)


def _sayer(table: Table, place: int) -> Callable[[str], bool]:
    """A test for cells of this column: 停发 in the cell, or anything but 否 under a head
    like 停发时间; 终止月份 beside 起始月份 is how long all get it. Figures never match.
    """
    column = table.columns[place]
    is_end = _END.search(column.label) and any(
        _BEGIN.search(other.label) for other in table.columns
    )
    is_under = column.kind not in _FIGURES and says_off(column.label) and not is_end

    def says(cell: str) -> bool:
        if not cell or cell.isascii() and not is_under:
            return False
        return _EMPTY.fullmatch(cell) is None and (is_under or says_off(cell))

    return says
