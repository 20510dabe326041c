"""张三1 and 张三2 in a column of names: the sheet's own numbers, or two of one name?

Names stay as they are written until a person says that the digits are none of theirs.
"""

import re
from collections.abc import Iterator

from villagepub import privacy
from villagepub.forms.choices import accept
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.form import Form
from villagepub.forms.problems import of_column
from villagepub.forms.words.row_labels import first_labels

DROP = "drop_digits"
_NUMBER_IN_LIST = re.compile(r"[①-⑳]|[（(]?[0-9]{1,2}[、.．)）]")
_NAME = re.compile("[\u3400-\u9fff·]{2,6}")
MAX_DIGITS = 3  # beside a name: an order number, or the second of that name


def fault_of(name: str) -> str:
    """Why nobody is called so: 刘70喜; '' of a name, and of 张三1, which is asked about."""
    if name.isalpha():
        return ""  # quick: nearly every one
    if not any(map(str.isalpha, name)):
        return "不是名字"
    signs = privacy.signs_within(name)
    is_long = len(privacy.digits_beside(name)) > MAX_DIGITS
    return f"里有“{signs or '很多数字'}”，不像名字" if signs or is_long else ""


def listed(cell: str) -> str:
    """王建国、李燕 of 1.王建国 2.李燕 and of ①王建国②李燕: several persons in one cell."""
    names = [name.strip(" 、，,；;") for name in _NUMBER_IN_LIST.split(cell)]
    are_listed = (
        len(names) > 2 and not names[0] and all(map(_NAME.fullmatch, names[1:]))
    )
    return "、".join(names[1:]) if are_listed else cell


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    """One a column of names."""
    for column in form.columns:
        for part in entry.parts if column.kind == "name" else ():
            if rows := [r for r in part.records if _has_digits(r, column.key)]:
                yield _question(form, part, column.key, rows)


def without(part: Part, key: str) -> Part:
    """The part with the digits beside its names left out."""
    names = {
        r.row: privacy.without_digits(r.values[key])
        for r in part.records
        if _has_digits(r, key)
    }
    return part.with_values(key, names)


def _has_digits(record: Record, key: str) -> bool:
    said = record.values.get(key, "")
    return not said.isalpha() and privacy.digits_beside(said) != ""


def _question(form: Form, part: Part, key: str, rows: list[Record]) -> Problem:
    label = form.label_of(key)
    return of_column("column", part.name, key, asks="digits").problem(
        title=f"{label}里有数字，是什么？",
        message=f"{first_labels(form, rows)}：名字旁边写着数字。",
        choices=(
            Choice(id=DROP, label=f"是序号一类的，{label}里去掉"),
            accept("是分开同名的人用的，照样写"),
        ),
    )
