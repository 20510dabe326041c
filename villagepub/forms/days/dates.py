"""Days as people write them; only a day that the calendar has and the text names whole."""

import re
import unicodedata
from datetime import date

from villagepub import privacy

_YEAR = r"(?P<year>[0-9]{4})"
_MONTH, _DAY = r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_CLOCK = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?)?"
_FORMS = [
    re.compile(form)
    for form in (
        rf"{_YEAR}(?P<mark>[-/.]){_MONTH}(?P=mark){_DAY}{_CLOCK}",
        rf"{_YEAR}年{_MONTH}月{_DAY}[日号]?",
        r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        rf"{_MONTH}[-/.]{_DAY}",
        rf"{_MONTH}月{_DAY}[日号]?",
        rf"{_DAY}[日号]?",
    )
]
MONTHS = 12
# of a debt, and until when land is let; others are typed wrong
YEARS = range(1949, 2101)
_WHOLE_MONTH = re.compile(
    rf"{_YEAR}(?:年{_MONTH}月份?|[-/.](?P<marked>0[1-9]|1[0-2]|[2-9]))"
)
_SHORT_YEAR = re.compile(r"[0-9]{2}([-/.年])[0-9]{1,2}(?:\1|月)[0-9]{1,2}日?")
_LUNAR = re.compile(r"农历|阴历|旧历|[正冬腊]月|[廿卅]|初[一二三四五六七八九十0-9]")
_SPOKEN_YEAR = re.compile(r"[〇零○0一二三四五六七八九]{4}(?=年)")
_SPOKEN = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日号])")


class DateError(ValueError):
    """A text that names no day; the message says why, in a few words."""


def parse(text: str, *, year: int = 0, month: int = 0) -> date:
    """2026-07-03, 2026.7.3, 20260703, 二〇二六年七月三日; 7.3 and 7月3日 in ``year``,
    3日 in ``month`` too (0: nobody said which). Raises DateError.
    """
    told = _in_digits(unicodedata.normalize("NFKC", text).strip())
    shown = f"“{text[:20]}”"
    if _LUNAR.search(told):
        raise DateError(f"{shown}是农历的写法，要写公历的年月日")
    if _SHORT_YEAR.fullmatch(told):
        raise DateError(f"{shown}的年份只写了两位，要写全四位")
    match = next((m for form in _FORMS if (m := form.fullmatch(told))), None)
    if match is None:
        raise DateError(f"{shown}看不出是哪一天")
    said = {
        key: int(value) for key, value in match.groupdict("").items() if value.isdigit()
    }
    years, months = said.get("year", year), said.get("month", month)
    if "year" in said and years not in YEARS:
        raise DateError(f"{shown}的年份不像真的")
    if not years or not months:
        raise DateError(f"{shown}没有写是哪年哪月")
    try:
        return date(years, months, said["day"])
    except ValueError:
        raise DateError(f"{shown}没有这一天") from None


def parse_month(text: str, *, year: int) -> str:
    """2026-09 of 2026年9月, 2026.9, 二〇二六年九月, 2026 of 2026年; of 9月 in ``year``, if
    that is known; '' of anything else. 2026.1 may be what a sheet of numbers has left of
    2026.10.
    """
    told = _in_digits(unicodedata.normalize("NFKC", text).strip())
    if year and re.fullmatch("[0-9]{1,2}月份?", told):
        told = f"{year}年{told}"
    if whole := re.fullmatch(r"((?:19|20)[0-9]{2})年?度?", told):
        return whole[1] if int(whole[1]) in YEARS else ""
    match = _WHOLE_MONTH.fullmatch(told)
    month = int(match["month"] or match["marked"]) if match else 0
    if match is None or not 1 <= month <= MONTHS or int(match["year"]) not in YEARS:
        return ""
    return f"{match['year']}-{month:02d}"


def _in_digits(told: str) -> str:
    """二〇二六年六月十八日 → 2026年6月18日; 二0二六年 too."""
    year = _SPOKEN_YEAR.match(told)
    if year:
        plain = re.sub("[零○0]", "〇", year[0])
        digits = "".join(str("〇一二三四五六七八九".index(c)) for c in plain)
        told = digits + told[4:]
    return _SPOKEN.sub(lambda m: str(privacy.numeral(m[0])), told)
