"""Sums in 元 as people read them; never a float on the way."""

from decimal import ROUND_HALF_UP, Decimal

from villagepub.forms.quantities import quantity

CENT = Decimal("0.01")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def show(value: Decimal) -> str:
    """1,099.80; what is written finer stays as it is written: 3.504."""
    whole, point, places = quantity.plain(value, 2).partition(".")
    return f"{int(whole):,}{point}{places}" if int(whole) else f"{whole}{point}{places}"


def words(value: Decimal) -> str:
    """大写 as cheques have it: 肆万陆仟陆佰柒拾伍元贰角整, 捌仟零肆拾肆元整.

    '' of a sum that has less than a 分 in it: no words say it.
    """
    if value != value.quantize(CENT, ROUND_HALF_UP):
        return ""
    sign = "负" if value < 0 else ""
    cents = int((abs(value).quantize(CENT, ROUND_HALF_UP) * 100).to_integral_value())
    yuan, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    said = f"{_yuan_words(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{sign}{said}整"
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif yuan:
        said += "零"
    return sign + said + (f"{_DIGITS[fen]}分" if fen else "整")


def _yuan_words(yuan: int) -> str:
    import cn2an

    return str(cn2an.an2cn(str(yuan), "up"))
