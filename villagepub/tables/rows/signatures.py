"""Rows that are signatures, offices, dates or the number of a page, by what is in them."""

import re
from collections.abc import Sequence

_PAGE = re.compile(
    r"[-—－第共\s]*\d{1,3}\s*[-—－页/]*\s*(?:[共第，,/]?\s*\d{1,3}\s*页)?"
)
_LABEL = re.compile(r"[\u4e00-\u9fff（()）、]{2,14}[:：].*", re.DOTALL)
_ROLE = re.compile(
    r"(?:填报|填表|制表|审核|复核|经办|负责|验收|监督|审批|校对|记账|报账|分管|主管|包村)"
    r"(?:人|员|领导|干部|单位)?|会计|出纳|主任|书记|村支书|监委会(?:主任)?|联系电话|电话|"
    r"(?:填表|制表|填报|公示|公布|上报)?(?:时间|日期)|签字|签名|盖章"
)


def is_page(text: str) -> bool:
    """第 1 页, 共3页, —2—; a number alone may be anything."""
    return bool(_PAGE.fullmatch(text)) and not text.strip().isdecimal()


def is_labelled(cells: Sequence[str]) -> bool:
    """填报单位：高家峁村 | 单位：元, 制表人：|拓小梅||审核人：|折治国, and without colons.

    What such a row says begins with an office or a role; the rest are names, days and
    phones. A number alone, as in a column of sums, is said by no signature.
    """
    first = next(filter(None, cells), "")
    if first.isdecimal() or not (label_of(first) or _ROLE.fullmatch(flat(first))):
        return False  # as nearly every row
    said = [cell for cell in cells if cell]
    labels = [label_of(c) or bool(_ROLE.fullmatch(flat(c))) for c in said]
    if all(labels) and not any(":" in c or "：" in c for c in said):
        return False
    has_colon = bool(_LABEL.fullmatch(flat(said[0])))
    if not has_colon and sum(labels) < 2:
        return False
    behind = [
        c for c, is_label in zip(said[1:], labels[1:], strict=True) if not is_label
    ]
    return not any(re.fullmatch(r"[-¥￥]?[\d,，]{1,6}(?:\.\d+)?元?", c) for c in behind)


def label_of(text: str) -> bool:
    """填报单位：高家峁村, 制表人："""
    return (":" in text or "：" in text) and bool(_LABEL.fullmatch(flat(text)))


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)
