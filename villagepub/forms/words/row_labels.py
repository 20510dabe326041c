"""How a row is called in a sentence: 王东升（4组）, 购置路灯3盏, 第 12 行."""

import re
from collections.abc import Sequence

from villagepub.forms.entry import Record
from villagepub.forms.form import Form
from villagepub.tables.table import row_words

_QUOTED = re.compile(r"“[^”]*”")
MAX_NAMED = 5  # rows that a question names
MAX_NAME = 16  # characters of one


def who(form: Form, record: Record) -> str:
    """The name, else the first long text, else the row."""
    return names(form, [record])[0]


def names(form: Form, records: Sequence[Record]) -> list[str]:
    """``who`` of each row of a long list, a column at a time."""
    keys = [
        column.key
        for kind in ("name", "text")
        for column in form.columns
        if column.kind == kind and column.required
    ]
    found = [""] * len(records)
    for key in keys:
        if all(found):
            break
        said = [record.values.get(key, "")[:MAX_NAME] for record in records]
        found = [name or own for name, own in zip(found, said, strict=True)]
    return [
        name or row_words(record.row)
        for name, record in zip(found, records, strict=True)
    ]


def row_label(form: Form, record: Record) -> str:
    """第 28 行 李占林: a number alone sends people counting."""
    name, row = who(form, record), row_words(record.row)
    return row if name == row else f"{row} {name}"


def first_labels(form: Form, rows: Sequence[Record]) -> str:
    """第 2 行 王建国、第 3 行 李燕等 12 行: the first five."""
    said = "、".join(row_label(form, record) for record in rows[:MAX_NAMED])
    return said + (f"等 {len(rows)} 行" if len(rows) > MAX_NAMED else "")


def two(form: Form) -> str:
    """两户人家, 两个人, 两项."""
    people = {"户": "两户人家", "人": "两个人"}
    return people.get(form.row_unit, f"两{form.row_unit}")


def whose(form: Form, record: Record) -> str:
    """With the group, as two people of one name are told apart: 王东升（4组）."""
    return owners(form, [record])[0]


def owners(form: Form, records: Sequence[Record]) -> list[str]:
    """``whose`` each row of a long list is."""
    column, found = form.by_role("group"), names(form, records)
    if column is None:
        return found
    return [
        f"{name}（{group}）" if (group := record.values.get(column.key)) else name
        for name, record in zip(found, records, strict=True)
    ]


def as_it_was(record: Record, key: str, unit: str) -> str:
    """What a cell had, before the words 改成: a value, what was not read, or nothing."""
    if value := record.values.get(key, ""):
        return f" {value} {unit}".rstrip()
    if not (unread := record.unread.get(key, "")):
        return "空着，"
    quoted = _QUOTED.match(unread)
    return quoted[0] if quoted else "没认出来，"
