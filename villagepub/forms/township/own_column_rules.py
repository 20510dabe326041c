"""What a column of a township's own form may be: no private one, no name in the open.

A word that a shipped form has for the same kind of column, shown no wider, is known to be
harmless (发生日期 holds 生日, 打款状态 a bank's word).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from villagepub import privacy
from villagepub.content import ColumnKind
from villagepub.forms.form import ColumnRole, Form, FormColumn, ValueKind, WebView
from villagepub.forms.heads.head_words import NAMES
from villagepub.forms.loader import load

_KEY = re.compile(r"[a-z][a-z0-9_]{0,23}")
MAX_LABEL, MAX_WORDS = 16, 40
NUMBERS: frozenset[ValueKind] = frozenset({"money", "area", "rate", "count", "goods"})
# How each kind is set; a name that is not set as one would not be masked everywhere.
PRINTS: Mapping[ValueKind, tuple[ColumnKind, ...]] = {
    **dict.fromkeys(NUMBERS, ("num",)),
    "index": ("no", "text"),
    "name": ("name",),
    "group": ("mid",),
    "text": ("text", "mid", "long"),
    "date": ("mid", "text"),
    "ref": ("mid", "text"),
}
ROLE_KINDS: Mapping[ColumnRole, tuple[ValueKind, ...]] = {
    "name": ("name",), "group": ("group",), "subject": ("text", "name"), "area": ("area",),
    "contracted": ("area", "count", "money"), "months": ("count",), "people": ("count",), "rate": ("rate", "money"),
    "amount": ("money",), "date": ("date",), "voucher": ("ref",), "income": ("money",),
    "spending": ("money",), "balance": ("money",), "meeting": ("text", "date"), "branch": ("text", "date"),
    "due": ("count",), "present": ("count",), "yes": ("count",), "no": ("count",), "abstained": ("count",),
    "votes": ("count",), "cast": ("count",), "elected": ("text",), "result": ("text",),
}  # fmt: skip
_PERSON = re.compile(r"(?:人|户|主|员|名|者|对象|姓名|村民|群众)$")
_NO_PERSON = re.compile(r"[品物地项店厂款路组村]名$|部门$")
_WIDTHS: Mapping[WebView, int] = {"none": 0, "mask": 1, "full": 2}

FaultsByKey = Iterator[tuple[str, str]]  # field of the column, what is wrong


def column_faults(form: Form, column: FormColumn) -> FaultsByKey:
    if not _KEY.fullmatch(column.key):
        yield "key", "用小写英文字母、数字，字母开头，最多 24 个"
    if not 1 <= len(column.label) <= MAX_LABEL or "|" in column.label:
        yield "label", f"要有 1 到 {MAX_LABEL} 个字"
    if len(column.words) > MAX_WORDS or not all(
        1 <= len(word) <= MAX_LABEL and "|" not in word for word in column.words
    ):
        yield "words", f"最多 {MAX_WORDS} 个，一个最多 {MAX_LABEL} 个字"
    if column.print not in PRINTS[column.kind]:
        yield "print", f"这一类列只能排成 {'、'.join(PRINTS[column.kind])}"
    if column.role and column.kind not in ROLE_KINDS[column.role]:
        yield "role", f"“{column.role}”不能是这一类列"
    others = {c.key for c in form.columns if c.kind == column.kind} - {column.key}
    if column.or_else and column.or_else not in others:
        yield "or_else", f"没有“{column.or_else}”这一类列"
    if column.sum and column.kind not in NUMBERS - {"rate"}:
        yield "sum", "只有钱、面积和数能加起来"
    yield from _unit_faults(column)
    yield from _class_faults(column)
    yield from _privacy_faults(form, column)


def _unit_faults(column: FormColumn) -> FaultsByKey:
    unit = column.unit
    if column.kind == "money" and unit != "元":
        yield "unit", "钱的单位只能是元；表上写万元的，读的时候自己换成元"
    if column.kind == "area" and unit not in ("亩", "平方米"):
        yield "unit", "面积的单位只能是亩或者平方米"
    if column.kind == "rate" and not unit.startswith("元/"):
        yield "unit", "标准的单位写成 元/亩、元/月 这样"
    if column.kind == "count" and not unit or len(unit) > 8:
        yield "unit", "写数的是什么：人、袋、天"
    if column.kind not in NUMBERS and unit:
        yield "unit", "只有数、钱、面积和标准有单位"


def _class_faults(column: FormColumn) -> FaultsByKey:
    if column.classes and column.kind != "text":
        yield "classes", "只有文字能分几种说法"
    if not all(one and all(one) for one in column.classes):
        yield "classes", "一种说法至少一个词"
    if column.ends and column.ends not in {c[0] for c in column.classes if c}:
        yield "classes", f"“{column.ends}”不在几种说法里"


def _privacy_faults(form: Form, column: FormColumn) -> FaultsByKey:
    """Who may be named, and how; what no list may hold at all."""
    if column.kind == "name" and column.web == "full":
        yield "web", "人名网上只能只写姓，或者不写；全名只贴在村里的榜上"
    if column.kind != "name" and column.web == "mask":
        yield "web", "只有人名能只写姓"
    for field, word in (("label", column.label), *(("words", w) for w in column.words)):
        if _is_of_a_shipped(form, column, word):
            continue
        private = privacy.column_kind(word, ())
        if private and word not in NAMES:
            yield field, f"“{word}”不能做一列：{privacy.REASONS[private]}"
        elif column.kind == "ref" and privacy.kind_of_head(word) != "code":
            yield field, f"“{word}”看不出是票据、合同、文件的号；别的号码不许贴"
        elif column.kind == "text" and _is_shown(form, column) and _is_person(word):
            yield field, f"“{word}”像是人名：类型选“人名”，或者网上选“不写”"


def _is_person(word: str) -> bool:
    return word in NAMES or bool(_PERSON.search(word) and not _NO_PERSON.search(word))


def _is_shown(form: Form, column: FormColumn) -> bool:
    return column.web != "none" and form.web_rows != "totals"


def _width(form: Form, column: FormColumn) -> int:
    return _WIDTHS[column.web] if form.web_rows != "totals" else 0


def _is_of_a_shipped(form: Form, column: FormColumn, word: str) -> bool:
    return _shipped().get((column.kind, word), -1) >= _width(form, column)


@cache
def _shipped() -> Mapping[tuple[ValueKind, str], int]:
    """Each head that a shipped form has for a kind of column, and how wide it shows it."""
    found: dict[tuple[ValueKind, str], int] = {}
    for form in load().values():
        for column in form.columns:
            for word in (column.label, *column.words):
                key = (column.kind, word)
                found[key] = max(found.get(key, -1), _width(form, column))
    return found
