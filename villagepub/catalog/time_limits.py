"""公开时限 as it is written in catalogs, read into a clock where it can be."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from villagepub.forms.form import PeriodKind
from villagepub.period import MONTHS
from villagepub.privacy.groups import numeral
from villagepub.time_limit import TimeLimit, Unit

_NUMERALS = "一二两三四五六七八九十百廿卅"
# never the end of a longer figure: of 1000日, 一百二十日, 1个月零5日 no part is read
_FIGURE = rf"(?<![\d零〇半{_NUMERALS}])(?:\d{{1,3}}|[{_NUMERALS}]{{1,5}})"
_NUMBER = rf"(?P<days>{_FIGURE})"
_UNIT = r"(?:个?(?P<unit>(?:法定)?工作[日天]|(?:自然|日历)?[日天]|小时)|个?(?P<weeks>周|星期))"
# 公示7日内, 公布时间不超过30日 say how long it hangs: what is counted from must not end so.
_HANGS = "".join(
    rf"(?<!公{verb}{word})"
    for verb in "示布开"
    for word in ("期", "时间", "期限", *[""] * (verb == "示"))
)
_FROM = (
    rf"(?:自|从|于|在)?(?P<from>[^，。；、]*?){_HANGS}(?:之日起，?|之日|以?后|起)?的?"
)
_RANGE = rf"(?:{_FIGURE}[-–—~～至到])?"
_AT_MOST = r"不得?(?:超过|[迟晚]于)"
_DAYS = re.compile(
    rf"{_FROM}(?:最[迟晚长])?(?:{_AT_MOST})?{_RANGE}{_NUMBER}{_UNIT}(?:之|以)?内"
)
_WITHIN = re.compile(rf"{_FROM}(?:最[迟晚长])?{_AT_MOST}{_NUMBER}{_UNIT}")
_BARE = re.compile(rf"{_NUMBER}{_UNIT}")
_MONTHS = re.compile(
    rf"{_FROM}(?:(?<!个)(?P<half>半个?月)|{_NUMBER}个月|(?P<years>{_FIGURE})年)(?:之|以)?内"
)
_SAME_DAY = re.compile(
    r"(?:自|从|于|在)?(?P<from>[^，。；、]*?)(?:的)?(?P<which>当[日天场]|次日)(?!起)"
)
_PUBLICITY = re.compile(
    rf"公示(?:期限|时间|期)?(?:为|是|：)?(?:不少于|不得少于|至少|满)?{_NUMBER}{_UNIT}"
)
# 公示7日；发放结果随时公布, 公示期满后公布结果: and no 审批结果确定后…公示7日 before it
_RESULT = re.compile(r"结果|(?:公示)?期满以?后[^，。；]*公[布开告]")
_OVER = "(?:结束|终了|届满|[末底])"
_TIMES = r"(?:每|[一1])年度?(?:公[开布])?(?:不得?少于|至少)?(?:公[开布])?"
# 每两个月, 每三年 are no period that is kept, and 2026年底 comes once
_EVERY: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = (
    (
        "half",
        re.compile(
            rf"每半年|按半年|上半年[、和及]下半年|(?<![上下])半年度?(?:公[开布]|[一1]次|{_OVER})|半年度"
            rf"|每[六6]个月|{_TIMES}[两二2]次"
        ),
    ),
    (
        "quarter",
        re.compile(
            rf"每(?:[一1])?(?:个)?季度?|[按逐次下]季度?|下[一1]个?季"
            rf"|(?<![第年][一二三四1-4])季度?(?:公[开布]|[一1]次|{_OVER})"
            rf"|每[三3]个月|{_TIMES}[四4]次"
        ),
    ),
    (
        "month",
        re.compile(
            rf"(?:每(?:[一1])?(?:个)?|[按逐])月|(?<!\d)[次下](?:[一1]?个)?月"
            rf"|(?<![\d个{_NUMERALS}])月度?(?:公[开布]|结束|终了)|(?<!个)月[一1]次"
            rf"|{_TIMES}(?:十二|12)次"
        ),
    ),
    (
        "year",
        re.compile(
            rf"(?:每(?:[一1])?(?:个)?|[按逐])年(?!龄)|[次翌]年度?(?=[\d{_NUMERALS}首第])|[一1]年[一1]次|(?<![\d每半])年[末底]"
            rf"|(?<![常全\d{_NUMERALS}])年度?(?:公[开布]|[一1]次|结束|终了)"
        ),
    ),
)
# 每季度公布，公布不少于15日 names no day: a day of the month follows its month, or has 前
_DAY = re.compile(
    r"(?:(?P<first>首个?月|第一个?月)|(?P<last>末个?月|最后一?个?月|季度?末|半年末|年末)"
    r"|(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?|(?<=[月季度年在逢])|(?<=于)(?<![少多低]于)"
    r"|(?<=[，。；：、（])(?=.{1,4}[日号](?:之|以)?前))"
    r"的?(?:(?P<day>\d{1,2}|廿?[一二三四五六七八九十]{1,3}|[廿卅])[日号](?!(?:之|以)?[内上]|起)"
    r"|(?P<end>(?<=月)(?:[底末]|最后[一1]?(?:个?工作)?[日天])))"
)
_END = re.compile(
    r"(?:季度?|半年|每年)(?:[末底]|最后[一1]?(?:个?工作)?[日天])(?!个?月|次)"
)
# 每年1月公布, 每年第一季度公布, 每年上半年公布: by its last day
_IN_MONTH = re.compile(
    rf"(?:(?P<month>\d{{1,2}}|[{_NUMERALS}]{{1,3}})月份?|第?(?P<quarter>[一二三四1-4])季度?"
    r"|(?P<half>[上下])半年)(?:之|以)?[前内末底]?(?:公[布开示告]|张榜|完成|$|[，。；、和及])"
)
# 上年度, 上一季度, 上月, 次年3月: the period before the day; not 上半年, 三年以上, and
# neither 本年收支和上年结转 nor 与上年相比.
_ONLY = r"(?:结转|结余|结存|余额|转入|同期|相比|对比)"
_BACK: dict[str, re.Pattern[str]] = {
    "year": re.compile(
        rf"(?:(?<![以比较与同和])[上前][一1]?(?:个)?年|(?<![比较与同和])去年)(?!度?{_ONLY}|[底末])|[次翌]年"
    ),
    "half": re.compile(r"[上前][一1](?:个)?半年"),
    "quarter": re.compile(
        rf"(?<![以比较与同和])[上前][一1]?(?:个)?季(?!度?{_ONLY}|[底末])"
    ),
    "month": re.compile(rf"(?<![以比较与同和])[上前][一1]?(?:个)?月(?!{_ONLY}|[底末])"),
}
MAX_DAY = 31  # days of a month: its last one, whatever the month
MAX_LENGTH = 500  # characters; what is longer is no limit
_PLAIN = str.maketrans("０１２３４５６７８９,;:()", "0123456789，；：（）")


@lru_cache(maxsize=4096)  # all villages have the same few
def read(text: str) -> TimeLimit | None:
    """A limit in any spelling that catalogs have; None where no clock can be read. It is
    read where it is used: what is stored is the words.

    一周内 is seven days, 24小时内 one, 当天 none; 每季度末 is its last month's last day.
    """
    plain = "".join(text[:MAX_LENGTH].translate(_PLAIN).split())
    found = {**_days(plain), **_publicity(plain), **_every(plain)}
    if "every" in found and _BACK[found["every"]].search(plain):
        found["looks_back"] = True
    if re.search(r"随时|及时|即时|实时|立即|适时", plain):
        found["at_once"] = True
    if re.search(r"长期|常年|永久", plain):
        found["always"] = True
    return replace(TimeLimit(), **found) if found else None


def clock(text: str) -> dict[str, Any] | None:
    """The same as ``catalog list --json`` has it: ``TimeLimit.as_clock``."""
    limit = read(text)
    return limit.as_clock() if limit else None


def _days(text: str) -> dict[str, Any]:
    bare = _BARE.fullmatch(text.rstrip("。"))
    match = bare or _DAYS.search(text) or _WITHIN.search(text)
    if match is None or not _number(match["days"]):
        return _months(text) or _same_day(text)
    return _counted(match) | {"start": "" if bare else _start(match["from"], text)}


def _counted(match: re.Match[str]) -> dict[str, Any]:
    """How many days, in which unit; a begun day of hours is a day."""
    count = _number(match["days"])
    if match["weeks"]:
        return {"days": count * 7, "unit": "calendar"}
    if match["unit"] == "小时":
        return {"days": -(-count // 24), "unit": "calendar"}
    unit: Unit = "working" if "工作" in match["unit"] else "calendar"
    return {"days": count, "unit": unit}


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
    result = {"result": True} if _RESULT.search(text, match.end()) else {}
    return {"publicity": counted["days"], "publicity_unit": counted["unit"], **result}


def _every(text: str) -> dict[str, Any]:
    every = next((kind for kind, words in _EVERY if words.search(text)), None)
    if every is None:
        return {}
    day = _DAY.search(text)
    months = [*_IN_MONTH.finditer(text)] if every == "year" else []
    if day is None and len(months) == 1:
        return {"every": every, "day": MAX_DAY, "month": _month_of_year(months[0])}
    if day is None:
        whole = {"day": MAX_DAY, "month": MONTHS[every]} if _END.search(text) else {}
        return {"every": every} | whole
    named, count = _named(day, MONTHS[every]), _day(day["day"])
    if not 1 <= count <= MAX_DAY or not 0 <= named <= MONTHS["year"]:
        return {"every": every}
    return {"every": every, "day": count, **({"month": named} if named else {})}


def _month_of_year(said: re.Match[str]) -> int:
    """1 of 1月, 3 of 第一季度, 6 of 上半年; 12 of a month that no year has."""
    if said["half"]:
        return 6 if said["half"] == "上" else 12
    if said["quarter"]:
        return 3 * _number(said["quarter"])
    return min(_number(said["month"]), MONTHS["year"])


def _named(day: re.Match[str], months: int) -> int:
    """Which month of its period of so many: 每半年，7月15日、1月15日 is the first of each.
    0 where none is named, more than twelve where there is none such.
    """
    if day["first"]:
        return 1
    if day["last"]:
        return months
    if not day["month"]:
        return 0
    month = _number(day["month"])
    return (month - 1) % months + 1 if 1 <= month <= MONTHS["year"] else MAX_DAY


def _day(text: str | None) -> int:
    """20, 二十, 廿五; no text: 月底."""
    return MAX_DAY if text is None else _number(text)


def _number(text: str) -> int:
    plain = text.replace("两", "二")
    hundreds, hundred, rest = plain.rpartition("百")
    count = numeral(hundreds or "一") * 100 if hundred else 0
    return count + (numeral(rest) if rest else 0)


def _start(start: str, text: str) -> str:
    """制定或获取信息之日: where the days are counted from, with its 之日."""
    start = start.strip()
    return f"{start}之日" if start and f"{start}之日" in text else start
