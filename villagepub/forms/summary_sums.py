"""What a sheet of sums says beside the lists that it sums up: the same, or how much more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagepub.forms.entry_builder import fill
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.quantities import money
from villagepub.forms.recognition.recognition import recognise_columns
from villagepub.forms.sums import totals
from villagepub.tables.table import Table


@dataclass(frozen=True, kw_only=True, slots=True)
class SumsCompared:
    """``words``: a sentence, '' where no column stands in both; ``differs``: any of them."""

    words: str
    differs: bool


def compare_sums(
    form: Form, summary: Table, lists: Sequence[Table], *, year: int
) -> SumsCompared:
    said, added = (_sums(form, own, year) for own in ([summary], lists))
    shared = [c for c in form.columns if c.key in said and c.key in added]
    words = [*_told(shared, said, added)]
    return SumsCompared(
        words=f"{'；'.join(words)}。" if words else "",
        differs=any(said[c.key] != added[c.key] for c in shared),
    )


def _sums(form: Form, tables: Sequence[Table], year: int) -> dict[str, Decimal]:
    """By column key, without those in which a unit or a cell is still open."""
    mappings = [recognise_columns(form, table, year=year) for table in tables]
    entry = fill(form, tables, mappings, year=year)
    is_open = {q.key for part in entry.parts for q in part.unit_questions}
    is_open |= {key for record in entry.records for key in record.unread}
    found = totals(form, entry)
    return {key: value for key, value in found.items() if key not in is_open}


def _told(
    columns: Sequence[FormColumn],
    said: dict[str, Decimal],
    added: dict[str, Decimal],
) -> Iterator[str]:
    for column in columns:
        one, other = said[column.key], added[column.key]
        words = f"{column.label}写的是 {_shown(column, one)}，"
        if one == other:
            yield f"{words}和名单加起来一样"
        else:
            apart = _shown(column, abs(one - other))
            yield f"{words}名单加起来是 {_shown(column, other)}，差 {apart}"


def _shown(column: FormColumn, value: Decimal) -> str:
    is_money = column.kind == "money"
    figure = money.show(value) if is_money else f"{value.normalize():f}"
    return f"{figure} {column.unit}".strip()
