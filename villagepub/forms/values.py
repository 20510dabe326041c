"""Cells as canonical values: money 1099.80, area 3.504, count 4, date, group 4组.

A canonical number stands in the form's own unit with at least two places and as many more
as were written; what stood in another unit keeps its words beside it.
"""

import re
import unicodedata

from villagepub import privacy
from villagepub.forms.days import dates, months
from villagepub.forms.form import FormColumn
from villagepub.forms.quantities import quantity
from villagepub.forms.quantities.measures import (
    EMPTY,
    Measure,
    Reader,
    Reading,
    UnreadableError,
    plain_number,
)
from villagepub.forms.quantities.quantity import NumberError, Quantity
from villagepub.forms.quantities.unit_resolution import BY_FORM, ResolvedUnit
from villagepub.forms.words import name_digits, reasons
from villagepub.forms.words.classes import class_of
from villagepub.memory import remembers
from villagepub.tables.cells.faulty_cells import NO_RESULT, is_fault

MAX_LENGTH = 200  # characters of a cell; a name or a title is far shorter
MAX_COUNT = 1_000_000
_NTH = r"第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_GROUPS = re.compile(rf"{_NTH}[组社队]?[、,/和及与至~-]{_NTH}(?:村民)?小?[组社队]")
_DITTO = re.compile("同[上前左]")
_ROMAN = re.compile("[Ⅰ-Ⅻ]")  # signs of their own: I, V and X are letters
_ONE = re.compile("[\u4e00-\u9fff]")
_DAY = re.compile(r"[0-9]月[0-9]*日?|^[0-9]{4}年")

HALVED = frozenset(("个月", "工日"))  # half of one is worked and paid
GOODS_APART = re.compile(r"[、；;和及]|(?<=[\u4e00-\u9fff])[\s，,]+(?=\d)")
LATE_YEARS = 2  # how old what is posted may be
OLD_YEARS = (
    10  # of a debt or a lease: 7.3 of a year that nobody wrote is not this one's
)
NOTHING = frozenset(("", "-", "－", "—", "——", "/", "／", "\\", "无"))  # of a number


def reader(
    column: FormColumn, *, unit: ResolvedUnit = BY_FORM, year: int = 0, month: int = 0
) -> Reader:
    """A function from the cells of one column to canonical values.

    ``unit`` is what the sheet says of the whole column, ``year`` and ``month`` complete
    days written as 7.8. Raises UnreadableError.
    """
    read = _reader(column, unit, year, month)
    nothing = ("",) if column.kind in ("text", "ref", "name") else NOTHING
    return lambda cell: EMPTY if cell in nothing else _sound(cell, read)


def _sound(cell: str, read: Reader) -> Reading:
    if is_fault(cell):
        no_result = cell == NO_RESULT
        raise UnreadableError(
            "公式没有算出结果" if no_result else f"“{cell}”是算错的公式"
        )
    return read(cell)


def in_unit(column: FormColumn, unit: str, cell: str) -> str:
    """What a cell comes to if ``unit`` is meant, in the form's own; '' if nothing."""
    told = ResolvedUnit(name=unit, source="clerk")
    try:
        return reader(column, unit=told)(cell).value
    except UnreadableError:
        return ""


def _reader(column: FormColumn, unit: ResolvedUnit, year: int, month: int) -> Reader:
    if column.kind in ("money", "area", "rate"):
        measure = Measure(column, unit)
        if measure.is_plain:
            return lambda cell: plain_number(cell) or measure.read(cell)
        return measure.read
    if column.role == "months":
        return lambda cell: _months(column, cell)
    if column.kind == "count":
        return lambda cell: _count(column, cell)
    if column.kind == "goods":
        return lambda cell: _goods(column, cell, unit)
    if column.kind == "date":
        return lambda cell: _date(column, cell, year, month)
    if column.kind == "group":
        return _group
    return _words_reader(column)


def _words_reader(column: FormColumn) -> Reader:
    if column.reason_of:
        return lambda cell: _reason(column, cell)
    if column.classes:
        return lambda cell: _class(column, cell)
    if column.kind == "name":
        return _name
    return lambda cell: Reading(_text(cell))


@remembers(16_384)  # the villages of a township have the same names
def _name(cell: str) -> Reading:
    """A name has a letter in it: 〃 and 12 are none, and nobody is called 同上."""
    found = privacy.canonical_name(name_digits.listed(_text(cell)))
    fault = name_digits.fault_of(found)
    if fault or _DITTO.fullmatch(found):
        raise UnreadableError(f"“{cell[:20]}”{fault or '不是名字'}")
    return Reading(found)


def _group(cell: str) -> Reading:
    """2-1 and 2026-01-01 are what Excel makes of a group's number: nobody's group."""
    found = group(cell)
    if not any(map(str.isalpha, found)) or _DAY.search(found):
        raise UnreadableError(f"“{cell[:20]}”不是组名")
    if _GROUPS.search("".join(unicodedata.normalize("NFKC", cell).split())):
        raise UnreadableError(f"“{cell[:20]}”写着不止一个组，写一个")
    return Reading(found)


def _number(cell: str) -> Quantity:
    try:
        found = quantity.parse(cell)
    except NumberError as error:
        raise UnreadableError(str(error)) from None
    if found.value < 0:
        raise UnreadableError(f"“{cell[:20]}”是负数")
    return found


def _months(column: FormColumn, cell: str) -> Reading:
    try:
        count = months.count_months(cell, is_named=column.by_month)
    except NumberError as error:
        raise UnreadableError(str(error)) from None
    return Reading(str(count), cell) if count else _count(column, cell)


def _count(column: FormColumn, cell: str) -> Reading:
    found = _number(cell)
    if found.unit and found.unit not in (column.unit, *column.same_units):
        raise UnreadableError(
            f"“{cell[:20]}”的单位是“{found.unit}”，这一列要的是{column.unit or '个数'}"
        )
    is_work = not HALVED.isdisjoint((column.unit, *column.same_units))
    pieces = found.value * 2 if is_work else found.value
    if pieces != pieces.to_integral_value():
        raise UnreadableError(f"“{cell[:20]}”不是整数")
    if found.value >= MAX_COUNT:
        raise UnreadableError(f"“{cell[:20]}”大得不像真的")
    return Reading(quantity.plain(found.value))


def _class(column: FormColumn, cell: str) -> Reading:
    """Of 户主、配偶、子, a household read into one row, the first is the row's own."""
    said = "".join(cell.split())
    found = class_of(column, said.partition("、")[0] if column.asks else said)
    if not found:
        known = "、".join(words[0] for words in column.classes)
        raise UnreadableError(f"“{cell[:20]}”认不出是哪一种（{known}）")
    return Reading(found)


def _reason(column: FormColumn, cell: str) -> Reading:
    if cell in reasons.NO_REASON:
        return EMPTY
    found = reasons.reason_in(column, cell)
    if not found:
        raise UnreadableError(f"“{cell[:20]}”")
    return Reading(found)


def _goods(column: FormColumn, cell: str, told: ResolvedUnit) -> Reading:
    """2, 2袋: how many of a thing, in the unit of its column or in its own; of several
    things that one row has, 2袋、1桶, each.
    """
    each = [piece for piece in GOODS_APART.split(cell.strip()) if piece]
    if column.asks_unit and len(each) > 1:
        return Reading("、".join(_goods(column, one, told).value for one in each))
    found = _number(cell)
    unit, known = found.unit or told.name, (column.unit, *column.same_units)
    if any(known) and unit not in ("", *known):
        own = f"是{column.unit}" if column.unit else "不认这个单位"
        raise UnreadableError(f"“{cell[:20]}”的单位是“{unit}”，这一列{own}")
    if column.asks_unit and not found.unit:
        raise UnreadableError(f"“{cell[:20]}”没有写单位，像 2袋 这样写")
    value = quantity.plain(found.value)
    return Reading(value if column.unit else f"{value}{unit}")


def _date(column: FormColumn, cell: str, year: int, month: int) -> Reading:
    is_old = column.years_back > LATE_YEARS  # 7月 of an old debt is of any year
    own_year = 0 if is_old else year
    if column.by_month and (told := dates.parse_month(cell, year=own_year)):
        return Reading(told)
    try:
        is_any = column.years_back >= OLD_YEARS
        known = 0 if is_any else year
        return Reading(dates.parse(cell, year=known, month=month).isoformat())
    except dates.DateError as error:
        raise UnreadableError(str(error)) from None


def group(cell: str) -> str:
    """第三组, 三组, 叁组, 三社, 3, 3#组, 3-组, Ⅲ组 and 第3村民小组 are 3组; 阳湾小组 is
    阳湾组.
    """
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", _ROMAN.sub(_arabic, cell)))
    text = re.sub(r"(?<=\d)[#号\-–—.、](?=(?:村民)?小?[组社队])", "", text)
    text = re.sub(r"(?<=\d)\.0+(?=组?$)", "", text)  # as a sheet of numbers has it
    found = privacy.group_of(text)
    if found:
        return found
    if re.fullmatch(r"第?[\d一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}", text):
        return privacy.group_of(text + "组")
    return _text(re.sub(r"(?<=[\u4e00-\u9fff])(?:村民|居民)?小?组$", "组", text))


def _arabic(sign: re.Match[str]) -> str:
    return str(ord(sign[0]) - ord("Ⅰ") + 1)


def _text(cell: str) -> str:
    if len(cell) > MAX_LENGTH:
        raise UnreadableError(f"有 {len(cell):,} 个字，最多 {MAX_LENGTH} 个")
    words = cell.split()
    is_spread = len(words) > 1 and all(_ONE.fullmatch(word) for word in words)
    return ("" if is_spread else " ").join(words)  # 债　务 is 债务
