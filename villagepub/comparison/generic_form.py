"""A form for a sheet that none fits: its name, its groups, every column of numbers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from villagepub.content import ColumnKind
from villagepub.forms.form import Form, FormColumn, Rule, ValueKind, Wording
from villagepub.forms.heads.head_words import GROUPS, NAMES, bare
from villagepub.forms.recognition.recognition import recognise_columns
from villagepub.tables.table import CellKind, Table, TableColumn

NUMBERS: dict[CellKind, ValueKind] = {
    "money": "money",
    "area": "area",
    "number": "rate",  # or goods: _is_rate
}
BASE_UNITS: dict[ValueKind, str] = {"money": "元", "area": "亩"}  # sheets say theirs
_UNIT = re.compile(r"（.*?）|\(.*?\)|\s|[:：*]")
# Numbers that say nothing of what somebody gets; the serial one differs between lists.
_NO_FIGURE = re.compile(r"^序|编号|年龄|岁|电话|手机|证|号码?$|账|卡|日期|时间|年月")
_RATE = re.compile(r"标准|单价|比例")
_NO_SUM = re.compile(r"标准|单价|比例|序|编号|月数|年龄|得分")


def generic_form(tables: Sequence[Table]) -> Form:
    """The columns of the first sheet; labels without spaces and units."""
    columns = [c for c in map(_column, tables[0].columns if tables else ()) if c]
    return Form(
        id="",
        name="一般名单",
        area="",
        mark="",
        kind="公示",
        layout="list",
        row_unit="行",
        period="year",
        publisher="committee",
        columns=tuple(_with_groups(_with_one_name(columns))),
        rules=(Rule(kind="total"),),
        wording=Wording(title="", parts=(), who="", why=""),
    )


def _with_one_name(columns: Sequence[FormColumn]) -> Iterable[FormColumn]:
    """Keeps one of several columns of names: the one whose head says so, else the first."""
    names = [c for c in columns if c.kind == "name"]
    named = [c for c in names if any(word in c.label for word in NAMES)]
    kept = sorted(named, key=_rank)[:1] or names[:1]
    return (c for c in columns if c.kind != "name" or c in kept)


def _with_groups(columns: Iterable[FormColumn]) -> Iterable[FormColumn]:
    """Groups may stand between the rows or in addresses: they always have a column."""
    columns = list(columns)
    yield from columns
    if not any(c.kind == "group" for c in columns):
        yield _made("组别", "group", "mid", GROUPS)


def _rank(column: FormColumn) -> int:
    """How surely a head is that of people's names."""
    return next(i for i, word in enumerate(NAMES) if word in column.label)


def _column(column: TableColumn) -> FormColumn | None:
    label = _UNIT.sub("", column.label)
    if not label or column.hidden:
        return None
    head = bare(column.label)
    if column.kind == "group" or head in GROUPS:
        return _made(label, "group", "mid", (head, *GROUPS))
    if column.kind == "name" or head in NAMES:
        return _made(label, "name", "name", (head, *NAMES))
    kind = None if _NO_FIGURE.search(head) else NUMBERS.get(column.kind)
    if kind == "rate" and not _is_rate(column):
        made = _made(label, "goods", "num", (head,))
        return replace(made, unit=column.unit)
    return _made(label, kind, "num", (head,)) if kind else None


def _is_rate(column: TableColumn) -> bool:
    """60 元/亩, and not 2 箱: a plain number is how many of something."""
    return "元" in column.unit or _RATE.search(column.label) is not None


def _made(
    label: str, kind: ValueKind, print_as: ColumnKind, words: Sequence[str] = ()
) -> FormColumn:
    is_sum = kind in ("money", "area") and not _NO_SUM.search(label)
    return FormColumn(
        key=label,
        label=label,
        kind=kind,
        unit=BASE_UNITS.get(kind, ""),
        role="name" if kind == "name" else "group" if kind == "group" else "",
        words=(label, *words),
        match=kind in ("name", "group"),
        sum=is_sum,
        print=print_as,
    )


def fit_generic_form(form: Form, tables: Sequence[Table]) -> Form:
    """A general form that knows the other sheets' heads too: 金额 there, 兑现金额 here.

    A head is taken for a column of the same kind of figures whose label it is part of,
    or which alone is left; where several could be meant, neither is compared.
    """
    for table in tables:
        known = recognise_columns(form, table)
        heads = [c for c, key in zip(table.columns, known, strict=True) if not key]
        left = [c for c in form.columns if c.key not in known]
        found = dict(_pairs(heads, left))
        columns = (
            replace(c, words=(*c.words, found[c.key])) if c.key in found else c
            for c in form.columns
        )
        form = replace(form, columns=tuple(columns))
    return form


def _counts_as(kind: ValueKind) -> ValueKind:
    """Both are plain numbers in a sheet."""
    return "rate" if kind == "goods" else kind


def _pairs(
    heads: Sequence[TableColumn], left: Sequence[FormColumn]
) -> Iterable[tuple[str, str]]:
    """(key, head) for every column of figures that only one head can mean."""
    for cell_kind, kind in NUMBERS.items():
        heads_of_kind = [
            bare(h.label) for h in heads if h.kind == cell_kind and not h.hidden
        ]
        wanted = [c for c in left if _counts_as(c.kind) == kind]
        if len(heads_of_kind) == len(wanted) == 1 and heads_of_kind[0]:
            yield wanted[0].key, heads_of_kind[0]
            continue
        for column in wanted:
            alike = [
                s
                for s in heads_of_kind
                if s and (s in column.label or column.label in s)
            ]
            rivals = [c for c in wanted if any(s in c.label or c.label in s for s in alike)]  # fmt: skip
            if len(alike) == len(rivals) == 1:
                yield column.key, alike[0]
