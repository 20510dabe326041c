"""What a number is by its surroundings: its column, the words before, the unit behind."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, get_args

from villagepub.privacy.words import any_of, words

NumberKind = Literal["quantity", "date", "code", "office"]
KINDS: tuple[NumberKind, ...] = get_args(NumberKind)

MAX_DISTANCE = 12  # characters before a number in which a word speaks for it
# Between the word and its number: 金额（元）：, 合同编号为, 凭证号 第.
_FILLERS = re.compile(r"(?:[\W_]|为|是|共|第|约|元|亩)+$")
_TAILS = "(?:编号|代码|编码|号码?|电话|热线)?"
_CLAUSE = re.compile(r"[0-9。；;！？!?\n]")
# 安政发〔2026〕106号
_DOCUMENT = re.compile(r"[〔\[【](?:19|20)[0-9]{2}[〕\]】]\s?第?[0-9]{1,5}号")
_TOKEN = re.compile(r"[0-9][0-9,，.]*")
_FIGURE = re.compile(
    r"(?:[0-9]{1,8}|[0-9]{1,3}(?:[,，][0-9]{3})+)(?:\.[0-9]{1,6})?[.,，]?"
)
_LONG = re.compile(r"([0-9]{1,8})\.[0-9]{7,}")  # more places than anybody writes
MAX_WHOLE = 3  # digits before them: six would be the head of a person's number
MAX_PLACES = 4
NOISE = Decimal("1e-9")  # what is left of 0.1 + 0.2
_PADDED = re.compile(r"0[0-9]")
_PADDED_THREE = re.compile(r"0[0-9]{2}")  # no amount is written so, a card's fours are
_LIST = re.compile(r"[0-9]+(?:[、，；;] ?[0-9]+)+")
_BLOCKS = re.compile(r"1[3-9][0-9][、，；;] ?[0-9]{4}[、，；;] ?[0-9]{4}")
_DIGITS = re.compile(r"[0-9]+")
_BRACKETED = re.compile(r"[（(【\[][^（(【\[）)】\]]*[）)】\]]?")
_OFFICE = re.compile(r"0[0-9]{9,11}|[2-9][0-9]{6,7}|[48]00[0-9]{7}|1[0-9]{4}")
_MARKED_DAY = re.compile(r"(20[1-9][0-9])([-./])([0-9]{1,2})\2([0-9]{1,2})")
# 1998-2028, 2024.1.1—2028.12.31; 500—3000 before 元.
_RANGE = re.compile(r"(\S+?)(?:[—–~～]+|-(?=20[0-9]{2}|[0-9]+$))(\S+)")
_TERM_END = re.compile(
    r"(?:19[4-9][0-9]|20[0-9]{2})(?:[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12][0-9]|0?[1-9]))?)?"
)
_MAX_BOUND = 5  # digits of the two numbers of a range
MIN_PIECES = 7  # digits that somebody wrote one by one
_SHORT = 59  # minutes; days and months are fewer


def kind_of_head(head: str) -> NumberKind | None:
    """What the head of a column says of the numbers in it: its last word does, brackets
    aside. 项目编号 are codes, 项目名称 and 项目 are words.
    """
    bare = re.sub(r"[\W_]+$", "", _BRACKETED.sub("", "".join(head.split())) or head)
    if _at_end("never").search(bare) or _named_only().search(bare):
        return None
    return next((kind for kind in KINDS if _at_end(kind).search(bare)), None)


@cache
def _named_only() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(words('numbers', 'things'))})$")


def kind_before(text: str, start: int) -> NumberKind | None:
    """By the word right before a number: 凭证号：…, 面积（亩）…, 监督电话…"""
    if _DOCUMENT.match(text, max(0, start - 1)):
        return "code"
    near = _near(text, start)
    if _pattern("never").search(near):
        return None
    word = _FILLERS.sub("", near)
    return next((kind for kind in KINDS if _at_end(kind).search(word)), None)


def is_paid(text: str, start: int) -> bool:
    """打款：…, 收款 …: as well whose number the money went to as how much it was."""
    return bool(_at_end("payment").search(_FILLERS.sub("", _near(text, start))))


def _near(text: str, start: int) -> str:
    """What stands before a number in its clause, as far as a word of it may speak."""
    begin = start
    while begin > max(0, start - MAX_DISTANCE) and _is_letter(text[begin - 1]):
        begin -= 1  # 54610603ME81483341 is one code
    return _CLAUSE.split(text[max(0, begin - MAX_DISTANCE) : begin])[-1]


def _is_letter(c: str) -> bool:
    return c.isascii() and (c.isalnum() or c in "-/")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(words('numbers', kind))}){_TAILS}")


@cache
def _at_end(kind: str) -> re.Pattern[str]:
    return re.compile(f"{_pattern(kind).pattern}$")


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[\s)）/]{{0,2}}(?:{any_of(words('numbers', 'units'))})")


def has_unit(text: str, end: int) -> bool:
    return bool(_unit().match(text, end))


def fits(kind: NumberKind, run: str) -> bool:
    """Whether a run of digits can be what its surroundings say of it."""
    if kind == "code":
        return True
    if kind == "office":
        return all(
            _OFFICE.fullmatch(re.sub(r"[^0-9]", "", number))
            for number in re.split(r"[、,，;；/\s]+", run)
            if number
        )
    return _is_dates(run) or (kind == "quantity" and _is_figures(run))


def is_spelled(run: str) -> bool:
    """6 1 0 6 2 4 1: one number a digit at a time, and no numbers that rise."""
    pieces = _DIGITS.findall(run)
    is_single = len(pieces) >= MIN_PIECES and max(map(len, pieces)) == 1
    return is_single and not is_enumeration(run)


def is_list(run: str) -> bool:
    """3、5、2、8: numbers that stand in a row, each for itself."""
    return bool(_LIST.fullmatch(run))


def is_mobile_in_blocks(run: str) -> bool:
    """137、4921、9033: as people write a mobile's number; of three sums a unit says so."""
    return bool(_BLOCKS.fullmatch(run))


def is_padded(run: str) -> bool:
    """13 50 01 38: one of its pieces begins with a nought, as no quantity does."""
    return any(map(_PADDED.match, _TOKEN.findall(run)))


def is_figure(token: str) -> bool:
    """46,675.20, 777.92, 600: a number as amounts and areas are written."""
    return bool(_FIGURE.fullmatch(token)) and not _PADDED_THREE.match(token)


def without_tail(cell: str) -> str:
    """A figure that a machine has divided, as far as it says something: 公顷
    0.26666666666666666 → 0.266667, 240.00000000000003 → 240.

    Of a person's number with a dot in it no seven digits are left.
    """
    found = _LONG.fullmatch(cell.strip())
    if found is None:
        return cell
    value = Decimal(found[0])
    near = round(value, MAX_PLACES)
    if abs(value - near) > NOISE:
        whole = len(found[1].lstrip("0"))
        if whole > MAX_WHOLE:
            return cell
        near = round(value, MIN_PIECES - 1 - whole)
    return f"{near.normalize():f}"


def _is_figures(run: str) -> bool:
    return all(map(is_figure, _TOKEN.findall(run)))


def _is_dates(run: str) -> bool:
    return all(map(_is_part_of_date, _DIGITS.findall(run)))


def _is_part_of_date(digits: str) -> bool:
    """06, 2026, 202606, 20260618, two days in a row, or a moment to the second."""
    size = len(digits)
    if size <= 2:
        return int(digits) <= _SHORT
    if size == 4:
        return digits[:2] in ("19", "20") or is_day(f"2024{digits}")
    if size == 6:
        return is_day(f"{digits}01")
    if size == 8:
        return is_day(digits)
    if size == 16:
        return is_day(digits[:8]) and is_day(digits[8:])
    return size in (12, 14) and is_day(digits[:8])


def is_day(text: str) -> bool:
    """20260618: a day of the calendar that a notice may speak of."""
    try:
        return 1900 <= date(int(text[:4]), int(text[4:6]), int(text[6:])).year <= 2099
    except ValueError:
        return False


def is_recent_day(token: str) -> bool:
    """2026-06-18, 2026.6.18: a day with its marks, too young for most birthdays."""
    found = _MARKED_DAY.fullmatch(token)
    return found is not None and is_day(
        f"{found[1]}{int(found[3]):02d}{int(found[4]):02d}"
    )


def is_term(token: str) -> bool:
    """1998-2028, 2021.3-2026.3, 2024.1.1—2028.12.31: two ends, the later one behind."""
    found = _RANGE.fullmatch(token)
    if found is None:
        return False
    is_one = all(map(_TERM_END.fullmatch, found.groups()))
    return is_one and found[1][:4] <= found[2][:4]


def is_span(run: str) -> bool:
    """500—3000 of 500—3000元: two small numbers, the greater one behind."""
    found = _RANGE.fullmatch(run)
    if found is None or not all(map(str.isdecimal, found.groups())):
        return False
    ends = [int(end) for end in found.groups() if not end.startswith("0")]
    return len(ends) == 2 and ends[0] < ends[1] < 10**_MAX_BOUND


def is_enumeration(run: str) -> bool:
    """1、2、3、5 and 8组: small numbers, each greater than the one before."""
    numbers = [int(n) for n in _DIGITS.findall(run) if len(n) <= 2]
    rising = all(a < b for a, b in zip(numbers, numbers[1:], strict=False))
    return rising and len(numbers) == len(_DIGITS.findall(run))
