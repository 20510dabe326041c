"""Rows that a list's own column says are not listed: 家人 of a household, 是否发放 否.

What becomes of them is one question a column, and nothing is chosen before a person does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.quantity import plain
from villagepub.forms.row_labels import row_label

JOIN, DROP = "join_marked", "drop_marked"
NOT_LISTED = "这一行自己写着不予、停发、取消、暂缓、退回、死亡一类的话"
MAX_NAMED = 5  # rows that the question names
_ADDED = ("money", "area", "count", "goods")


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    for column in form.columns:
        for part in entry.parts if column.asks else ():
            if rows := [r for r in part.records if _is_marked(r, column)]:
                yield _question(form, part, column, rows)


def _is_marked(record: Record, column: FormColumn) -> bool:
    return record.values.get(column.key) == column.asks


def _question(
    form: Form, part: Part, column: FormColumn, rows: Sequence[Record]
) -> Problem:
    spots = "、".join(row_label(form, r) for r in rows[:MAX_NAMED])
    more = f"等 {len(rows)} 行" if len(rows) > MAX_NAMED else ""
    join = Choice(id=JOIN, label=f"和上面的户主算一{form.row_unit}，人数和钱加起来")
    keep = Choice(id="accept", label=f"照样列，一行是一{form.row_unit}")
    drop = Choice(id=DROP, label=f"不列这 {len(rows)} 行")
    is_family = column.key == "relation"
    what = "不是户主" if is_family else f"写着“{column.asks}”一类的话"
    why = f"看“{column.label}”那一列，{what}" if is_family else NOT_LISTED
    return Problem(
        code=f"marked:{part.name}:{column.key}",
        kind="marked",
        title=f"有 {len(rows)} 行{what}，列不列？",
        message=f"{spots}{more}：{why}。",
        part=part.name,
        column=column.key,
        choices=(join, drop, keep) if is_family else (drop, keep),
    )


def settled(form: Form, part: Part, key: str, choice: str) -> Part:
    """The part with its marked rows dropped, or joined to the row that they belong to."""
    column = next((c for c in form.columns if c.key == key), None)
    if column is None or choice not in (JOIN, DROP):
        return part
    records: list[Record] = []
    for record in part.records:
        if not _is_marked(record, column):
            records.append(record)
        elif choice == JOIN and records:
            records[-1] = _joined(form, records[-1], record)
        elif choice == JOIN:
            records.append(record)  # nobody stands above it: it stays asked about
    return replace(part, records=tuple(records))


def _joined(form: Form, head: Record, member: Record) -> Record:
    """The household with what this member gets added to it."""
    values = dict(head.values)
    for column in form.columns:
        said = member.values.get(column.key)
        if said and column.sum and column.kind in _ADDED:
            total = Decimal(values.get(column.key) or 0) + Decimal(said)
            values[column.key] = plain(
                total, 2 if column.kind in ("money", "area") else 0
            )
    return replace(head, values=values, unread={**member.unread, **head.unread})
