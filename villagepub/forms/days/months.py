"""The months that a title or a sheet's name speaks of: 7月, 7—9月, 7、8、9月."""

import re
import unicodedata
from dataclasses import replace

from villagepub.forms.form import Form, FormColumn
from villagepub.forms.quantities.quantity import NumberError
from villagepub.tables.table import Table

_MONTHS = re.compile(
    r"(?<!\d)(\d{1,2}(?:\s*月份?)?(?:\s*(?:[-~—–、,，和及]|至|到)+\s*\d{1,2}(?:\s*月份?)?)*)"
    r"(?<=[月份])(?!\s*\d{1,2}\s*日)"
)
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_SPAN = re.compile(r"(\d{1,2})\s*月?份?\s*(?:[-~—–]|至|到)+\s*(\d{1,2})")


def named_months(text: str) -> tuple[int, ...]:
    """In order, each once; () where no month is named. Days (7月3日) name none."""
    found: set[int] = set()
    for said in _MONTHS.findall(unicodedata.normalize("NFKC", text)):
        found |= {int(n) for n in re.findall(r"\d+", said)}
        for first, last in _SPAN.findall(said):
            found |= set(range(int(first), int(last) + 1))
    return tuple(sorted(month for month in found if 1 <= month <= 12))


_WHOLE = {"半年": 6, "上半年": 6, "下半年": 6, "全年": 12, "一年": 12, "整年": 12}
_NEXT = re.compile("[次来翌明]年")
_VALUES = {word: n for n, word in enumerate("一二三四五六七八九十", 1)}
_VALUES |= {"十一": 11, "十二": 12}
_DIGITS = re.compile("十[一二]|[一二三四五六七八九十](?![一二三四五六七八九十个])")
_QUARTER = re.compile(r"(?:第?[一二三四1-4]|本|一?个)季度?")


def as_named_months(column: FormColumn, head: str) -> FormColumn:
    """月份 over 9月: that is September, and one month; 月份数 over 3月 may be three."""
    is_named = column.role == "months" and re.search("月份(?!数)", head)
    return replace(column, by_month=True) if is_named else column


def count_months(cell: str, *, is_named: bool) -> int:
    """How many months 7-9月, 7、8、9月, 第三季度 or 全年 are; 0 where no months are named.

    Raises NumberError where nobody can know: 3月 is March or three months, but where
    the head says that months are named (月份), and from November to February a year has
    to be known.
    """
    text = "".join(unicodedata.normalize("NFKC", cell).split())
    if text in _WHOLE or _QUARTER.fullmatch(text):
        return _WHOLE.get(text, 3)
    text = _DIGITS.sub(lambda digit: str(_VALUES[digit[0]]), text)
    found = named_months(text)
    spans = [(int(a), int(b)) for a, b in _SPAN.findall(text)]
    is_one = len(found) < 2 and "月" in text and "个月" not in text and not is_named
    if (
        is_one
        or text.count("年") > 1
        or _NEXT.search(text)
        or any(a > b for a, b in spans)
    ):
        raise NumberError(f"“{cell[:20]}”是几个月说不准，写成 3 这样的数")
    return len(found)


def part_name(form: Form, table: Table) -> str:
    """7月 from the sheet's name or from a title like 2026年07月财务公开榜; 7月至9月."""
    if form.parts == "month":
        for text in (table.name, *table.lead):
            months = named_months(text)
            if len(months) > 1:
                return f"{months[0]}月至{months[-1]}月"
            if months:
                return f"{months[0]}月"
    return table.name


def named_year(table: Table) -> int:
    """The first year that its name or a line above it speaks of; 0 if none does."""
    found = _YEAR.search(" ".join((table.name, *table.lead)))
    return int(found[0]) if found else 0
