"""What a form's rules find in an entry: each fault with its row, both numbers, a way out."""

from collections.abc import Iterator
from decimal import Decimal

from villagepub.forms import duplicates, money
from villagepub.forms.arithmetic import EXPLAIN, check_rules
from villagepub.forms.edits import amend
from villagepub.forms.entry import Choice, Decision, Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.row_labels import who
from villagepub.forms.sums import cents
from villagepub.gc_pause import paused
from villagepub.tables.table import row_words


@paused
def check(form: Form, entry: Entry) -> tuple[Problem, ...]:
    """All faults of the entry, in the order of its rows, totals last."""
    if not entry.records:
        return (
            Problem(
                code="empty",
                kind="empty",
                title="还没有名单",
                message="表里一行也没有读到。换一张表，或者自己加一行。",
            ),
        )
    found = [
        *_cells(form, entry),
        *(duplicates.check(form, entry) if _has(form, "unique") else ()),
        *check_rules(form, entry),
    ]
    if _has(form, "total"):
        found += _totals(form, entry, found)
    return tuple(found)


def _has(form: Form, kind: str) -> bool:
    return any(rule.kind == kind for rule in form.rules)


def _cells(form: Form, entry: Entry) -> Iterator[Problem]:
    """Cells that can't be read, and required ones that are empty."""
    required = [c for c in form.columns if c.required]
    keys = [c.key for c in required]
    for part in entry.parts:
        for record in part.records:
            values = record.values
            if not record.unread and all(map(values.get, keys)):
                continue  # quick: nearly every row
            for key, fault in record.unread.items():
                yield _unread(form, part, record, form.column(key), fault)
            for column in required:
                if not values.get(column.key) and column.key not in record.unread:
                    yield _missing(part, record, column)


def _unread(
    form: Form, part: Part, record: Record, column: FormColumn, fault: str
) -> Problem:
    return Problem(
        code=f"unreadable:{part.name}:{record.row}:{column.key}",
        kind="negative" if "负数" in fault else "unreadable",
        title=f"{who(form, record)}的{column.label}认不出",
        message=f"{_spot(part, record)}“{column.label}”写的{fault}。请补上对的，或者删掉这一行。",
        part=part.name,
        row=record.row,
        column=column.key,
        choices=(
            Choice(id="type_in", label=f"{column.label}应该是"),
            Choice(id="drop_row", label=f"删掉{row_words(record.row)}"),
        ),
    )


def _missing(part: Part, record: Record, column: FormColumn) -> Problem:
    return Problem(
        code=f"required:{part.name}:{record.row}:{column.key}",
        kind="required",
        title=f"{row_words(record.row)}没有写{column.label}",
        message=f"{_spot(part, record)}没有写“{column.label}”。请补上，或者删掉这一行。",
        part=part.name,
        row=record.row,
        column=column.key,
        choices=(
            Choice(id="type_in", label=f"{column.label}应该是"),
            Choice(id="drop_row", label=f"删掉{row_words(record.row)}"),
        ),
    )


def _spot(part: Part, record: Record) -> str:
    return (
        f"“{part.name}”{row_words(record.row)}" if part.name else row_words(record.row)
    )


def _totals(form: Form, entry: Entry, found: list[Problem]) -> list[Problem]:
    """A stated total that is not the sum; says what it becomes once the rest is mended."""
    mended = amend(form, entry, defaults(found), ())
    after = {part.name: part for part in mended.parts}
    return [
        _total(part, after.get(part.name, part), form.column(key), stated)
        for part in entry.parts
        for key, stated in part.stated.items()
        if _sum(part, key) != cents(stated)
    ]


def defaults(problems: list[Problem]) -> list[Decision]:
    """The preselected way out of each problem that has one."""
    return [
        Decision(code=p.code, choice=choice.id, value=choice.value)
        for p in problems
        for choice in p.choices
        if choice.default
    ]


def _total(part: Part, mended: Part, column: FormColumn, stated: str) -> Problem:
    added, told = _sum(part, column.key), cents(stated)
    message = (
        f"表上写 {_show(told)} {column.unit}，一行行加起来是 {_show(added)} {column.unit}，"
        f"差 {_show(abs(told - added))} {column.unit}。"
    )
    later = _sum(mended, column.key)
    if later != added:
        message += f"别的改完，合计是 {_show(later)} {column.unit}。"
    where = f"{part.name}的" if part.name else ""
    return Problem(
        code=f"total:{part.name}:{column.key}",
        kind="total",
        title=f"{where}{column.label}合计不对",
        message=message,
        part=part.name,
        row=part.stated_row,
        column=column.key,
        choices=(Choice(id="use_sum", label="用加出来的数"), EXPLAIN),
    )


def _sum(part: Part, key: str) -> int:
    return sum(cents(record.values.get(key, "")) for record in part.records)


def _show(value: int) -> str:
    return money.show(Decimal(value) / 100)
