"""A row whose own words say that it does not receive: 备注 不予补贴, 死亡停发, 退回.

They may stand in any column, most often in one that the form has no use for and that is
not kept. Of such words only that they were there is kept, in 享受状态, and the row is
asked about (``row_marks``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from villagepub.forms.classes import class_of
from villagepub.forms.form import Form, FormColumn
from villagepub.tables.table import Table, TableColumn, TableRow

KEY = "standing"
_RECEIVES = r"(?:发(?![现生病展烧])|补|享|列|领|付|兑|打卡|纳入|保|拨|救助|通过|同意|符合|合格|到账|成功)"
_NO = re.compile(
    rf"(?:不|未|没有?|停止?|缓|终止|中止)[再予能宜给应可得以有继续被]*{_RECEIVES}"
    r"|不予|取消|暂[缓停]|停[发保止]|终止|退[回出保票]|注销|清退|剔除|核减|扣发|放弃|作废|无效|失败"
    r"|死亡|去世|亡故|病故|过世|已故|离世|身故|迁出|迁走|冻结|追回|收回|错发|多领|重复"
)
_EMPTY = re.compile(r"[\s/／\\—–－-]*|[否无未没0×✗]|不是|没有")
_FIGURES = ("money", "area", "number", "index")
_INSIDE = re.compile(r"[（(](.*?)[)）]")


def placed(form: Form, table: Table, mapping: Sequence[str]) -> tuple[str, ...]:
    """The mapping with 享受状态 where such words stand in a column without a meaning."""
    found = list(mapping)
    if _column(form) is not None and KEY not in found:
        free = (i for i, key in enumerate(found) if not key)
        says = (i for i in free if any(_says(table, row, i) for row in table.rows))
        for place in says:
            found[place] = KEY
            break
    return tuple(found)


def kept(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table as it may be kept: of the words in columns without a meaning only that
    they were there, in 享受状态.
    """
    column = _column(form)
    if column is None or KEY not in mapping:
        return table
    place = list(mapping).index(KEY)
    marks = [
        column.asks if _is_marked(form, column, table, mapping, row) else ""
        for row in table.rows
    ]
    rows = (
        replace(row, cells=(*row.cells[:place], mark, *row.cells[place + 1 :]))
        for row, mark in zip(table.rows, marks, strict=True)
    )
    return replace(table, rows=tuple(rows))


def mark(
    form: Form,
    table: Table,
    mapping: Sequence[str],
    rows: Sequence[TableRow],
    values: Sequence[dict[str, str]],
) -> None:
    """Say it of the rows in whose columns it stands."""
    column = _column(form)
    if column is None:
        return
    for row, said in zip(rows, values, strict=True):
        if _is_marked(form, column, table, mapping, row):
            said[KEY] = column.asks


def _column(form: Form) -> FormColumn | None:
    return next((c for c in form.columns if c.key == KEY and c.asks), None)


def _is_marked(
    form: Form,
    column: FormColumn,
    table: Table,
    mapping: Sequence[str],
    row: TableRow,
) -> bool:
    if KEY in mapping:
        place = list(mapping).index(KEY)
        if class_of(column, row.cells[place]) == column.asks:
            return True
    return any(_says(table, row, i) for i in _places(form, mapping)) or any(
        _NO.search(inside)
        for i in _names(form, mapping)
        for inside in _INSIDE.findall(row.cells[i])
    )


def _places(form: Form, mapping: Sequence[str]) -> Iterator[int]:
    """Columns without a meaning, 备注 and 享受状态 itself."""
    notes = {c.key for c in form.columns if "备注" in (c.label, *c.words)}
    return (i for i, key in enumerate(mapping) if not key or key in notes | {KEY})


def _names(form: Form, mapping: Sequence[str]) -> Iterator[int]:
    names = {c.key for c in form.columns if c.kind == "name"}
    return (i for i, key in enumerate(mapping) if key in names)


def _says(table: Table, row: TableRow, place: int) -> bool:
    """停发 in the cell, or anything but 否 under 停发时间; figures say nothing."""
    column, cell = table.columns[place], row.cells[place]
    if not cell or _EMPTY.fullmatch(cell) or column.kind in _FIGURES:
        return False
    return bool(_NO.search(cell)) or _is_no(column)


def _is_no(column: TableColumn) -> bool:
    return bool(_NO.search(column.label))
