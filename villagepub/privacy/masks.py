"""What may be left to see of numbers and addresses."""

import hmac
import re
import unicodedata
from collections.abc import Callable

from villagepub.privacy.numbers import check_digit, is_identity

# 社 and 队 are what groups are still called in many places; 三社区 is a community.
_GROUP = re.compile(
    r"第?([0-9０-９]{1,2}|[一二三四五六七八九十廿卅叁贰壹肆伍陆柒捌玖拾两]{1,3})"
    r"(?:村民|居民|生产)?(?:小?组|社(?!区)|队)"
)
_NAMED_GROUP = re.compile(
    r"(?:村(?!民)|委会|社区)([\u4e00-\u9fff]{1,6}?)(?:村民|居民)?小?组"
)
# What hides digits in published lists: stars of any width, XXXX, ××××, ●●●●, ____ .
_HIDING = re.compile(r"[*×✕✖✱∗●○◯■□▇█#_.\-—X]{2,}")
# As nearly all are written, whole or masked.
_USUAL = re.compile(r"[1-9][0-9]{3}(?:[0-9]{10}|\*{10})[0-9]{3}[0-9X]")
_WRITTEN = re.compile(r"[1-9][0-9*]{13,16}[0-9X*]")
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九", 1)} | {
    "壹": 1, "贰": 2, "两": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip


def mask_identity(number: str) -> str:
    """6106**********0395: built from the digits at both ends, four at most of each.

    Whatever else stands in such a column, a phone or half a number, shows less still;
    what its sheet hides stays hidden.
    """
    if _USUAL.fullmatch(number):
        return f"{number[:4]}**********{number[-4:]}"
    written = _bare(number)
    found = _WRITTEN.search(written)
    plain = found[0] if found else written[:18]
    keep = 4 if len(plain) >= 15 else len(plain) // 4
    head = _shown(plain[:keep])
    tail = _shown(plain[len(plain) - keep :])
    return head + "*" * (len(plain) - 2 * keep) + tail


def _shown(end: str) -> str:
    return "".join(c if c.isdecimal() or c == "X" else "*" for c in end)


def identity_hasher(key: bytes) -> Callable[[str], str]:
    """Makes keyed hashes (HMAC-SHA-256, 32 hex digits) of eighteen-digit numbers.

    '' of what is no identity number: a masked one can't be told from others.
    """
    keyed = hmac.new(key, digestmod="sha256")

    def hashed(number: str) -> str:
        if "*" in number:
            return ""
        plain = _bare(number)
        if len(plain) == 15 and is_identity(plain):
            first = plain[:6] + "19" + plain[6:]
            plain = first + check_digit(first)
        if not is_identity(plain):
            return ""
        one = keyed.copy()
        one.update(plain.encode())
        return one.hexdigest()[:32]

    return hashed


def _bare(number: str) -> str:
    if number.isascii() and number[:-1].replace("*", "").isdecimal():
        return number.upper()  # quick: as most sheets have it
    folded = unicodedata.normalize("NFKC", number).upper()
    starred = _HIDING.sub(lambda run: "*" * len(run[0]), folded)
    return "".join(c for c in starred if c.isalnum() or c == "*")


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
