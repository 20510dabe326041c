"""Rows that a column of the list marks as not to be listed: 与户主关系 子, 是否发放 否.

Each such column is one question about all its marked rows: drop, join to the household,
or keep. Nothing is preselected.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub import privacy
from villagepub.forms.choices import EXPLAIN, accept, drop_row, type_in
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.problems import of_cell, of_column
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.words.row_labels import MAX_NAMED, first_labels, row_label
from villagepub.tables.table import row_words

JOIN, DROP = "join_marked", "drop_marked"
_NOT_ONE = re.compile(
    r"(?:等|\d)\d*[户人家名口]|^(?:其中|合计|小计|总计|全村|本页|以下|上述)"
    r"|[\u4e00-\u9fff]{2,4}[、，,；;/+ ][\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,4}等$"
    r"|^[\u4e00-\u9fff]{5,}(?<!夫妇)(?<!夫妻)(?<!一家)$"  # 王建国李燕, 王建国和李燕; nobody has so many characters
)
ADDED_UP = ("money", "area", "goods")
_ADDED = ("money", "area", "count", "goods")


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    for column in form.columns:
        for part in entry.parts if column.asks else ():
            if rows := [r for r in part.records if _is_marked(r, column)]:
                yield _question(form, part, column, rows)


def not_one_questions(form: Form, entry: Entry) -> Iterator[Problem]:
    """Questions about rows whose name is not one household: 王建国等3户, 王建国、李秀英, 其中脱贫户."""
    column = form.by_role("name")
    if column is None or column.kind != "name" or form.row_unit not in ("户", "人"):
        return
    names = {record.values.get(column.key, "") for record in entry.records}
    strange = {
        name
        for name in filter(_NOT_ONE.search, names)
        if not privacy.is_organisation(name)
    }
    for part, record in entry.placed if strange else ():
        is_asked = any(_is_marked(record, c) for c in form.columns if c.asks)
        if record.values.get(column.key, "") in strange and not is_asked:
            yield _strange(form, part, record, column)


def _strange(form: Form, part: Part, record: Record, column: FormColumn) -> Problem:
    row = row_label(form, record)
    return of_cell("unreadable", part.name, record.row, column.key).problem(
        title=f"{row}，是一{form.row_unit}吗？",
        message=f"{row}的{column.label}不像一{form.row_unit}：一行写一{form.row_unit}，合计、其中不算。",
        choices=(type_in(f"{column.label}应该是"), drop_row(f"不列{row}"), EXPLAIN),
    )


def _is_marked(record: Record, column: FormColumn) -> bool:
    return record.values.get(column.key) == column.asks


def _question(
    form: Form, part: Part, column: FormColumn, rows: Sequence[Record]
) -> Problem:
    join = Choice(id=JOIN, label=f"和上面的户主算一{form.row_unit}，人数和钱加起来")
    keep = accept(f"照样列，一行是一{form.row_unit}")
    drop = Choice(id=DROP, label=f"不列这 {len(rows)} 行")
    is_family = column.key == "relation"
    what = "不是户主" if is_family else f"像是“{column.asks}”的"
    why = f"看“{column.label}”那一列，{what}" if is_family else _why(column, rows)
    return of_column("marked", part.name, column.key).problem(
        title=f"有 {len(rows)} 行{what}，列不列？",
        message=f"{first_labels(form, rows)}：{why}。",
        choices=(join, drop, keep) if is_family else (drop, keep),
    )


def _why(column: FormColumn, rows: Sequence[Record]) -> str:
    """第 4 行：写着“2026年5月死亡，停发”；第 9 行：钱数是 0; the reason alone where all have it."""
    reasons: dict[str, list[str]] = {}
    for record in rows:
        why = record.written.get(column.key) or f"“{column.label}”写的是{column.asks}"
        reasons.setdefault(why, []).append(row_words(record.row))
    if len(reasons) == 1:
        return next(iter(reasons))
    told = [f"{'、'.join(own[:MAX_NAMED])}：{why}" for why, own in reasons.items()]
    return "；".join(told[:MAX_NAMED]) + ("；…" if len(told) > MAX_NAMED else "")


def apply_choice(form: Form, part: Part, key: str, choice: str) -> Part:
    """The part with the rows that column ``key`` marks dropped (``DROP``) or added to the
    household above them (``JOIN``); another choice leaves them.
    """
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


def listed(form: Form, entry: Entry) -> tuple[Entry, int]:
    """The entry without its marked rows, and how many these are. Members of households
    (``relation``) and rows whose amount is 0 are kept.
    """
    column = next((c for c in form.columns if c.asks and c.key != "relation"), None)
    amount = form.by_role("amount")
    if column is None:
        return entry, 0

    def is_listed(record: Record) -> bool:
        said = record.values.get(amount.key, "") if amount else ""
        return not _is_marked(record, column) or said != "" and not Decimal(said)

    parts = tuple(
        replace(part, records=tuple(filter(is_listed, part.records)))
        for part in entry.parts
    )
    return replace(entry, parts=parts), len(entry.records) - sum(
        len(part.records) for part in parts
    )


def join_households(
    form: Form,
    part: str,
    records: Sequence[Record],
    joined: Mapping[tuple[str, int], int],
) -> tuple[Record, ...]:
    """The records with each row of ``joined`` ((part, row) → its household's first row)
    added to that row.

    Money, land and goods are summed; another cell in which the two rows differ becomes
    unreadable, so that it is asked about.
    """
    kept: dict[int, Record] = {}
    for record in records:
        head = kept.get(joined.get((part, record.row), 0))
        if head is None:
            kept[record.row] = record
            continue
        differ = {
            c.key: f"两行不一样：{a}、{b}"
            for c in form.columns
            if not (c.sum and c.kind in ADDED_UP or c.kind in ("name", "group"))
            and (a := head.values.get(c.key))
            and (b := record.values.get(c.key))
            and a != b
        }
        both = _joined(form, head, record, ADDED_UP)
        kept[head.row] = replace(both, unread={**both.unread, **differ})
    return tuple(kept.values())


def _joined(
    form: Form, head: Record, member: Record, added: Sequence[str] = _ADDED
) -> Record:
    """The household with what this member gets added to it."""
    values = dict(head.values)
    for column in form.columns:
        said = member.values.get(column.key)
        if said and column.sum and column.kind in added:
            total = Decimal(values.get(column.key) or 0) + Decimal(said)
            values[column.key] = plain(
                total, 2 if column.kind in ("money", "area") else 0
            )
    return replace(head, values=values, unread={**member.unread, **head.unread})
