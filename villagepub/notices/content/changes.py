"""What a correction changes: before and after, row by row, in both circles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagepub import forms
from villagepub.content import ChangedValue, Correction
from villagepub.forms.accounts.ledger import completed
from villagepub.forms.accounts.statement import is_account
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.quantities import money
from villagepub.notices.content import ledger
from villagepub.notices.content.formatting import Marks, Show, show, show_masked
from villagepub.notices.content.row_pairs import NamedRecord, RowPair, row_pairs
from villagepub.render.layouts import LAYOUTS

ABSENT = "没有写"
DROPPED = "不在名单"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedRows:
    """The pairs of rows that are not the same in both versions."""

    pairs: tuple[RowPair, ...]
    marks: Marks
    opening: bool = False  # a ledger begins with another balance


def compare(form: Form, before: Entry, after: Entry) -> ChangedRows:
    """Which rows changed, came or went. The order of rows never matters."""
    begun = [[dict(part.opening) for part in one.parts[:1]] for one in (before, after)]
    opening = begun[0] != begun[1]
    pairs = _differing(form, row_pairs(form, before, after), follow=opening)
    marks = {(new[0], new[1].row): "改" if old else "补" for old, new in pairs if new}
    return ChangedRows(pairs=tuple(pairs), marks=marks, opening=opening)


def _differing(form: Form, pairs: Sequence[RowPair], *, follow: bool) -> list[RowPair]:
    """The columns in which two paired rows differ. A balance follows from the lines
    above (``follow``): it counts only if none of these has changed.
    """
    columns = _told(form)
    flows = [c for c in columns if c.role != "balance"]
    for told in (flows,) if follow else (flows, columns):
        found = [
            pair for pair in pairs if _values(told, pair[0]) != _values(told, pair[1])
        ]
        if found:
            return found
    return []


def correction(
    form: Form, before: Entry, after: Entry, *, previous: int, reason: str
) -> tuple[Correction, Marks]:
    """The correction as it is printed, and the marks 改 and 补 for its rows."""
    form = forms.expanded_for(form, before, after)
    before, after = completed(form, before), completed(form, after)
    change = compare(form, before, after)
    columns = _told(form)
    board = _differences(form, change, show, columns)
    web = () if form.web_rows == "totals" else _on_the_web(form, change, columns)
    return (
        Correction(
            reason=reason,
            summary=_summary(form, change),
            previous=previous,
            board=board,
            web=web,
            totals=_totals(form, before, after),
        ),
        change.marks,
    )


def _values(
    columns: Sequence[FormColumn], placed: NamedRecord | None
) -> tuple[str, ...] | None:
    if placed is None:
        return None
    return tuple(placed[1].values.get(c.key, "") for c in columns)


def _told(form: Form) -> list[FormColumn]:
    return [c for c in form.columns if c.kind != "index"]


def _on_the_web(
    form: Form, change: ChangedRows, columns: Sequence[FormColumn]
) -> tuple[ChangedValue, ...]:
    """Of the columns that the web has; 王** for 王** says nothing."""
    shown = [c for c in columns if c.web != "none"]
    found = _differences(form, change, show_masked, shown)
    return tuple(line for line in found if line.before != line.after)


def _differences(
    form: Form, change: ChangedRows, how: Show, columns: Sequence[FormColumn]
) -> tuple[ChangedValue, ...]:
    return tuple(
        line
        for pair in change.pairs
        for line in _pair_differences(form, pair, how, columns)
    )


def _pair_differences(
    form: Form, pair: RowPair, how: Show, columns: Sequence[FormColumn]
) -> list[ChangedValue]:
    before, after = pair
    placed = after or before
    if placed is None:
        return []
    who = _who(form, placed, how)
    if before and after:
        return [
            ChangedValue(
                who=who,
                field=_label(c),
                before=how(c, before[1].values.get(c.key, "")) or "空",
                after=how(c, after[1].values.get(c.key, "")) or "空",
            )
            for c in columns
            if before[1].values.get(c.key, "") != after[1].values.get(c.key, "")
        ]
    told = _telling(form, placed[1], columns)
    value = how(told, placed[1].values.get(told.key, ""))
    return [
        ChangedValue(
            who=who,
            field=_label(told),
            before=ABSENT if after else value,
            after=value if after else DROPPED,
        )
    ]


def _telling(form: Form, record: Record, columns: Sequence[FormColumn]) -> FormColumn:
    """The column that stands for a whole row: its money, else another sum, else words."""
    own = [c for c in columns if record.values.get(c.key)]
    key = form.wording.money
    best = (
        [c for c in own if c.key == key]
        or [c for c in own if c.sum]
        or [c for c in own if c.kind == "money"]
        or own
    )
    return (best or columns)[0]


def _who(form: Form, placed: NamedRecord, how: Show) -> str:
    part, record = placed
    named = [c for c in form.columns if c.kind in ("group", "name")]
    named.sort(key=lambda c: c.kind != "group")
    words = [how(c, record.values.get(c.key, "")) for c in named]
    if any(words):
        return " ".join(word for word in words if word)
    text = next((c for c in form.columns if c.print == "long"), None)
    return " ".join(
        word for word in (part, record.values.get(text.key, "") if text else "") if word
    )


def _label(column: FormColumn) -> str:
    return f"{column.label} {column.unit}".strip()


def _totals(form: Form, before: Entry, after: Entry) -> tuple[ChangedValue, ...]:
    lines = [
        _total(
            f"{form.row_unit}数",
            form.row_unit,
            str(forms.units(form, before.records)),
            str(forms.units(form, after.records)),
        )
    ]
    lines += _figures(form, before, after)
    return tuple(line for line in lines if line.before != line.after)


def _figures(form: Form, before: Entry, after: Entry) -> Iterator[ChangedValue]:
    """Every sum that the notice states: of a ledger its balances too, by kind where the
    kinds are not added.
    """
    if LAYOUTS[form.layout].is_ledger:
        was, now = ledger.balance_sheet(form, before), ledger.balance_sheet(form, after)
        for label in dict.fromkeys((*was, *now)):
            yield _total(label, "元", _money(was.get(label)), _money(now.get(label)))
        return
    old, new = forms.totals(form, before), forms.totals(form, after)
    for column in (c for c in form.columns if c.sum):
        if column.sum_by and not (column.key in old and column.key in new):
            yield from _by_kind(column, before, after)
        else:
            said = _shown(column, old), _shown(column, new)
            yield _total(column.label, column.unit, *said)


def _by_kind(column: FormColumn, before: Entry, after: Entry) -> Iterator[ChangedValue]:
    was, now = (forms.kinds(column, one.records) for one in (before, after))
    for kind in dict.fromkeys((*was, *now)):
        said = (
            show(column, str(forms.column_sum(found[kind], column.key)))
            if kind in found
            else ABSENT
            for found in (was, now)
        )
        yield _total(kind or f"没写类别的{column.label}", column.unit, *said)


def _money(value: Decimal | None) -> str:
    return ABSENT if value is None else money.show(value)


def _shown(column: FormColumn, values: Mapping[str, Decimal]) -> str:
    return show(column, str(values[column.key])) if column.key in values else ABSENT


def _total(label: str, unit: str, before: str, after: str) -> ChangedValue:
    return ChangedValue(
        who="全村", field=f"{label} {unit}".strip(), before=before, after=after
    )


def _summary(form: Form, change: ChangedRows) -> str:
    """改了 1 户，补了 1 户，去掉 1 户."""
    own = [p for p in change.pairs if any(r and is_account(form, r[1]) for r in p)]
    kinds: Sequence[tuple[str, int]] = (
        ("改了", sum(1 for b, a in own if b and a)),
        ("补了", sum(1 for b, _ in own if b is None)),
        ("去掉", sum(1 for _, a in own if a is None)),
    )
    said = [f"{word} {n} {form.row_unit}" for word, n in kinds if n]
    said += ["改了合计、结余"] if len(own) < len(change.pairs) else []
    said += ["改了上期结转"] if change.opening else []
    return "，".join(said) or "名单和数字没有变"
