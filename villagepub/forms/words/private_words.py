"""Private matters in columns of words: 患尿毒症, 丧偶 in 备注.

The open web never shows them, and a person decides before they hang on the wall
(个人信息保护法 arts. 28, 29).
"""

from collections.abc import Iterator, Sequence

from villagepub import privacy
from villagepub.forms.choices import accept
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.dynamic_columns import is_dynamic
from villagepub.forms.heads.free_columns import kind_of
from villagepub.forms.problems import of_column
from villagepub.forms.words.row_labels import first_labels

LEAVE_OUT = "leave_out"
# What a draft keeps of words that are left out: that there were some.
FORGOTTEN = "说到病的话，没有存"
HANGS = accept("照样贴：规定要写，本人也知道")


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    """One a column of free words or of things (胰岛素), of a list that names people."""
    name = form.by_role("name")
    if name is None or name.kind != "name":
        return
    for column in form.columns:
        is_words = column.kind == "text" and column.board and not column.classes
        if is_words or is_dynamic(column.key):
            for part in entry.parts:
                if rows := _about(part, column.key):
                    yield _question(form, part, column, rows)


def _about(part: Part, key: str) -> list[Record]:
    said = {record.values.get(key, "") for record in part.records}
    if (
        is_dynamic(key) and kind_of(key) != "text"
    ):  # its head says it, of whoever gets any
        private = said - {"", "0"} if _tells(key.split("|")[-2]) else set()
    else:
        private = set(filter(_tells, said))
    return [r for r in part.records if private and r.values.get(key, "") in private]


def _tells(text: str) -> bool:
    return privacy.is_about_health(text) or privacy.is_about_health_goods(text)


def without(part: Part, key: str) -> Part:
    """The part with the column ``key`` emptied in the rows that hold such words."""
    return part.with_values(key, {record.row: "" for record in _about(part, key)})


def _question(
    form: Form, part: Part, column: FormColumn, rows: Sequence[Record]
) -> Problem:
    is_forgotten = any(r.values[column.key] == FORGOTTEN for r in rows)
    return of_column("words", part.name, column.key).problem(
        title=f"{column.label}里说到病、残或者家里的事，贴不贴？",
        message=f"{first_labels(form, rows)}：写了人家的私事。网上不会有，墙上人人看得见。",
        choices=(
            Choice(id=LEAVE_OUT, label=f"这 {len(rows)} 行的{column.label}不贴"),
            *(() if is_forgotten else (HANGS,)),
        ),
    )
