"""Columns recognised by their cells, where their heads don't say what they are."""

import re

from villagepub.forms.form import ValueKind
from villagepub.forms.heads.dynamic_columns import goods_key
from villagepub.forms.heads.sheet_heads import OTHER_FIGURE, Recognition, is_other
from villagepub.forms.quantities.quantity import NumberError, parse
from villagepub.forms.quantities.spans import is_other_money
from villagepub.tables import unit_parser
from villagepub.tables.table import CellKind

_PERSON = re.compile(r"(?:人|户|主|员|名|者|对象)$")
# What a cell kind may be, where the head says nothing.
CONTENT: dict[CellKind, ValueKind] = {"name": "name", "group": "group"}
# Figures say what they are, but not which: only where one column and one key are left.
FIGURES: dict[CellKind, ValueKind] = {"money": "money", "area": "area"}
# What a list that need not pay anybody says of money: 救助金, but 经济损失 and 家庭月收入.
_PAID = re.compile(r"[助补贴款]|慰问|发放|保障|筹资")
_NOT_PAID = re.compile(r"损失|收入|存款|[借贷欠罚]|[估价]|标准|自筹")
WEIGHTS = {"斤": 1, "公斤": 2, "吨": 2000}  # in 斤
_NO_GOODS = frozenset(
    ("人", "口", "名", "户", "个月", "天", "小时", "次", "人次", "户次", "%")
)


def by_content(sheet: Recognition) -> None:
    """Take a column of names or of groups by its cells, where its head is unknown."""
    for head in sheet.free:
        wanted = CONTENT.get(head.column.kind)
        if wanted is None:
            continue
        target = sheet.form.by_role("name" if wanted == "name" else "group")
        if target is None or target.key in sheet.found or is_other(target, head.word):
            continue
        if wanted == "group" or _PERSON.search(head.word):
            sheet.found[head.place] = target.key


def by_figures(sheet: Recognition) -> None:
    """Take the only column of money left for the only key of money left; likewise of
    areas.
    """
    for kind, wanted in FIGURES.items():
        free = [
            h
            for h in sheet.free
            if h.column.kind == kind and not OTHER_FIGURE.search(h.word)
        ]
        left = [c for c in sheet.form.columns if c.kind == wanted and not sheet.has(c)]
        if len(free) != 1 or len(left) != 1:
            continue
        word = free[0].word
        is_paid = left[0].role == "amount" and _PAID.search(word)
        if not (left[0].required or is_paid and not _NOT_PAID.search(word)):
            continue
        if not is_other_money(sheet.form, left[0], word):
            sheet.found[free[0].place] = left[0].key


def take_goods(sheet: Recognition) -> None:
    """Give each kind of goods a column of its own: 大米（袋）, 棉被 with 2床 in its cells. A
    column with the same weights in another unit, like 大米（公斤） beside 大米（斤）, gets none.
    """
    if not sheet.form.goods:
        return
    for head in sheet.free:
        unit = head.column.unit or unit_parser.in_head(head.column.label, "number")
        if not unit or unit in _NO_GOODS:
            continue
        if unit_parser.kind_of_unit(unit) == "count" and head.column.kind != "money":
            key = goods_key(head.word, unit)
            if not any(_is_said(sheet, key, n, head.place) for n in WEIGHTS):
                sheet.found[head.place] = key


def _is_said(sheet: Recognition, key: str, other: str, place: int) -> bool:
    """Whether a column before has the same weights in another unit."""
    _, label, unit = key.split("|")
    first = goods_key(label, other)
    if first == key or first not in sheet.found or unit not in WEIGHTS:
        return False
    before = sheet.place_of(first)
    cells = [(row.cells[before], row.cells[place]) for row in sheet.table.rows]
    try:
        return any(map(any, cells)) and all(
            parse(a or "0").value * WEIGHTS[other]
            == parse(b or "0").value * WEIGHTS[unit]
            for a, b in cells
        )
    except NumberError:
        return False


def say_what_differs(sheet: Recognition) -> None:
    """Of 摘要 (转出 in every line) and 备注 the column that says what a row is about."""
    subject, found = sheet.form.by_role("subject"), sheet.found
    rows = sheet.table.rows
    if subject is None or subject.key not in found or len(rows) < 3:
        return
    place = sheet.place_of(subject.key)
    if len({row.cells[place] for row in rows}) > 1:
        return
    for head in sheet.free:
        cells = {row.cells[head.place] for row in rows}
        if head.word in subject.words and len(cells) > 1:
            found[place], found[head.place] = "", subject.key
            return
