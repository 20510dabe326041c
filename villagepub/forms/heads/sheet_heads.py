"""A sheet held against a form: its heads, the words of the form's columns, which are taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.dynamic_columns import part_of
from villagepub.forms.heads.head_words import AMOUNTS, GROUPS, NAMES, bare
from villagepub.tables.table import Table, TableColumn

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年?(?:度)?")
SUBTOTAL = re.compile(r"计|.*[小合总共]计[数额]?|总[数额]|合计金额")
OTHER_FIGURE = re.compile(r"扣|累计|上年|去年|上期|年初|期初|差异|比例")


@dataclass(frozen=True, slots=True)
class Head:
    """A column that may be taken: what it is called and what it stands under."""

    place: int
    word: str
    above: str  # the bare head that it stands under, '' if it stands alone
    column: TableColumn


@dataclass(slots=True)
class Recognition:
    """A sheet on the way to a form's columns.

    ``found`` has an entry for each of the table's columns, '' while it has no key;
    ``heads`` are those that may be taken.
    """

    form: Form
    table: Table
    heads: list[Head]
    found: list[str]

    @property
    def free(self) -> list[Head]:
        return [head for head in self.heads if not self.found[head.place]]

    def has(self, target: FormColumn) -> bool:
        """Taken already, whole or by its parts."""
        return any(target.key in (key, part_of(key)) for key in self.found)

    def place_of(self, key: str) -> int:
        return self.found.index(key)


def heads_of(table: Table, found: Sequence[str]) -> list[Head]:
    heads = []
    for place, column in enumerate(table.columns):
        if found[place] or column.hidden or not column.label:
            continue
        path = column.path or tuple(column.label.split(" "))
        above = bare(path[-2]) if len(path) > 1 else ""
        heads.append(Head(place, bare(path[-1]), above, column))
    return heads


def of_the_year(heads: Sequence[Head], year: int) -> list[Head]:
    """Without the columns of another year; of several years nobody can know which."""
    years = {int(y) for h in heads for y in _YEAR.findall(h.column.label)}
    wanted = year if year in years else next(iter(years)) if len(years) == 1 else 0
    kept = []
    for head in heads:
        own = {int(y) for y in _YEAR.findall(head.column.label)}
        if not own or wanted in own:
            word = _YEAR.sub("", head.word).lstrip("的") or head.word
            kept.append(Head(head.place, word, head.above, head.column))
    return kept


def words_of(target: FormColumn) -> tuple[str, ...]:
    """The heads that mean this column, the surest first."""
    own = tuple(dict.fromkeys((target.label, *target.words, *target.open_words)))
    if target.kind == "group":
        return (*own, *GROUPS)
    if target.kind == "money" and target.role == "amount":
        return (*own, *AMOUNTS)
    if target.kind == "name" and target.match:
        return (*own, *(w for w in NAMES if not is_other(target, w)))
    return own


def is_other(target: FormColumn, head: str) -> bool:
    return any(word in head for word in target.other_words)
