"""The accounts of 村集体经济组织会计制度 and what people call them (``accounts.toml``)."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, cast

from villagepub.data_files import toml_of

AccountClass = Literal["", "income", "spending", "asset", "debt", "equity"]
LABELS: Mapping[AccountClass, str] = {
    "income": "收入",
    "spending": "支出",
    "asset": "资产",
    "debt": "负债",
    "equity": "所有者权益",
}
# 一、 （二） 3. ④ before an account.
NUMBERED = re.compile(
    r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.．]|[①-⑳])\s*"
)
_HAN = "[一二三四五六七八九十]{1,3}"
_LEVELS = [
    re.compile(rf"(?:其中[:：、，,]?)?\s*{level}")
    for level in (
        rf"{_HAN}[、.．]",
        rf"[（(]{_HAN}[)）]",
        r"\d{1,2}[、.．](?!\d)",
        r"[（(]?\d{1,2}[)）]",
        "[①-⑳]",
    )
]
UNNUMBERED = len(_LEVELS)
_KINDS: Sequence[tuple[AccountClass, re.Pattern[str]]] = (
    ("income", re.compile("收入|收益")),
    ("spending", re.compile("支出|费用|开支")),
    ("asset", re.compile("资产")),
    ("debt", re.compile("负债|债务")),
    ("equity", re.compile("权益")),
)


def is_main(item: str) -> bool:
    """Whether it is an account of its own by the rules: 管理费用, and no 办公费."""
    bare = NUMBERED.sub("", item)
    return any(bare.startswith(one) for one in _main_accounts())


def level_of(item: str) -> int:
    """How deep its number is in an outline: 0 of 一、, 3 of （1）; ``UNNUMBERED``."""
    return next((n for n, one in enumerate(_LEVELS) if one.match(item)), UNNUMBERED)


def is_less(item: str) -> bool:
    return any(item.startswith(one) for one in _accounts()["less"])


def class_of_words(text: str) -> AccountClass:
    """The class of an account or a heading by its words: 支出 of 管理费用, 收入 of 补助收入."""
    text = NUMBERED.sub("", text)
    for kind, accounts in _accounts().items():
        if any(text.startswith(one) for one in accounts):
            return "asset" if kind == "less" else cast("AccountClass", kind)
    return next((kind for kind, words in _KINDS if words.search(text)), "")


@cache
def _accounts() -> Mapping[str, Sequence[str]]:
    """The accounts of a kind, and ``less``: those that are taken off the assets."""
    return {k: (*a["rules"], *a["often"]) for k, a in _account_file().items()}


@cache
def _main_accounts() -> Sequence[str]:
    return tuple(one for a in _account_file().values() for one in a["rules"])


def _account_file() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return toml_of("forms/accounts/accounts.toml")
