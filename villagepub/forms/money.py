"""Sums in 元 as Decimals with two places; never a float on the way."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import cn2an

CENT = Decimal("0.01")
MAX_SUM = Decimal(10) ** 10  # 元: no village has a hundred 亿
UNITS = {
    "亿": Decimal(10) ** 8,
    "万": Decimal(10) ** 4,
    "千": Decimal(1000),
    "": Decimal(1),
}
_PLAIN = re.compile(r"([-+]?\d+(?:\.\d+)?)(亿|万|千)?元?整?")
_WORDS = re.compile(
    r"[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟圆元角分整正两]+"
)
_DIGITS = "零壹贰叁肆伍陆柒捌玖"


class MoneyError(ValueError):
    """A text that is no sum; the message says what is wrong with it."""


def parse(text: str, *, unit: Decimal = Decimal(1)) -> Decimal:
    """¥1,234.5, １２３４.５元, 1.2万元, 壹仟贰佰元整 → Decimal with two places.

    ``unit`` is that of the column (万元: 10000). Raises MoneyError.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\s,，¥￥]|人民币|RMB", "", plain)
    value = _number(plain)
    if value is None:
        raise MoneyError(f"“{text[:20]}”不是数")
    value *= (
        unit if _PLAIN.fullmatch(plain) and not re.search("[亿万千元]", plain) else 1
    )
    if value < 0:
        raise MoneyError(f"“{text[:20]}”是负数")
    if value >= MAX_SUM:
        raise MoneyError(f"“{text[:20]}”大得不像真的")
    return value.quantize(CENT, ROUND_HALF_UP)


def _number(plain: str) -> Decimal | None:
    match = _PLAIN.fullmatch(plain)
    if match:
        try:
            return Decimal(match[1]) * UNITS[match[2] or ""]
        except InvalidOperation:
            return None
    if plain and _WORDS.fullmatch(plain):
        return _spoken(plain)
    return _exponent(plain)


def _exponent(plain: str) -> Decimal | None:
    if not re.fullmatch(r"[-+]?\d+(\.\d+)?[eE][-+]?\d{1,4}", plain):
        return None
    value = Decimal(plain)
    return value if value.adjusted() < 40 else MAX_SUM


def _spoken(plain: str) -> Decimal | None:
    """肆万柒仟壹佰伍拾壹元陆角整: the 元 by cn2an, 角 and 分 by their digits."""
    plain = plain.rstrip("整正").replace("圆", "元").replace("两", "二")
    whole, yuan, rest = plain.partition("元")
    if not yuan and ("角" in plain or "分" in plain):
        whole, rest = "", plain
    try:
        value = Decimal(str(cn2an.cn2an(whole, "smart"))) if whole else Decimal(0)
        for name, worth in (("角", Decimal("0.1")), ("分", CENT)):
            found = re.search(rf"(.){name}", rest)
            if found:
                value += Decimal(str(cn2an.cn2an(found[1], "smart"))) * worth
    except ValueError:
        return None
    return value


def show(value: Decimal) -> str:
    """1,099.80."""
    return f"{value.quantize(CENT, ROUND_HALF_UP):,}"


def words(value: Decimal) -> str:
    """大写 as cheques have it: 肆万陆仟陆佰柒拾伍元贰角整, 捌仟零肆拾肆元整."""
    cents = int((value.quantize(CENT, ROUND_HALF_UP) * 100).to_integral_value())
    yuan, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    said = f"{_yuan_words(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{said}整"
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif yuan:
        said += "零"
    return said + (f"{_DIGITS[fen]}分" if fen else "整")


def _yuan_words(yuan: int) -> str:
    return str(cn2an.an2cn(str(yuan), "up"))
