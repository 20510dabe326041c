"""How long a sum of money is for: 月, 季, 半年 or 年, as a head or a title says it."""

import re

from villagepub.forms.form import Form, FormColumn

MONTHS = {"月": 1, "季": 3, "半年": 6, "年": 12}
_SPANS = {
    "半年": r"半年",
    "季": r"季",
    "月": r"(?<![0-9])月(?![份数底末日])",
    "年": r"(?<![0-9半去上])年(?![龄月份限])",
}

_DAY = re.compile(r"(?<!节)[日天](?:工资|补[助贴]|标准|金额|津贴|报酬|薪)")
_EACH = re.compile(rf"人均|每|均(?!价)|{_DAY.pattern}|^单(?:价|位)")


def span_of(text: str) -> str:
    """季 of 季度发放金额, 月 of 每月补差; '' of 发放金额, 月数 and 2026年金额."""
    return next((s for s, words in _SPANS.items() if re.search(words, text)), "")


def own_span(column: FormColumn) -> str:
    """What a form's column is for: 月保障金额 and a rate in 元/月 are for a month."""
    if column.kind not in ("money", "rate"):
        return ""
    return span_of(column.label) or span_of(column.unit)


def is_other_money(form: Form, column: FormColumn, head: str) -> bool:
    """季度发放金额 is no 月保障金额; 月补贴 is not what three months come to, 人均补差
    not what a household gets, and 护理补贴标准 not what is paid by it.
    """
    is_named = head in (column.label, *column.words)
    if column.kind == "money" and head.endswith(("标准", "单价")) and not is_named:
        return True
    if column.kind == "money" and column.role == "amount" and _EACH.search(head):
        return True
    said, own = span_of(head), own_span(column)
    if own and _DAY.search(head):
        return True  # 日标准 is no 月标准
    if not said or column.kind not in ("money", "rate"):
        return False
    if own:
        return said != own
    is_paid = column.role == "amount" and form.by_role("months") is not None
    return is_paid and said == "月" and head not in column.words


def months_of(column: FormColumn, unit: str) -> int:
    """3 of 元/季 in a column for a month, 12 of a rate in 元/人·年: what the sum is
    divided by; 1 of any other.
    """
    money, *per = re.split("[/·]", unit)
    is_each = column.kind == "money" and len(per) > 1
    if own_span(column) != "月" or not money or is_each:
        return 1
    return next(
        (MONTHS[p] for one in per if (p := one.removesuffix("度")) in MONTHS), 1
    )
