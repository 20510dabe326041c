"""Columns that must not be shown, known by their heads and then by what is in them."""

import re
from collections.abc import Sequence

from villagepub.privacy.detectors import find
from villagepub.privacy.kinds import PrivateKind

# Heads, the most telling first: 残疾证号 is no identity number, 联系电话 no address.
HEADS: tuple[tuple[PrivateKind, str], ...] = (
    ("disability", r"残疾(人)?证"),
    ("identity", r"身份证|公民身份号码|证件号"),
    ("card", r"账号|帐号|卡号|存折|一卡通|社保卡|开户行"),
    ("phone", r"电话|手机|联系方式|微信号"),
    ("health", r"致困|致贫|贫困原因|困难原因|病|健康|残疾|伤残"),
    ("education", r"文化程度|学历|学校|政治面貌|婚姻"),
    ("other", r"民族|出生|年龄|性别|监护人|儿童|学生姓名|家庭成员|收入来源|车牌|宗教"),
    ("address", r"住址|地址|门牌|居住地|户籍地"),
)
# Phones of offices are meant to be read.
PUBLIC = re.compile(r"监督|举报|咨询|办公|热线")
# An identity number behind stars, crosses or dots; at either end a digit is left.
MASKED = re.compile(r"(?=.*\d)\d{0,14}[*＊×●○■□#XxＸ]{4,}[\dXxＸ]{0,4}")
# 残疾人姓名 is a column of names; what a child is called stays private.
NAMES = re.compile(r"(?:姓名|名字|户主)$")
ENOUGH = 0.5  # of the filled cells hold such a number
SAMPLE = 200


def column_kind(label: str, cells: Sequence[str]) -> PrivateKind | None:
    """The kind of private data a column holds, or None if it may be shown."""
    head = re.sub(r"\s", "", label)
    for kind, pattern in HEADS:
        if kind == "health" and NAMES.search(head):
            continue
        if re.search(pattern, head) and not PUBLIC.search(head):
            return kind
    return _by_content(cells)


def _by_content(cells: Sequence[str]) -> PrivateKind | None:
    filled = [c for c in cells if c][:SAMPLE]
    found = [hit.kind for cell in filled for hit in find(cell)[:1]]
    masked = sum(1 for c in filled if MASKED.fullmatch(c))
    if filled and masked >= len(filled) * ENOUGH:
        return "identity"
    if not found or len(found) < len(filled) * ENOUGH:
        return None
    return max(set(found), key=found.count)
