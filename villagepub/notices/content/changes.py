"""What a correction changes: before and after, row by row, in both circles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagepub import forms
from villagepub.content import ChangedValue, Correction
from villagepub.forms.entry import Entry
from villagepub.forms.form import Form, FormColumn
from villagepub.notices.content.formatting import Marks, Show, show, show_masked, sums
from villagepub.notices.content.row_pairs import Pair, Placed, row_pairs

ABSENT = "没有写"
DROPPED = "不在名单"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """The pairs of rows that are not the same in both versions."""

    pairs: tuple[Pair, ...]
    marks: Marks


def compare(form: Form, before: Entry, after: Entry) -> Change:
    """Which rows changed, came or went. The order of rows never matters."""
    pairs = _differing(form, row_pairs(form, before, after))
    marks = {(new[0], new[1].row): "改" if old else "补" for old, new in pairs if new}
    return Change(pairs=tuple(pairs), marks=marks)


def _differing(form: Form, pairs: Sequence[Pair]) -> list[Pair]:
    """A balance follows from the lines above: alone it is a change only if none is."""
    columns = _told(form)
    for told in ([c for c in columns if c.role != "balance"], columns):
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
    change = compare(form, before, after)
    board = _differences(form, change, show)
    web = () if form.web_rows == "totals" else _differences(form, change, show_masked)
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
    columns: Sequence[FormColumn], placed: Placed | None
) -> tuple[str, ...] | None:
    if placed is None:
        return None
    return tuple(placed[1].values.get(c.key, "") for c in columns)


def _told(form: Form) -> list[FormColumn]:
    return [c for c in form.columns if c.kind != "index"]


def _differences(form: Form, change: Change, how: Show) -> tuple[ChangedValue, ...]:
    return tuple(
        line for pair in change.pairs for line in _pair_differences(form, pair, how)
    )


def _pair_differences(form: Form, pair: Pair, how: Show) -> list[ChangedValue]:
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
            for c in _told(form)
            if before[1].values.get(c.key, "") != after[1].values.get(c.key, "")
        ]
    told = _telling(form)
    value = how(told, placed[1].values.get(told.key, ""))
    return [
        ChangedValue(
            who=who,
            field=_label(told),
            before=ABSENT if after else value,
            after=value if after else DROPPED,
        )
    ]


def _telling(form: Form) -> FormColumn:
    """The column that stands for a whole row: its money, else its first."""
    key = form.wording.money
    return form.column(key) if key else _told(form)[0]


def _who(form: Form, placed: Placed, how: Show) -> str:
    part, record = placed
    named = [c for c in form.columns if c.kind in ("group", "name")]
    words = [
        how(c, record.values.get(c.key, "")) for c in sorted(named, key=_group_first)
    ]
    if any(words):
        return " ".join(word for word in words if word)
    text = next((c for c in form.columns if c.print == "long"), None)
    return " ".join(
        word for word in (part, record.values.get(text.key, "") if text else "") if word
    )


def _group_first(column: FormColumn) -> int:
    return 0 if column.kind == "group" else 1


def _label(column: FormColumn) -> str:
    return f"{column.label} {column.unit}".strip()


def _totals(form: Form, before: Entry, after: Entry) -> tuple[ChangedValue, ...]:
    lines = [
        _total(
            f"{form.row_unit}数",
            form.row_unit,
            str(len(before.records)),
            str(len(after.records)),
        )
    ]
    old, new = sums(form, before), sums(form, after)
    for column in form.columns:
        if column.sum:
            lines.append(
                _total(
                    column.label,
                    column.unit,
                    _shown(column, old),
                    _shown(column, new),
                )
            )
    return tuple(line for line in lines if line.before != line.after)


def _shown(column: FormColumn, values: Mapping[str, Decimal]) -> str:
    return show(column, str(values[column.key])) if column.key in values else ABSENT


def _total(label: str, unit: str, before: str, after: str) -> ChangedValue:
    return ChangedValue(
        who="全村", field=f"{label} {unit}".strip(), before=before, after=after
    )


def _summary(form: Form, change: Change) -> str:
    """改了 1 户，补了 1 户，去掉 1 户."""
    kinds: Sequence[tuple[str, int]] = (
        ("改了", sum(1 for b, a in change.pairs if b and a)),
        ("补了", sum(1 for b, _ in change.pairs if b is None)),
        ("去掉", sum(1 for _, a in change.pairs if a is None)),
    )
    said = [f"{word} {n} {form.row_unit}" for word, n in kinds if n]
    return "，".join(said) or "名单和数字没有变"
