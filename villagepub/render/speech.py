"""How a text is said aloud: numbers, money, dates and telephones in words."""

import re
from collections.abc import Callable
from decimal import Decimal

DIGITS = "零一二三四五六七八九"
SMALL, BIG = ("", "十", "百", "千"), ("", "万", "亿")
MAX_DIGITS = 12
# What is counted with 两, not 二.
MEASURES = "户元角亩个件项笔次天口人名头平升公万千套台辆间种位条盏棵只袋桶层米吨斤倍年"
MARKS = {"，": ",", "、": ",", "；": ",", "：": ",", "。": ".", "！": "!", "？": "?"}

_COUNTED = "年月日周岁组社户人口名亩元角分天个件项笔次台套间斤袋桶"
_PHONE = re.compile(
    r"(?<![\d.,])(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|123\d{2}|9[56]\d{3})(?![\d,.]*\d|\s*[元亩户人口笔件个万年])"
)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})-(0[1-9]|1[0-2])(?![-\d])")
# 1-3月, 3户-5户, 5%-8% are from … to; a hyphen between other numbers joins a name
_RANGE = re.compile(
    rf"(\d[{_COUNTED}%％]?)\s*[-－—–~～]{{1,2}}\s*(?=\d[\d,.]*\s*[{_COUNTED}%％])"
    r"|(\d号)\s*[-－—–~～]{1,2}\s*(?=\d+号)"
    r"|([:：][0-5]\d)\s*[-－—–~～]{1,2}\s*(?=\d{1,2}[:：][0-5]\d)"
)
_HYPHEN = re.compile(r"(?<=\d)[-－](?=\d)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?=年|至\d{4}年|[〕\]】])")
_CLOCK = re.compile(r"(?<![\d:：])([01]?\d|2[0-4])[:：]([0-5]\d)(?![\d:：])")
_TO = re.compile(r"(?<=\d)[:：](?=\d)")  # 3:2, 1:100
_OF_RATIO = re.compile("[比按配]|标准")  # 按1:20配股 is no time of the day
# 上期结转＋收入－支出
_SIGN = re.compile(r"(?<=[\u4e00-\u9fff])\s*([＋+－−＝=])\s*(?=[\u4e00-\u9fff])")
SIGNS = {"＋": "加", "+": "加", "－": "减", "−": "减", "＝": "等于", "=": "等于"}
_MONEY = re.compile(r"(-?[\d,]*\d(?:\.\d+)?)\s*元(?!/)")
_RATE = re.compile(r"元/(亩|月|人|户|天|日)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(?=(.)?)")
_TWO = re.compile(r"2(?:\.0+)?")
_TWO_FIRST = re.compile(r"(?<![一二三四五六七八九十百千万])二(?=[千万亿])")

# The signs of which a text has one where the rule finds anything, or '': it may anywhere.
SpeechRule = tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]]


def spoken(text: str) -> str:
    """The text with every figure in words, ready to be read without stumbling.

    46,997.40 元 → 四万六千九百九十七元四角; 2026年6月20日 → 二零二六年六月二十日;
    0911-0062011 → 零九幺幺，零零六二零幺幺.
    """
    rules: tuple[SpeechRule, ...] = (
        ("", _PHONE, lambda m: _phone(m[0])),
        ("-./", _DAY, lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日"),
        ("-", _MONTH, lambda m: f"{m[1]}年{int(m[2])}月"),
        ("-－—–~～", _RANGE, lambda m: f"{m[1] or m[2] or m[3]}至"),
        ("-－", _HYPHEN, lambda m: "杠"),
        ("", _YEAR, lambda m: _digits(m[1])),
        (":：", _CLOCK, _clock),
        (":：", _TO, lambda m: "比"),
        ("".join(SIGNS), _SIGN, lambda m: SIGNS[m[1]]),
        ("", _RATE, lambda m: f"元每{m[1]}"),
        ("元", _MONEY, lambda m: money(m[1])),
        ("%", _PERCENT, lambda m: f"百分之{number(m[1])}"),
        ("", _NUMBER, _number_in_text),
    )
    for signs, pattern, said in rules:
        if not signs or any(sign in text for sign in signs):
            text = pattern.sub(said, text)
    return "".join(text.split())


def _phone(written: str) -> str:
    """Digit by digit, 1 as 幺, a breath after the area code."""
    return "".join(
        "，" if c == "-" else "幺" if c == "1" else DIGITS[int(c)] for c in written
    )


def number(written: str) -> str:
    """783.29 → 七百八十三点二九, 2,000 → 两千; a number longer than 12 digits digit by digit."""
    plain = written.replace(",", "").removeprefix("-")
    digits, _, rest = plain.partition(".")
    rest = rest.rstrip("0")
    is_long = len(digits) > MAX_DIGITS
    said = _digits(digits) if is_long else whole(int(digits))
    sign = "负" if written.startswith("-") else ""
    return sign + said + (f"点{_digits(rest)}" if rest else "")


def whole(count: int) -> str:
    """10203 → 一万零二百零三. Every page says it, so no library is loaded for it."""
    said, below = "", 0
    for power, group in enumerate(reversed(_fours(count))):
        words = _four(group) if group else ""
        gap = "零" if words and said and below < 1000 and said[0] != "零" else ""
        below = group
        said = (words + BIG[power] if words else "") + gap + said
    said = said.strip("零") or "零"
    said = said[1:] if said.startswith("一十") else said
    return _TWO_FIRST.sub("两", said)


def _fours(count: int) -> list[int]:
    """The count in groups of four digits, the highest first."""
    groups = [count % 10_000]
    while count := count // 10_000:
        groups.insert(0, count % 10_000)
    return groups


def _four(group: int) -> str:
    """0203 → 二百零三, without a 零 in front."""
    said = ""
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            is_gapped = said and group // 10 ** (place + 1) % 10 == 0
            said += ("零" if is_gapped else "") + DIGITS[digit] + SMALL[place]
    return said


def _digits(written: str) -> str:
    return "".join(DIGITS[int(d)] for d in written)


def _clock(m: re.Match[str]) -> str:
    """8:05 → 八点零五分, 18:00 → 十八点; 比例1:10 as it stands."""
    hour, minute = m.groups()
    if _OF_RATIO.search(m.string[max(0, m.start() - 4) : m.start()]):
        return m[0]
    zero = "零" if minute[0] == "0" else ""
    past = "" if minute == "00" else f"{zero}{whole(int(minute))}分"
    return f"{whole(int(hour))}点{past}"


def _number_in_text(m: re.Match[str]) -> str:
    """第2个 is an ordinal: 第二个, where 2个 alone are 两个."""
    is_ordinal = m.string[: m.start()].rstrip().endswith("第")
    return _counted(m[1], "" if is_ordinal else m[2] or "")


def _counted(written: str, after: str) -> str:
    if _TWO.fullmatch(written) and after and after in MEASURES:
        return "两"
    return number(written)


def money(written: str) -> str:
    """元、角、分 in words: 46,997.40 → 四万六千九百九十七元四角."""
    amount = Decimal(written.replace(",", ""))
    sign = "负" if amount < 0 else ""
    amount = abs(amount)
    if amount != amount.quantize(Decimal("0.01")):
        return f"{sign}{number(str(amount))}元"
    cents = int(amount * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    said = f"{_counted(str(yuan), '元')}元" if yuan or not cents else ""
    said += f"{_counted(str(jiao), '角')}角" if jiao else ""
    if fen:
        said += ("零" if yuan and not jiao else "") + f"{DIGITS[fen]}分"
    return sign + said


def pinyin(text: str) -> str:
    """The text as pinyin with tone numbers, as espeak-ng reads it."""
    from pypinyin import Style, lazy_pinyin

    said = lazy_pinyin(
        text, style=Style.TONE3, neutral_tone_with_five=True, errors=_marks
    )
    return " ".join(word for one in said for word in one.split())


def _marks(other: str) -> str:
    """Punctuation becomes a pause; what cannot be said is left out."""
    return " ".join(MARKS[c] for c in other if c in MARKS)
