"""The gate for written text: what may stand on the open web, and why something may not.

A title, a reason or a paragraph passes if it holds no name of the list (however spaced
or shortened), no unexplained run of digits, no word about anybody's health (个人信息保护法
arts. 28, 29), household or aid.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Literal

from villagepub.privacy.detectors import find
from villagepub.privacy.digits import plain
from villagepub.privacy.names import heard_names, names_pattern
from villagepub.privacy.number_kinds import NumberKind
from villagepub.privacy.persons import is_about_aid, is_about_somebody
from villagepub.privacy.words import any_of, words

Ground = Literal["name", "number", "plate", "health", "aid", "person"]
GROUNDS: dict[Ground, str] = {
    "name": "里面有名单上的人",
    "number": "里面有一长串数字",
    "plate": "里面有车牌号",
    "health": "里面说到病、残或家里的事",
    "aid": "里面说到哪个人、哪个组的救助",
    "person": "里面说到谁家",
}

# 陕J·12345, 陕JD12345: GA 36-2018; of the five or six signs two digits at least.
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-HJ-Z]\s?[·•.．:-]?\s?"
    r"(?![A-Z]*[0-9]?[A-Z]*(?![A-Z0-9]))[A-HJ-NP-Z0-9]{4}(?:[挂学警港澳]|[A-HJ-NP-Z0-9]{1,2}(?![A-Z0-9]))"
)


class Gate:
    """For one notice: the names of its list are known to it."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        told = frozenset(names)
        self._names, self._heard = names_pattern(told), heard_names(told)

    def ground(self, text: str, kind: NumberKind | None = None) -> Ground | None:
        """Why a text stays off the open web; None if it may stand there.

        ``kind``: what numbers in it are, where it is a cell and its head says so.
        """
        if find(text, kind):
            return "number"
        seen = without_marks(text)
        if _PLATE.search(plain(seen)[0].upper()):
            return "plate"
        if (self._names and self._names.search(seen)) or self._heard.is_in(seen):
            return "name"
        if is_about_health(seen):
            return "health"
        if is_about_aid(seen):
            return "aid"
        return "person" if is_about_somebody(seen) else None

    def passes(self, text: str) -> bool:
        return self.ground(text) is None


def without_marks(text: str) -> str:
    """Half width, without invisible signs; numerals in words stay as they are."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        c for c in folded if unicodedata.category(c) not in ("Cf", "Mn", "Me")
    )


def is_about_health(text: str) -> bool:
    """A word for an illness, a disability, a death or a family's trouble in it."""
    harmless, health = _health()
    bare = harmless.sub("。", re.sub(r"[\W_]", "", without_marks(text)))
    return bool(health.search(bare) or _state().search(bare))


@cache
def _state() -> re.Pattern[str]:
    """腿脚不便, 断了一条腿, 肢体残疾三级: no word for an illness, and yet one."""
    found = words("health")
    body, wrong = any_of(found["body"]), any_of(found["wrong"])
    degree = rf"(?:{any_of(found['disabled'])})残?疾?[一二三四壹贰叁肆1-4]级"
    lost = rf"(?:{any_of(found['lost'])})[一两]?[条只个根]?(?:{any_of(found['parts'])})(?![续工电机册印套推扶拉摇持动段下镯])"
    return re.compile(rf"(?:{body})都?也?(?:{wrong})|{degree}|{lost}")


def is_about_health_goods(text: str) -> bool:
    """胰岛素, 助听器, 降压药: of whoever gets it this tells an illness; not 农药."""
    harmless, goods = _health("harmless_goods", "goods")
    bare = re.sub(r"[\W_]", "", without_marks(text))
    return bool(goods.search(harmless.sub("。", bare)))


def without_health(text: str) -> str:
    """The text with stars for words of that kind: 张三尿毒症救助表 → 张三***救助表."""
    if not is_about_health(text):
        return text
    harmless, health = _health()
    body = any_of(words("health", "body"))  # 肺 of 肺癌 goes with it
    telling = f"(?:{body})?(?:{health.pattern})|{_state().pattern}"
    kept = re.compile(f"({harmless.pattern})|{telling}")
    return kept.sub(lambda m: m[1] or "*" * len(m[0]), text)


def general_words(text: str) -> str:
    """A head or a title without the illness in it: 尿毒症卡号 → ***卡号; what an office
    calls its kinds of aid stays: 大病救助, 残疾证号.
    """
    general = rf"({any_of(words('health', 'general'))})"
    pieces = re.split(general, text)
    return "".join(
        piece if n % 2 else without_health(piece) for n, piece in enumerate(pieces)
    )


@cache
def _health(
    harmless: str = "harmless", telling: str = "words"
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    found = words("health")
    return re.compile(any_of(found[harmless])), re.compile(any_of(found[telling]))
