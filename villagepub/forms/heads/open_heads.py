"""Heads that may mean either of two columns: 面积 of a homestead, asked for or granted.

Which of them the sheet means is printed, so a person says it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from villagepub.forms.entry import Choice, Entry, Part, Problem
from villagepub.forms.form import Form
from villagepub.forms.heads.head_words import bare
from villagepub.forms.problems import of_column
from villagepub.tables.table import Table

OTHER = "or_else"


def heads_of(form: Form, table: Table, mapping: Sequence[str]) -> dict[str, str]:
    """By column key the heads that say neither, where the sheet has no other column."""
    found = {c.key: c for c in form.columns if c.or_else and c.or_else not in mapping}
    return {
        key: head
        for column, key in zip(table.columns, mapping, strict=True)
        if key in found and (head := bare(column.label)) in found[key].open_words
    }


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    for part in entry.parts:
        for key, head in part.open_heads.items():
            own = form.column(key)
            other = form.label_of(own.or_else)
            yield of_column("column", part.name, key, asks="meaning").problem(
                title=f"“{head}”是{own.label}还是{other}？",
                message=f"表上只写“{head}”。榜上要写明是{own.label}，还是{other}。",
                choices=(
                    Choice(id="accept", label=f"是{own.label}"),
                    Choice(id=OTHER, label=f"是{other}"),
                ),
            )


def as_other(form: Form, part: Part, key: str) -> Part:
    """The part with the column's values, units and faults under the other key."""
    other = form.column(key).or_else
    move = {key: other}
    records = tuple(
        replace(
            r,
            values={move.get(k, k): v for k, v in r.values.items()},
            unread={move.get(k, k): v for k, v in r.unread.items()},
            written={move.get(k, k): v for k, v in r.written.items()},
        )
        for r in part.records
    )
    return replace(
        part,
        records=records,
        units={move.get(k, k): unit for k, unit in part.units.items()},
        stated={move.get(k, k): v for k, v in part.stated.items()},
        subtotals=tuple(
            replace(s, values={move.get(k, k): v for k, v in s.values.items()})
            for s in part.subtotals
        ),
        open_heads={k: head for k, head in part.open_heads.items() if k != key},
    )
