"""公开时限 as it is written in catalogs, read into a clock where it can be."""

import re
from typing import Any, Literal

from villagepub.forms.form import PeriodKind
from villagepub.period import MONTHS
from villagepub.privacy.masks import numeral

_NUMBER = r"(?P<days>\d{1,3}|[一二三四五六七八九十]{1,3})"
_UNIT = r"个?(?P<unit>工作日|日|天)"
# 公示7日内 is a publicity period, not a limit: what is counted from must not end so.
_DAYS = re.compile(
    rf"(?:自|从|于|在)?(?P<from>[^，。；、]*?)(?<!公示)(?<!公示期)"
    rf"(?:之日起|之日|以?后|起)?的?{_NUMBER}{_UNIT}(?:之|以)?内"
)
_BARE = re.compile(rf"{_NUMBER}{_UNIT}")
_MONTHS = re.compile(
    r"(?:自|从|于|在)?(?P<from>[^，。；、]*?)(?<!公示)(?<!公示期)"
    rf"(?:之日起|之日|以?后|起)?的?{_NUMBER}个月(?:之|以)?内"
)
_PUBLICITY = re.compile(
    rf"公示(?:期限|时间|期)?(?:为|是|：)?(?:不少于|不得少于|至少|满)?{_NUMBER}{_UNIT}"
)
_EVERY: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = (
    ("half", re.compile(r"每半年|按半年|半年(?:度)?(?:公[开布]|[一1]次)|半年度")),
    (
        "quarter",
        re.compile(r"每(?:[一1])?(?:个)?季度?|[按逐]季度?|季度?(?:公[开布]|[一1]次)"),
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
            r"每(?:[一1])?(?:个)?年|[按逐]年度?|(?<![常全])年度?(?:公[开布]|[一1]次)"
        ),
    ),
)
_DAY = re.compile(
    r"(?:(?P<first>首个?月|第一个?月)|(?P<last>末个?月|最后一?个?月)|(?P<month>\d{1,2})月)?"
    r"的?(?P<day>\d{1,2})[日号](?!内|以内|起)"
)
MAX_LENGTH = 500  # characters; what is longer is no limit
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def clock(text: str) -> dict[str, Any] | None:
    """{"days", "unit", "from", "publicity", …}; None where no clock can be read.

    ``unit`` is working or calendar, ``publicity_unit`` likewise; ``months`` stands for
    1个月内, which no number of days is. ``every`` stands for 每季度 and 每月, with
    ``month`` of the period (每季度末月: 3) and ``day`` where a day is named; ``at_once``
    for 随时公布 and 及时公开, ``always`` for 长期公开.
    """
    plain = "".join(text[:MAX_LENGTH].translate(_FULL_WIDTH).split())
    found = {**_days(plain), **_publicity(plain), **_every(plain)}
    if re.search(r"随时|及时|即时|实时", plain):
        found["at_once"] = True
    if re.search(r"长期|常年", plain):
        found["always"] = True
    if not found:
        return None
    return {"days": None, "unit": None, "from": None, "publicity": None} | found


def _days(text: str) -> dict[str, Any]:
    bare = _BARE.fullmatch(text.rstrip("。"))
    match = bare or _DAYS.search(text)
    if match is None:
        return _months(text)
    return {
        "days": numeral(match["days"]),
        "unit": _unit(match["unit"]),
        "from": "" if bare else _start(match["from"], text),
    }


def _months(text: str) -> dict[str, Any]:
    match = _MONTHS.search(text)
    if match is None:
        return {}
    return {"months": numeral(match["days"]), "from": _start(match["from"], text)}


def _publicity(text: str) -> dict[str, Any]:
    match = _PUBLICITY.search(text)
    if match is None:
        return {}
    return {
        "publicity": numeral(match["days"]),
        "publicity_unit": _unit(match["unit"]),
    }


def _every(text: str) -> dict[str, Any]:
    every = next((kind for kind, words in _EVERY if words.search(text)), None)
    if every is None:
        return {}
    found: dict[str, Any] = {"every": every}
    day = _DAY.search(text)
    if day:
        month = 1 if day["first"] else MONTHS[every] if day["last"] else day["month"]
        found |= {"day": int(day["day"])} | ({"month": int(month)} if month else {})
    return found


def _unit(word: str) -> Literal["working", "calendar"]:
    return "working" if word == "工作日" else "calendar"


def _start(start: str, text: str) -> str:
    """制定或获取信息之日: where the days are counted from, with its 之日."""
    start = start.strip()
    return f"{start}之日" if f"{start}之日" in text else start
