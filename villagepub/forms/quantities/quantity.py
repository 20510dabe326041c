"""Numbers as people write them: a value, the unit beside it, where that unit stands.

Reading is strict. Nothing is stripped out of a text and nothing is rounded: what is not
wholly a number with at most one unit is refused, with a few words that say why.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from villagepub.tables.unit_parser import standard

MAX_VALUE = Decimal(10) ** 10  # no village has a hundred 亿
MAX_PLACES = 8

Dimension = Literal["money", "area"]
UnitSource = Literal["cell", "head", "line", "title", "clerk", "form"]
WHERE: Mapping[UnitSource, str] = {
    "cell": "格子里写的",
    "head": "列名上写的",
    "line": "表头的单位那一行写的",
    "title": "标题上写的",
    "clerk": "文书说的",
    "form": "表上没写，按表样",
}

# How much of 元 or of 亩 a unit is. 1 公顷 = 15 亩, 1 亩 = 10 分 = 2000/3 平方米.
MONEY = {
    "分": Decimal("0.01"), "分钱": Decimal("0.01"), "角": Decimal("0.1"), "元": Decimal(1), "圆": Decimal(1),
    "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(10) ** 8,
    "百万": Decimal(10) ** 6, "千万": Decimal(10) ** 7, "百元": Decimal(100), "千元": Decimal(1000), "万元": Decimal(10_000),
    "十万元": Decimal(100_000), "百万元": Decimal(10) ** 6, "千万元": Decimal(10) ** 7, "亿元": Decimal(10) ** 8,
}  # fmt: skip
AREA = {
    "亩": Decimal(1), "市亩": Decimal(1), "亩地": Decimal(1), "分": Decimal("0.1"),
    "分地": Decimal("0.1"), "厘": Decimal("0.01"), "公顷": Decimal(15), "顷": Decimal(100),
    "平方米": Decimal("0.0015"), "平方公里": Decimal(1500), "公亩": Decimal("0.15"),
    "百亩": Decimal(100), "千亩": Decimal(1000), "万亩": Decimal(10_000),
    "垧（一垧3亩）": Decimal(3), "垧（一垧5亩）": Decimal(5), "垧（一垧15亩）": Decimal(15),
}  # fmt: skip
SHANG = "垧"  # as large as the place has it: a person says how many 亩
SHANGS = tuple(unit for unit in AREA if unit.startswith(SHANG))
MASKED = "***"  # 120**** is no 120: the gate took it for a telephone
UNITS: Mapping[Dimension, Mapping[str, Decimal]] = {"money": MONEY, "area": AREA}

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_SPOKEN = r"[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟两]+"
_NUMBER = re.compile(
    rf"(?:¥|人民币|RMB|CNY)? ?(?P<sign>[-+−])?¥?(?P<digits>{_DIGITS})"
    r"(?:[eE](?P<power>[-+]?[0-9]{1,3}))? ?(?P<unit>m2|[^\d\s,.，。()（）+\-−]{0,8})"
)
_BRACKETS = re.compile(r"[(（](.+)[)）]")
_WORDS = re.compile(rf"(?:人民币)?({_SPOKEN}) ?([^\d\s]{{0,6}})")
_PART = rf"(?:[0-9]+|{_SPOKEN})"
# 半天, 两个半工, 3亩半; 600元半年 and 600元/半年 say for how long it is
_UNIT = r"[^\d\s半/每]"
_HALF = re.compile(
    rf"半({_UNIT}{{1,3}})|({_PART})个半({_UNIT}{{0,3}})|({_PART})({_UNIT}{{1,3}}?)半"
)
# 一千多, 3000余元, 100元左右; 约8亩, 几百元
_LOOSE = re.compile(r"[多余来几].{0,4}|.{0,3}(?:多|左右|上下|以[上下内]|出头)")
_ABOUT = re.compile(r"(?:大?约|大概|将?近|不到|超过|几)[0-9十百千万几]")
_SUM = re.compile(
    rf"(?:人民币)?(?:({_PART})[元圆])?(?:零?({_PART})角)?(?:零?({_PART})分)?[整正]?"
)
_PLOT = re.compile(rf"(?:({_PART})亩)?零?(?:({_PART})分)?(?:({_PART})厘)?地?")
_COMPOUND: Mapping[Dimension, tuple[re.Pattern[str], str]] = {
    "money": (_SUM, "元"),
    "area": (_PLOT, "亩"),
}


class NumberError(ValueError):
    """A text that is no number; the message says why, in a few words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """``value`` as it is written, in ``unit``; '' where the text names none.

    ``source`` says where the unit stands, '' while nobody has said.
    """

    value: Decimal
    unit: str = ""
    source: UnitSource | Literal[""] = ""

    def converted(self, dimension: Dimension) -> Decimal:
        """In 元 or in 亩, exactly."""
        return self.value * UNITS[dimension].get(self.unit, Decimal(1))

    def __str__(self) -> str:
        return f"{plain(self.value)} {self.unit}".strip()


def parse(text: str, dimension: Dimension | None = None) -> Quantity:
    """¥1,234.5, １２３４.５元, (200), 1.2万元, 60元/亩, 2袋, 壹仟贰佰元整, 3亩5分.

    ``dimension`` says whether 分 is money or land. Raises NumberError.
    """
    told = unicodedata.normalize("NFKC", text).strip()
    if MASKED in told:
        raise NumberError(f"“{text[:20]}”盖住了，不是数")
    inside = _BRACKETS.fullmatch(told)
    found = _written(inside[1].strip() if inside else told, dimension)
    if found and _LOOSE.fullmatch(found.unit) or _ABOUT.match(told):
        raise NumberError(f"“{text[:20]}”不是数：没有写准是多少")
    if found is None or (inside and found.value < 0):
        raise NumberError(f"“{text[:20]}”不是数")
    if abs(found.value) >= MAX_VALUE:
        raise NumberError(f"“{text[:20]}”大得不像真的")
    if -_exponent(found.value) > MAX_PLACES:
        raise NumberError(f"“{text[:20]}”的小数太长")
    if inside:
        return Quantity(value=-found.value, unit=found.unit)
    return found


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _written(told: str, dimension: Dimension | None) -> Quantity | None:
    if half := _half(told):
        return half
    match = _NUMBER.fullmatch(told)
    if match:
        value = Decimal(match["digits"].replace(",", ""))
        value = value.scaleb(int(match["power"] or 0))
        unit = standard(match["unit"]) if match["unit"] else ""
        return Quantity(
            value=-value if match["sign"] in ("-", "−") else value, unit=unit
        )
    compound = _compound(told, dimension)
    return compound or _in_words(told)


def _half(told: str) -> Quantity | None:
    """半天 is 0.5 天, 两个半工 2.5 工, 3亩半 3.5 亩; 一半 and 半 alone are no numbers."""
    match = _HALF.fullmatch(told) if "半" in told else None
    if match is None:
        return None
    alone, pieces, own, many, unit = match.groups()
    whole = Decimal(0) if alone else _whole(pieces or many)
    if whole is None:
        return None
    return Quantity(
        value=whole + Decimal("0.5"), unit=standard(alone or unit or own or "个")
    )


def _in_words(told: str) -> Quantity | None:
    match = _WORDS.fullmatch(told)
    value = _spoken(match[1]) if match else None
    if match is None or value is None:
        return None
    return Quantity(value=value, unit=standard(match[2]))


def _compound(told: str, dimension: Dimension | None) -> Quantity | None:
    """肆万柒仟壹佰伍拾壹元陆角整, 12元5角, 三亩五分: tenths and hundredths by name."""
    if dimension is None or not told:
        return None
    pattern, unit = _COMPOUND[dimension]
    match = pattern.fullmatch(told)
    if match is None or not any(match.groups()):
        return None
    value = Decimal(0)
    for place, said in enumerate(match.groups()):
        part = _whole(said) if said else Decimal(0)
        if part is None or place and said and part > 9:
            return None  # 3亩15分: nobody knows
        value += part.scaleb(-place)
    return Quantity(value=value, unit=unit)


def _whole(said: str) -> Decimal | None:
    return Decimal(said) if said.isascii() else _spoken(said)


def _spoken(said: str) -> Decimal | None:
    """一百二十, 壹仟零伍: only as they are written in full; 一万二 is asked about."""
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(said.replace("两", "二"), "strict")))
    except ValueError:
        return None


def plain(value: Decimal, places: int = 0) -> str:
    """18.6, 3.504, 120: no zeros at the end beyond ``places``, no exponent."""
    return f"{value:.{max(places, -_exponent(value))}f}"


def add(values: Iterable[str]) -> str:
    """The sum of canonical values as one of them."""
    return plain(sum(map(Decimal, values), Decimal(0)), 2)
