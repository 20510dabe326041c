"""公开时限 as it is written in catalogs, read into a clock where it can be."""

import re
from dataclasses import replace
from typing import Any

from villagepub.forms.form import PeriodKind
from villagepub.period import MONTHS
from villagepub.privacy.masks import numeral
from villagepub.time_limit import TimeLimit, Unit

_FIGURE = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
_NUMBER = rf"(?P<days>{_FIGURE})"
_UNIT = r"(?:个?(?P<unit>工作日|日|天|小时)|个?(?P<weeks>周|星期))"
# 公示7日内 is a publicity period, not a limit: what is counted from must not end so.
_FROM = (
    r"(?:自|从|于|在)?(?P<from>[^，。；、]*?)(?<!公示)(?<!公示期)"
    r"(?:之日起|之日|以?后|起)?的?"
)
_DAYS = re.compile(rf"{_FROM}{_NUMBER}{_UNIT}(?:之|以)?内")
_BARE = re.compile(rf"{_NUMBER}{_UNIT}")
_MONTHS = re.compile(
    rf"{_FROM}(?:(?P<half>半个?月)|{_NUMBER}个月|(?P<years>{_FIGURE})年)(?:之|以)?内"
)
_SAME_DAY = re.compile(
    r"(?:自|从|于|在)?(?P<from>[^，。；、]*?)(?:的)?(?P<which>当[日天场]|次日)(?!起)"
)
_PUBLICITY = re.compile(
    rf"公示(?:期限|时间|期)?(?:为|是|：)?(?:不少于|不得少于|至少|满)?{_NUMBER}{_UNIT}"
)
_EVERY: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = (
    ("half", re.compile(r"每半年|按半年|半年(?:度)?(?:公[开布]|[一1]次)|半年度")),
    (
        "quarter",
        re.compile(
            r"每(?:[一1])?(?:个)?季度?|[按逐]季度?|季度?(?:公[开布]|[一1]次)|季度?末"
        ),
    ),
    (
        "month",
        re.compile(
            r"(?:每(?:[一1])?(?:个)?|[按逐])月|(?<![\d一二三四五六七八九十])月度?公[开布]|(?<!个)月[一1]次"
        ),
    ),
    (
        "year",
        re.compile(
            r"每(?:[一1])?(?:个)?年|[按逐]年度?|(?<![常全])年度?(?:公[开布]|[一1]次)|(?<![每半])年[末底]"
        ),
    ),
)
_DAY = re.compile(
    r"(?:(?P<first>首个?月|第一个?月)|(?P<last>末个?月|最后一?个?月|季度?末|半年末|年末)"
    r"|(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?)?"
    r"的?(?:(?P<day>\d{1,2}|廿?[一二三四五六七八九十]{1,3}|廿)[日号](?!内|以内|起)|(?P<end>(?<=月)[底末]|月[底末]))"
)
_END = re.compile(r"(?:每季度?|每半年|每年)(?:末|底)(?!个?月)")
MAX_DAY = 31  # days of a month: its last one, whatever the month
MAX_LENGTH = 500  # characters; what is longer is no limit
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def read(text: str) -> TimeLimit | None:
    """A limit in any spelling that catalogs have; None where no clock can be read.

    一周内 is seven days, 24小时内 one, 当天 none; 每季度末 is its last month's last day.
    """
    plain = "".join(text[:MAX_LENGTH].translate(_FULL_WIDTH).split())
    found = {**_days(plain), **_publicity(plain), **_every(plain)}
    if re.search(r"随时|及时|即时|实时|立即|适时", plain):
        found["at_once"] = True
    if re.search(r"长期|常年|永久", plain):
        found["always"] = True
    return replace(TimeLimit(), **found) if found else None


def clock(text: str) -> dict[str, Any] | None:
    """The same as it is stored: ``TimeLimit.as_clock``."""
    limit = read(text)
    return limit.as_clock() if limit else None


def _days(text: str) -> dict[str, Any]:
    bare = _BARE.fullmatch(text.rstrip("。"))
    match = bare or _DAYS.search(text)
    if match is None:
        return _months(text) or _same_day(text)
    return _counted(match) | {"start": "" if bare else _start(match["from"], text)}


def _counted(match: re.Match[str]) -> dict[str, Any]:
    """How many days, in which unit; a begun day of hours is a day."""
    count = _number(match["days"])
    if match["weeks"]:
        return {"days": count * 7, "unit": "calendar"}
    if match["unit"] == "小时":
        return {"days": -(-count // 24), "unit": "calendar"}
    return {"days": count, "unit": _unit(match["unit"])}


def _months(text: str) -> dict[str, Any]:
    match = _MONTHS.search(text)
    if match is None:
        return {}
    start = {"start": _start(match["from"], text)}
    if match["half"]:
        return {"days": 15, "unit": "calendar"} | start
    count = _number(match["days"]) if match["days"] else _number(match["years"]) * 12
    return {"months": count} | start


def _same_day(text: str) -> dict[str, Any]:
    match = _SAME_DAY.search(text)
    if match is None:
        return {}
    days = int(match["which"] == "次日")
    return {"days": days, "unit": "calendar", "start": _start(match["from"], text)}


def _publicity(text: str) -> dict[str, Any]:
    match = _PUBLICITY.search(text)
    if match is None:
        return {}
    counted = _counted(match)
    return {"publicity": counted["days"], "publicity_unit": counted["unit"]}


def _every(text: str) -> dict[str, Any]:
    every = next((kind for kind, words in _EVERY if words.search(text)), None)
    if every is None:
        return {}
    day = _DAY.search(text)
    if day is None:
        whole = {"day": MAX_DAY, "month": MONTHS[every]} if _END.search(text) else {}
        return {"every": every} | whole
    found: dict[str, Any] = {"every": every, "day": _day(day["day"])}
    if day["first"]:
        found["month"] = 1
    elif day["last"]:
        found["month"] = MONTHS[every]
    elif day["month"]:
        found["month"] = _number(day["month"])
    return found


def _day(text: str | None) -> int:
    """20, 二十, 廿五; no text: 月底."""
    if text is None:
        return MAX_DAY
    return _number(text.replace("廿", "二十", 1))


def _number(text: str) -> int:
    return numeral(text.replace("两", "二"))


def _unit(word: str) -> Unit:
    return "working" if word == "工作日" else "calendar"


def _start(start: str, text: str) -> str:
    """制定或获取信息之日: where the days are counted from, with its 之日."""
    start = start.strip()
    return f"{start}之日" if f"{start}之日" in text else start
