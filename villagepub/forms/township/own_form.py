"""A form that a township made: the same data as a shipped one, held to the same law.

Whoever writes a form may say less to the web than a shipped one does, and never more:
what a column may be called, who stands on the web and how long it hangs is asked here
before a form can be kept, whatever way it came in.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from villagepub import privacy
from villagepub.forms import loader
from villagepub.forms.form import MIN_POSTING_DAYS, Form, FormColumn, Rule
from villagepub.forms.loader import FormError
from villagepub.forms.township import form_text
from villagepub.forms.township.form_text import Path
from villagepub.forms.township.own_column_rules import column_faults
from villagepub.forms.township.own_word_rules import word_faults

MAX_COLUMNS = 24
MAX_POSTING_DAYS = 365
MAX_OBJECTION = 60
FIELDS: Mapping[str, str] = {
    "label": "列名", "kind": "类型", "unit": "单位", "words": "别的叫法", "web": "网上",
    "role": "角色", "sum": "加起来", "name": "名称", "mark": "编号用的字", "row_unit": "一行是一",
    "period": "多久一次", "area": "领域", "layout": "样子", "publisher": "谁公布", "web_rows": "网上看到什么",
    "columns": "列", "rules": "规则", "wording": "用语", "title": "标题", "parts": "标题", "who": "给了谁",
    "why": "凭什么", "money": "多少钱", "money_note": "钱下面的话", "board_note": "榜底的话",
    "web_note": "网页底下的话", "who_question": "问的话", "money_label": "钱叫什么", "posting": "公布期限",
    "objection": "公示期", "days": "天数", "key": "代号", "print": "排法", "match": "分得清各户",
    "basis": "依据", "variants": "换个说法", "required": "必填", "classes": "几种说法",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """``path``: where in the data; ``text``: what is wrong and what to do, one sentence."""

    path: Path
    text: str


def read(data: Mapping[str, Any], form_id: str) -> Form:
    """The form out of its data, under its own id; raises FormError with what is wrong."""
    form = loader.build({**data, "id": form_id}, "表样")
    for fault in faults(form):
        raise FormError(unit_fault(fault, data))
    return form


def read_file(text: str, name: str) -> tuple[dict[str, Any], Form]:
    """A file that was brought: its data and the form. Raises FormError naming the line."""
    data = loader.raw_data(text, name)
    data.setdefault("id", "Z0.1")
    form = loader.build(data, f"“{name}”")
    found = list(faults(form))
    if found:
        more = f"（还有 {len(found) - 1} 处）" if len(found) > 1 else ""
        line = form_text.line_of(text, found[0].path)
        raise FormError(f"“{name}”第 {line} 行，{unit_fault(found[0], data)}{more}")
    return data, form


def unit_fault(fault: Fault, data: Mapping[str, Any]) -> str:
    """第 3 列“金额”的单位：…"""
    table, *rest = fault.path
    field = next((p for p in reversed(fault.path) if isinstance(p, str)), "")
    said = FIELDS.get(field, field)
    if table == "columns" and rest and isinstance(rest[0], int):
        label = data["columns"][rest[0]].get("label", "")
        of = f"的{said}" if len(rest) > 1 else ""
        return f"第 {rest[0] + 1} 列“{label}”{of}：{fault.text}"
    if table == "rules" and rest and isinstance(rest[0], int):
        return f"第 {rest[0] + 1} 条规则：{fault.text}"
    return f"{said}：{fault.text}"


def faults(form: Form) -> Iterator[Fault]:
    """Everything that keeps a form from being a township's own, in the file's order."""
    form = replace(form, columns=own_columns_of(form.columns))
    for path, text in (*_whole(form), *_periods(form), *_columns(form)):
        yield Fault(path, text)
    for path, text in (*_rules(form), *word_faults(form)):
        yield Fault(path, text)
    for path, _ in privacy.with_numbers(form):
        yield Fault(path, "里面有一长串数字，像谁的号码，请去掉")


FaultsByPath = Iterator[tuple[Path, str]]


def own_columns_of(columns: Sequence[FormColumn]) -> tuple[FormColumn, ...]:
    """The columns that the form's file itself says."""
    return tuple(c for c in columns if not loader.is_row_mark(c))


def _whole(form: Form) -> FaultsByPath:
    if not 2 <= len(form.name) <= 20:
        yield ("name",), "要有 2 到 20 个字"
    if not (len(form.mark) == 1 and "\u4e00" <= form.mark <= "\u9fff"):
        yield ("mark",), "写一个汉字，像 惠、财、助"
    if not 1 <= len(form.row_unit) <= 2:
        yield ("row_unit",), "写一两个字，像 户、人、笔、项"
    for field in ("kind", "area"):
        known = dict.fromkeys(getattr(f, field) for f in loader.load().values())
        if getattr(form, field) not in known:
            yield (field,), f"只能是 {'、'.join(known)}"
    yield from _layout(form)


def _layout(form: Form) -> FaultsByPath:
    if not form.has_fixed_columns:
        yield ("layout",), "通用公示和综合栏没有定好的列，不能做成自己的表样"
    if not takes_columns(form.layout) and not _has_bones(form):
        yield (
            ("layout",),
            "账目和表决照程序带的那几列排，只能改列名、叫法和用语；要加减列，换成名单",
        )
    if form.layout == "list" and form.parts:
        yield ("parts",), "只有账目一个季度分三个月"


def takes_columns(layout: object) -> bool:
    """A township may give a list columns; ledgers and votes keep the shipped ones."""
    return layout == "list"


def _has_bones(form: Form) -> bool:
    """The columns and rules of a shipped form of this layout, whatever they are called.

    Columns of numbers that it may do without (废票) need not be there: a form that was
    kept before the shipped one had them still holds.
    """
    keys = {c.key for c in form.columns}
    return any(
        _bones(form, keys) == _bones(other, keys)
        for other in loader.load().values()
        if other.layout == form.layout
    )


def _bones(form: Form, keys: Collection[str]) -> tuple[object, ...]:
    spare = {
        c.key
        for c in form.columns
        if c.kind == "count" and not (c.required or c.role or c.key in keys)
    }
    told = (
        (c.key, c.kind, c.role, c.unit, c.web, c.print, c.board)
        for c in form.columns
        if c.key not in spare
    )
    rules = (
        replace(rule, columns=tuple(k for k in rule.columns if k not in spare))
        for rule in form.rules
    )
    return (*told, *rules, form.parts)


def _periods(form: Form) -> FaultsByPath:
    if not MIN_POSTING_DAYS <= form.posting.days <= MAX_POSTING_DAYS:
        yield (
            ("posting", "days"),
            f"公布的期限不得少于十五日，最多 {MAX_POSTING_DAYS} 日",
        )
    terms = [
        ("objection", form.objection),
        *(("variants", v.objection) for v in form.variants),
    ]
    for table, term in terms:
        if not 0 <= term.days <= MAX_OBJECTION:
            yield (table, "days"), f"写 0 到 {MAX_OBJECTION}；没有规定的写 0"
        elif term.days and not term.source.strip():
            yield (table, "days"), "写了公示期，就要写是哪里规定的"


def _columns(form: Form) -> FaultsByPath:
    if not 1 <= len(form.columns) <= MAX_COLUMNS:
        yield ("columns",), f"要有 1 到 {MAX_COLUMNS} 列"
    if not any(c.required for c in form.columns):
        yield ("columns",), "至少一列是必填的，不然认不出是不是这张表"
    names = [c for c in form.columns if c.kind == "name"]
    if names and form.layout == "list" and not any(c.match for c in names):
        yield ("columns",), "有人名的表，要有一列人名分得清各户（match）"
    for table, columns in (("columns", form.columns), *_varied(form)):
        yield from _each(form, table, columns)


def _each(form: Form, table: str, columns: Sequence[FormColumn]) -> FaultsByPath:
    keys = [c.key for c in columns]
    for n, column in enumerate(columns):
        if column.key in keys[:n]:
            yield (table, n, "key"), f"代号“{column.key}”用了两次"
        for field, text in column_faults(form, column):
            yield (table, n, field), text
    if takes_columns(form.layout):
        yield from _doubled_heads(table, columns)


def _doubled_heads(table: str, columns: Sequence[FormColumn]) -> FaultsByPath:
    seen: dict[str, str] = {}
    for n, column in enumerate(columns):
        for word in dict.fromkeys((column.label, *column.words)):
            if seen.setdefault(word, column.key) != column.key:
                yield (table, n, "words"), f"“{word}”写在两列里，分不清是哪一列"


def _varied(form: Form) -> Iterator[tuple[str, Sequence[FormColumn]]]:
    return (("variants", own_columns_of(v.columns)) for v in form.variants)


_COUNTS = {
    "product": (3, MAX_COLUMNS),
    "at_most": (2, MAX_COLUMNS),
    "shares": (2, 2),
    "adds": (3, MAX_COLUMNS),
}
_PLAIN = ("total", "unique")


def _rules(form: Form) -> FaultsByPath:
    if form.layout != "list":
        return  # they are those of a shipped form
    numbers = {c.key for c in form.columns if c.print == "num"}
    days = {c.key for c in form.columns if c.kind == "date"}
    for n, rule in enumerate(form.rules):
        is_of_days = rule.kind == "at_most" and days.issuperset(rule.columns)
        if text := _rule_fault(rule, days if is_of_days else numbers):
            yield ("rules", n), text
    keys = {c.key for c in form.columns}
    for n, column in enumerate(form.columns):
        if column.sum_by and column.sum_by not in keys:
            yield ("columns", n, "sum"), f"没有“{column.sum_by}”这一列"


def _rule_fault(rule: Rule, numbers: Collection[str]) -> str:
    low, high = _COUNTS.get(rule.kind, (0, 0))
    if rule.kind not in (*_COUNTS, *_PLAIN):
        return "名单上没有这条规则"
    if not low <= len(rule.columns) <= high:
        return "列数不对：乘法、相加至少三列，不超过至少两列，比例要两列"
    counted = rule.columns[1:] if rule.kind == "shares" else rule.columns
    if not set(numbers).issuperset(counted):
        return "只有数、钱、面积、标准能算"
    return "同一列写了两次" if len(set(rule.columns)) < len(rule.columns) else ""
