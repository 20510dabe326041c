"""公开时限 as it is written in catalogs, read into a clock where it can be."""

import re
from typing import Any

from villagepub.privacy.masks import numeral

_DAYS = re.compile(
    r"(?P<from>[^，。；]*?)(?:之日起|之日|后|起)?的?(?P<days>\d+|[一二三四五六七八九十]+)"
    r"(?:个)?(?P<unit>工作日|日|天)(?:以)?内"
)
_PUBLICITY = re.compile(
    r"公示(?:期)?(?P<days>\d+|[一二三四五六七八九十]+)个?(?P<unit>工作日|日|天)"
)
_EVERY = (
    ("每季度", "quarter"),
    ("每月", "month"),
    ("每年", "year"),
    ("每半年", "half"),
)


def clock(text: str) -> dict[str, Any] | None:
    """{"days", "unit", "from", "publicity", …}; None where no clock can be read.

    ``unit`` is working or calendar; ``every`` stands for 每季度 and 每月, ``at_once`` for
    随时公布 and 及时公开.
    """
    found: dict[str, Any] = {}
    days = _DAYS.search(text)
    if days:
        found["days"] = _number(days["days"])
        found["unit"] = "working" if days["unit"] == "工作日" else "calendar"
        found["from"] = _from(days["from"], text)
    publicity = _PUBLICITY.search(text)
    if publicity:
        found["publicity"] = _number(publicity["days"])
        found["publicity_unit"] = (
            "working" if publicity["unit"] == "工作日" else "calendar"
        )
    for word, every in _EVERY:
        if word in text:
            found["every"] = every
    if "随时" in text or "及时" in text:
        found["at_once"] = True
    if not found:
        return None
    return {"days": None, "unit": None, "from": None, "publicity": None} | found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else numeral(text)


def _from(start: str, text: str) -> str:
    """制定或获取信息之日: where the days are counted from, with its 之日."""
    start = start.strip()
    return f"{start}之日" if f"{start}之日" in text else start
