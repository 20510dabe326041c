"""A form for a sheet that none fits: its name, its groups, every column of numbers."""

import re
from collections.abc import Sequence

from villagepub.content import ColumnKind
from villagepub.forms.form import Form, FormColumn, Publicity, Rule, ValueKind, Wording
from villagepub.tables.table import CellKind, Table, TableColumn

NUMBERS: dict[CellKind, ValueKind] = {
    "money": "money",
    "area": "area",
    "number": "rate",
}
_UNIT = re.compile(r"（.*?）|\(.*?\)|\s|[:：*]")
_NO_SUM = re.compile(r"标准|单价|比例|序|编号|月数|年龄|得分")


def general_form(tables: Sequence[Table]) -> Form:
    """The columns of the first sheet; labels without spaces and units."""
    columns = [c for c in map(_column, _plain_columns(tables)) if c]
    return Form(
        id="",
        name="一般名单",
        area="",
        mark="",
        kind="公示",
        layout="list",
        row_unit="行",
        period="year",
        publicity=Publicity(days=0),
        publisher="committee",
        columns=tuple(columns),
        rules=(Rule(kind="total"),),
        wording=Wording(title="", parts=(), who="", why=""),
    )


def _plain_columns(tables: Sequence[Table]) -> Sequence[TableColumn]:
    return tables[0].columns if tables else ()


def _column(column: TableColumn) -> FormColumn | None:
    label = _UNIT.sub("", column.label)
    if not label:
        return None
    if column.kind == "name":
        return _made(label, "name", "name")
    if column.kind == "group":
        return _made(label, "group", "mid")
    kind = NUMBERS.get(column.kind)
    return _made(label, kind, "num") if kind else None


def _made(label: str, kind: ValueKind, print_as: ColumnKind) -> FormColumn:
    is_sum = kind in ("money", "area") and not _NO_SUM.search(label)
    return FormColumn(
        key=label,
        label=label,
        kind=kind,
        words=(label,),
        match=kind in ("name", "group"),
        sum=is_sum,
        print=print_as,
    )
