"""The 村民小组 that an address names, and the numbers that people write in words."""

import re
import unicodedata

# 社 and 队 are what groups are still called in many places; 三社区 is a community.
_GROUP = re.compile(
    r"第?([0-9０-９]{1,2}|[一二三四五六七八九十廿卅叁贰壹肆伍陆柒捌玖拾两]{1,3})"
    r"(?:村民|居民|生产)?(?:小?组|社(?!区)|队)"
)
_NAMED_GROUP = re.compile(
    r"(?:村(?!民)|委会|社区)([\u4e00-\u9fff]{1,6}?)(?:村民|居民)?小?组"
)
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九", 1)} | {
    "壹": 1, "贰": 2, "两": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip


def group_of(address: str) -> str:
    """The 村民小组 in an address: 沿河湾镇马家沟村第四村民小组 → 4组; '' if none.

    One with a name of its own keeps it: 马家沟村阳湾组 → 阳湾组.
    """
    match = _GROUP.search(address)
    if match:
        return f"{numeral(match.group(1))}组"
    named = _NAMED_GROUP.search(address)
    return f"{named.group(1)}组" if named else ""


def numeral(text: str) -> int:
    """3, ３, 三, 叁, 十二, 二十, 廿一 as a number."""
    folded = unicodedata.normalize("NFKC", text).replace("拾", "十")
    folded = folded.replace("廿", "二十").replace("卅", "三十")
    if folded.isdecimal():
        return int(folded)
    if "十" not in folded:
        return _NUMERALS.get(folded[-1], 0)
    tens, _, ones = folded.partition("十")
    return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)
