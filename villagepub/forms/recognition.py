"""Which column of a sheet is which column of a form: by words, then by content.

A head is taken only where one column can be meant. Where several could, none is: the
clerk is asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from villagepub.forms.dynamic_columns import goods_key, part_key, part_of
from villagepub.forms.form import Form, FormColumn, ValueKind
from villagepub.forms.head_words import AMOUNTS, GROUPS, NAMES, bare
from villagepub.forms.private_columns import PrivateColumn, marks, private_columns
from villagepub.forms.quantity import NumberError, parse
from villagepub.forms.spans import is_other_money
from villagepub.tables import unit_parser
from villagepub.tables.table import CellKind, Table, TableColumn

NO_NAMES = re.compile(r"关系|人数|户数|人口|证|号|签|银行|电话")
_PERSON = re.compile(r"(?:人|户|主|员|名|者|对象)$")
# What a cell kind may be, where the head says nothing.
CONTENT: dict[CellKind, ValueKind] = {"name": "name", "group": "group"}
# Figures say what they are, but not which: only where one column and one key are left.
FIGURES: dict[CellKind, ValueKind] = {"money": "money", "area": "area"}
FIGURED = ("money", "area", "number")
NUMBERS = frozenset({"money", "area", "rate", "count"})
SUBTOTAL = re.compile(r"计|.*[小合总共]计[数额]?|总[数额]|合计金额")
_OTHER_FIGURE = re.compile(r"扣|累计|上年|去年|上期|年初|差异|比例")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年?(?:度)?")
_NO_GOODS = frozenset(
    ("人", "口", "名", "户", "个月", "天", "小时", "次", "人次", "户次", "%")
)


@dataclass(frozen=True, slots=True)
class _Head:
    """A column that may be taken: what it is called and what it stands under."""

    place: int
    word: str
    above: str  # the bare head that it stands under, '' if it stands alone
    column: TableColumn


def recognise(
    form: Form,
    table: Table,
    *,
    year: int = 0,
    private: Sequence[PrivateColumn] | None = None,
) -> tuple[str, ...]:
    """One entry a column: a form key, "!identity" for a private kind, or ''.

    No key is given twice. Also "+amount|家庭补差" for the parts of a head and
    "goods|大米|袋" for a column of things. A hidden column is looked at for what is
    private in it, and is given no key: who hid it may not want it published. ``year`` is
    that of the notice, 0 if nobody knows: of 2025年面积 and 2026年面积 one is meant.
    ``private``: what is private in the table, where the caller has looked already.
    """
    found = marks(form, private_columns(table) if private is None else private)
    heads = _of_the_year(_heads(table, found), year)
    _take_stacked(form, table, heads, found, _heads_of_cut(table, found))
    _take_exact(form, heads, found)
    _take_containing(form, heads, found)
    _by_content(form, heads, found)
    _by_figures(form, heads, found)
    _take_goods(form, heads, found)
    _say_what_differs(form, table, heads, found)
    return tuple(found)


def _heads(table: Table, found: Sequence[str]) -> list[_Head]:
    heads = []
    for place, column in enumerate(table.columns):
        if found[place] or column.hidden or not column.label:
            continue
        path = column.path or tuple(column.label.split(" "))
        above = bare(path[-2]) if len(path) > 1 else ""
        heads.append(_Head(place, bare(path[-1]), above, column))
    return heads


def _of_the_year(heads: Sequence[_Head], year: int) -> list[_Head]:
    """Without the columns of another year; of several years nobody can know which."""
    years = {int(y) for h in heads for y in _YEAR.findall(h.column.label)}
    wanted = year if year in years else next(iter(years)) if len(years) == 1 else 0
    kept = []
    for head in heads:
        own = {int(y) for y in _YEAR.findall(head.column.label)}
        if not own or wanted in own:
            word = _YEAR.sub("", head.word).lstrip("的") or head.word
            kept.append(_Head(head.place, word, head.above, head.column))
    return kept


def words_of(target: FormColumn) -> tuple[str, ...]:
    """The heads that mean this column, the surest first."""
    own = tuple(dict.fromkeys((target.label, *target.words)))
    if target.kind == "group":
        return (*own, *GROUPS)
    if target.kind == "money" and target.role == "amount":
        return (*own, *AMOUNTS)
    if target.kind == "name" and target.match:
        return (*own, *(w for w in NAMES if not _is_other(target, w)))
    return own


def _is_other(target: FormColumn, head: str) -> bool:
    return any(word in head for word in target.other_words)


def _heads_of_cut(table: Table, found: Sequence[str]) -> frozenset[str]:
    """What the private columns stand under: its other parts no longer add up to it."""
    cut = (c for c, key in zip(table.columns, found, strict=True) if key)
    paths = (c.path or tuple(c.label.split(" ")) for c in cut)
    return frozenset(bare(path[-2]) for path in paths if len(path) > 1)


def _take_stacked(
    form: Form, table: Table, heads: list[_Head], found: list[str], cut: frozenset[str]
) -> None:
    """领取金额 over 小计, 家庭补差 …: the subtotal is the amount, the others its parts.

    Without a subtotal the amount is the sum of its parts; where one of these is private
    it is asked about.
    """
    for above in dict.fromkeys(h.above for h in heads if h.above):
        own = [h for h in heads if h.above == above]
        target = _meant_by(form, above)
        if target is None or _has(target, found) or target.kind not in NUMBERS:
            continue
        totals = [h for h in own if SUBTOTAL.fullmatch(h.word)]
        totals = totals or _sums_of_the_others(own, table)
        if len(totals) > 1 or not totals and any(_knows(form, h.word) for h in own):
            continue
        if above in cut and not totals:
            continue
        for head in own:
            if head in totals:
                found[head.place] = target.key
            elif above not in cut and _is_sum_of(target, head):
                found[head.place] = part_key(target, head.word)
            heads.remove(head)


def _sums_of_the_others(own: Sequence[_Head], table: Table) -> list[_Head]:
    """A column that is the sum of those beside it in every row, whatever it is called."""
    if len(own) < 3 or any(h.column.kind not in FIGURED for h in own):
        return []
    try:
        rows = [
            [parse(row.cells[h.place] or "0").value for h in own] for row in table.rows
        ]
    except NumberError:
        return []
    return [
        head
        for i, head in enumerate(own)
        if all(2 * row[i] == sum(row) for row in rows)
    ]


def _is_sum_of(target: FormColumn, part: _Head) -> bool:
    """Money and land are the sum of their parts; 其中残疾人 is no part of people."""
    return target.kind in ("money", "area") and part.column.kind in FIGURED


def _has(target: FormColumn, found: Sequence[str]) -> bool:
    """Taken already, whole or by its parts."""
    return any(target.key in (key, part_of(key)) for key in found)


def _meant_by(form: Form, head: str) -> FormColumn | None:
    exact = [c for c in form.columns if head in words_of(c)]
    near = [c for c in form.columns if _closeness(form, c, head) > (0, 0)]
    return next(
        iter(exact or sorted(near, key=lambda c: _closeness(form, c, head))[-1:]), None
    )


def _knows(form: Form, head: str) -> bool:
    return any(head in words_of(c) for c in form.columns)


def _take_exact(form: Form, heads: list[_Head], found: list[str]) -> None:
    """Heads that are one of a form's words; of two words the one that stands first."""
    for target in form.columns:
        if _has(target, found):
            continue
        for word in words_of(target):
            own = [h for h in heads if h.word == word and not found[h.place]]
            whole = [h for h in own if SUBTOTAL.fullmatch(h.above)]
            if len(own) > 1 and target.kind in NUMBERS and len(whole) != 1:
                break  # 水田 面积 and 旱地 面积
            if own:
                found[(whole or own)[0].place] = target.key
                break


def _take_containing(form: Form, heads: Sequence[_Head], found: list[str]) -> None:
    """耕地补贴面积 holds 补贴面积; the longest word at the end of a head counts most."""
    for target in form.columns:
        if _has(target, found):
            continue
        free = [h for h in heads if not found[h.place]]
        scored = [(_closeness(form, target, h.word), h) for h in free]
        best = max((score for score, _ in scored), default=(0, 0))
        own = [h for score, h in scored if score == best > (0, 0)]
        own = [h for h in own if _closest(form, h.word, found) == target.key]
        if len(own) == 1 or own and target.kind not in NUMBERS:
            found[own[0].place] = target.key


def _closest(form: Form, head: str, found: Sequence[str]) -> str:
    """The key of the form's free column that the head fits best."""
    free = [c for c in form.columns if not _has(c, found)]
    return max(free, key=lambda c: _closeness(form, c, head)).key


def _closeness(form: Form, target: FormColumn, head: str) -> tuple[int, int]:
    """(2, length of the word) at the end of the head, (1, …) within, (0, 0) nowhere."""
    words = [word for word in words_of(target) if len(word) > 1 and word in head]
    if not words or target.kind == "name" and NO_NAMES.search(head):
        return (0, 0)
    if target.kind in NUMBERS and _OTHER_FIGURE.search(head):
        return (0, 0)
    if _is_other(target, head) or is_other_money(form, target, head):
        return (0, 0)
    return max((2 if head.endswith(word) else 1, len(word)) for word in words)


def _by_content(form: Form, heads: Sequence[_Head], found: list[str]) -> None:
    """The list's own person and group, where the head is a word that nobody knows."""
    for head in heads:
        wanted = CONTENT.get(head.column.kind)
        if found[head.place] or wanted is None:
            continue
        target = form.by_role("name" if wanted == "name" else "group")
        if target is None or target.key in found or _is_other(target, head.word):
            continue
        if wanted == "group" or _PERSON.search(head.word):
            found[head.place] = target.key


def _by_figures(form: Form, heads: Sequence[_Head], found: list[str]) -> None:
    """The one column of money left for the one key of money left, and so for areas."""
    for kind, wanted in FIGURES.items():
        free = [
            h
            for h in heads
            if h.column.kind == kind
            and not found[h.place]
            and not _OTHER_FIGURE.search(h.word)
        ]
        left = [c for c in form.columns if c.kind == wanted and not _has(c, found)]
        if len(free) != 1 or len(left) != 1 or not left[0].required:
            continue
        if not is_other_money(form, left[0], free[0].word):
            found[free[0].place] = left[0].key


def _take_goods(form: Form, heads: Sequence[_Head], found: list[str]) -> None:
    """大米（袋）, 棉被 with 2床 in its cells: each kind of thing has its own column."""
    if not form.goods:
        return
    for head in heads:
        unit = head.column.unit or unit_parser.in_head(head.column.label, "number")
        if found[head.place] or not unit or unit in _NO_GOODS:
            continue
        if unit_parser.kind_of_unit(unit) == "count" and head.column.kind != "money":
            found[head.place] = goods_key(head.word, unit)


def _say_what_differs(
    form: Form, table: Table, heads: Iterable[_Head], found: list[str]
) -> None:
    """Of 摘要 (转出 in every line) and 备注 the column that says what a row is about."""
    subject = form.by_role("subject")
    if subject is None or subject.key not in found or len(table.rows) < 3:
        return
    place = found.index(subject.key)
    if len({row.cells[place] for row in table.rows}) > 1:
        return
    for head in heads:
        cells = {row.cells[head.place] for row in table.rows}
        if not found[head.place] and head.word in subject.words and len(cells) > 1:
            found[place], found[head.place] = "", subject.key
            return
