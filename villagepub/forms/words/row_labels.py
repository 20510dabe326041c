"""How a row is called in a sentence: 王东升（4组）, 购置路灯3盏, 第 12 行."""

from collections.abc import Callable, Sequence

from villagepub.forms.entry import Record
from villagepub.forms.form import Form
from villagepub.tables.table import row_words

MAX_NAMED = 5  # rows that a question names


def who(form: Form, record: Record) -> str:
    """The name, else the first long text, else the row."""
    return namer(form)(record)


def namer(form: Form) -> Callable[[Record], str]:
    """``who`` for a long list: the form is looked through once."""
    keys = [
        column.key
        for kind in ("name", "text")
        for column in form.columns
        if column.kind == kind and column.required
    ]

    def named(record: Record) -> str:
        for key in keys:
            if said := record.values.get(key):
                return said[:16]
        return row_words(record.row)

    return named


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
    return owner_namer(form)(record)


def owner_namer(form: Form) -> Callable[[Record], str]:
    """``whose`` for a long list."""
    column, named = form.by_role("group"), namer(form)

    def labelled(record: Record) -> str:
        group = record.values.get(column.key) if column else ""
        return f"{named(record)}（{group}）" if group else named(record)

    return labelled
