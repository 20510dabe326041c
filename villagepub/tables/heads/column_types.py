"""What a column seems to hold, judged by a sample of its cells."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from villagepub.tables.cells.faulty_cells import is_fault
from villagepub.tables.table import CellKind
from villagepub.tables.unit_parser import is_quantity

SAMPLE = 60
MIN_SHARE = 0.8  # of the filled cells must look so

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_GROUP = re.compile(
    r"第?[一二三四五六七八九十\d壹贰叁肆伍陆柒捌玖拾]{1,3}(?:村民|居民|生产)?(?:小?组|社|队)|"
    r"[\u4e00-\u9fff]{1,4}组"
)
_DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[.月]\d{1,2}日?|"
    r"[一二三四五六七八九〇零○]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_DAY = re.compile(rf"{_DATE.pattern}|(?:19|20)\d\d[01]\d[0-3]\d")  # 20260703 too
_IDENTITY = re.compile(
    r"\d{17}[\dXx]|\d{15}|(?=.*\d)\d{0,14}[*×●○■□#Xx]{4,}[\dXx]{0,4}"
)
# What a column that happens to hold 1, 2, 3 is no number of the row for.
_MEASURED = re.compile(
    r"面积|亩|元|金|额|标准|收入|支出|款|补贴|补助|津贴|工资|价|费|[人口天月次股份票]数|.户数|数量|人口"
)
_PHONE = re.compile(r"1[3-9]\d{9}")
_CARD = re.compile(r"6\d{15,18}")
# 王建国, 温 良峰, and names behind stars: 王**, 王×国
_HAN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·•　 ]{2,6}|"
    r"[\u3400-\u9fff]{1,2}[*×○●Xx]{1,3}[\u3400-\u9fff]?"
)


def kind_of(label: str, cells: Sequence[str]) -> CellKind:
    """``cells`` is the column from top to bottom; the head only decides between numbers."""
    filled = [unicodedata.normalize("NFKC", c) for c in cells if c and not is_fault(c)][
        :SAMPLE
    ]
    if not filled:
        return "empty"
    if _counts_up(filled) and not _MEASURED.search(label):
        return "index"
    if re.search(r"日期|月.?日|时间", label) and all(map(_full(_DAY), filled)):
        return "date"  # 7.8 is the eighth of July there, and a number elsewhere
    for kind, fits in TESTS:
        if sum(map(fits, filled)) >= len(filled) * MIN_SHARE:
            return _number_kind(label, filled) if kind == "number" else kind
    return "text"


def _full(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda cell: pattern.fullmatch(re.sub(r"\s", "", cell)) is not None


TESTS: Sequence[tuple[CellKind, Callable[[str], bool]]] = (
    ("identity", _full(_IDENTITY)),
    ("phone", _full(_PHONE)),
    ("card", _full(_CARD)),
    ("group", _full(_GROUP)),
    ("number", is_quantity),
    ("date", _full(_DATE)),
    ("name", lambda cell: _HAN.fullmatch(cell) is not None),
)


def _counts_up(cells: Sequence[str]) -> bool:
    numbers = [c for c in cells if _PLAIN.fullmatch(c)]
    if len(numbers) < max(2, len(cells) * MIN_SHARE) or "." in "".join(numbers):
        return False
    first = int(numbers[0])
    return first <= 1 and all(int(n) == first + i for i, n in enumerate(numbers))


def _number_kind(label: str, cells: Sequence[str]) -> CellKind:
    """By the head; where that says nothing, by the units in the cells themselves."""
    if re.search(r"亩|面积", label) and "元" not in label:
        return "area"
    if re.search(
        r"元|金|额|标准|收入|支出|结存|余额|款|补贴|补助|津贴|工资|价|费", label
    ):
        return "money"
    if _most(cells, "亩"):
        return "area"
    return "money" if _most(cells, "元", "¥", "￥", "万") else "number"


def _most(cells: Sequence[str], *marks: str) -> bool:
    said = sum(1 for cell in cells if any(mark in cell for mark in marks))
    return said * 2 > len(cells)
