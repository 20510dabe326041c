"""Cells as canonical values: money 1099.80, area 18.33, count 4, date, group 4组."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from villagepub import privacy
from villagepub.forms import money
from villagepub.forms.form import FormColumn
from villagepub.forms.money import MoneyError

MAX_LENGTH = 200  # characters of a cell; a name or a title is far shorter
MAX_AREA = Decimal(100_000)  # 亩
MAX_COUNT = 1_000_000

NOTHING = frozenset(("", "-", "－", "—", "——", "/", "／", "\\", "无"))  # of a number

Reader = Callable[[str], str]


class UnreadableError(ValueError):
    """A cell that can't be read; the message says why, in a few words."""


def reader(column: FormColumn, label: str, *, year: int, month: int) -> Reader:
    """A function from the cells of one column to canonical values.

    ``label`` is the sheet's head (its unit counts), ``year`` and ``month`` complete
    dates written as 7.8. Raises UnreadableError.
    """
    read = _reader(column, label, year, month)
    if column.kind in ("text", "ref", "name"):
        return lambda cell: read(cell) if cell else ""
    return lambda cell: "" if cell in NOTHING else read(cell)


def _reader(column: FormColumn, label: str, year: int, month: int) -> Reader:
    if column.kind in ("money", "rate"):
        unit = _unit(label)
        return lambda cell: (unit == 1 and _quick(cell)) or _money(cell, unit)
    if column.kind == "area":
        return _area
    if column.kind == "count":
        return _count
    if column.kind == "date":
        return lambda cell: _date(cell, year, month)
    if column.kind == "group":
        return group
    return _name if column.kind == "name" else _text


def _unit(label: str) -> Decimal:
    match = re.search(r"[（(/]?(亿|万|千)元", label)
    return money.UNITS[match[1]] if match else Decimal(1)


def _money(cell: str, unit: Decimal) -> str:
    try:
        return str(money.parse(cell, unit=unit))
    except MoneyError as error:
        raise UnreadableError(str(error)) from None


def _plain_number(cell: str) -> Decimal:
    text = unicodedata.normalize("NFKC", cell)
    text = re.sub(r"[\s,，]|亩|户|人|口|个|月|元|m2|平方米", "", text)
    if not re.fullmatch(r"[-+]?\d+(\.\d+)?", text):
        raise UnreadableError(f"“{cell[:20]}”不是数")
    value = Decimal(text)
    if value < 0:
        raise UnreadableError(f"“{cell[:20]}”是负数")
    return value


def _quick(cell: str) -> str:
    """A plain number of at most two places as it stands; '' for anything else.

    Nine cells of ten are so, and a long list has half a million of them.
    """
    whole, point, places = cell.partition(".")
    if not (
        whole.isdecimal() and cell.isascii() and len(whole) < 10 and len(places) < 3
    ):
        return ""
    if point and not places.isdecimal():
        return ""
    return f"{int(whole)}.{places:0<2}"


def _area(cell: str) -> str:
    if len(cell) < 8 and (quick := _quick(cell)):
        return quick
    value = _plain_number(cell)
    if value >= MAX_AREA:
        raise UnreadableError(f"“{cell[:20]}”大得不像真的")
    return str(value.quantize(money.CENT))


def _count(cell: str) -> str:
    value = _plain_number(cell)
    if value != value.to_integral_value():
        raise UnreadableError(f"“{cell[:20]}”不是整数")
    if value >= MAX_COUNT:
        raise UnreadableError(f"“{cell[:20]}”大得不像真的")
    return str(int(value))


def _date(cell: str, year: int, month: int) -> str:
    text = _in_digits(unicodedata.normalize("NFKC", cell))
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if len(numbers) == 3:
        return _day(*numbers, cell=cell)
    if len(numbers) == 2:
        return _day(year, *numbers, cell=cell)
    if len(numbers) == 1 and month:
        return _day(year, month, numbers[0], cell=cell)
    raise UnreadableError(f"“{cell[:20]}”不是日期")


def _in_digits(text: str) -> str:
    """二〇二六年六月十八日 → 2026年6月18日."""
    year = re.match(r"[〇零○一二三四五六七八九]{4}(?=年)", text)
    if year:
        digits = "".join(
            str("〇一二三四五六七八九".find(c) % 10) for c in _zeros(year[0])
        )
        text = digits + text[4:]
    return re.sub(
        r"[一二三四五六七八九十]{1,3}(?=[月日])",
        lambda m: str(privacy.numeral(m[0])),
        text,
    )


def _zeros(text: str) -> str:
    return text.replace("零", "〇").replace("○", "〇")


def _day(year: int, month: int, day: int, *, cell: str) -> str:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise UnreadableError(f"“{cell[:20]}”不是日期")
    return f"{year:04d}-{month:02d}-{day:02d}"


def group(cell: str) -> str:
    """第三组, 三组, 叁组, 三社, 3 and 第3村民小组 are 3组; 阳湾小组 is 阳湾组."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))
    found = privacy.group_of(text)
    if found:
        return found
    if re.fullmatch(r"第?[\d一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}", text):
        return privacy.group_of(text + "组")
    return _text(re.sub(r"(?<=[\u4e00-\u9fff])(?:村民|居民)?小?组$", "组", text))


def _name(cell: str) -> str:
    return privacy.canonical_name(_text(cell))


def _text(cell: str) -> str:
    if len(cell) > MAX_LENGTH:
        raise UnreadableError(f"有 {len(cell):,} 个字，最多 {MAX_LENGTH} 个")
    return " ".join(cell.split())
