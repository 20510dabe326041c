"""Kinds of private data and the sentence that says why each may not be shown."""

from collections.abc import Mapping
from typing import Literal

PrivateKind = Literal[
    "identity", "card", "phone", "disability", "address", "health", "education", "other",
    "number", "unknown",
]  # fmt: skip

# 个人信息保护法 arts. 6, 25, 28; 永安市 2022: 家庭地址、电话、身份证号须脱敏.
REASONS: Mapping[PrivateKind, str] = {
    "identity": "别人拿到能冒用身份，网上、榜上都不许贴。",
    "card": "银行账号，任何地方都不许贴。",
    "phone": "会招来骗子电话，贴名单用不着。",
    "disability": "残疾证号和身份证号一样，不许贴。",
    "address": "住址只留到组，门牌不贴。",
    "health": "病和困难是人家的私事，跟领多少钱没关系，不许贴。",
    "education": "跟领钱没关系的，不许贴。",
    "other": "跟这件事没关系的私事，不许贴。",
    "number": "一长串数字，没写是什么，可能是谁的号码，不贴。",
    "unknown": "不知道这一列是什么，没有存，也不会贴。",
}
