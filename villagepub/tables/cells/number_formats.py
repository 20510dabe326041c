"""What a number format shows: decimals, parts of a hundred, units, dates without a day.

A format never takes digits away here: 3.504 shown as 3.50 stays 3.504, since what was
paid was counted with it; 7.1 shown as 7.10 is 7.10.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from villagepub.tables.cells.cell_text import number_text

# Formats that a file names by number only (ECMA-376 18.8.30; 27–58 are those of zh-CN).
BUILT_IN = {
    2: "0.00", 4: "#,##0.00", 7: "¥#,##0.00", 8: "¥#,##0.00", 9: "0%", 10: "0.00%",
    17: "mmm-yy", 27: 'yyyy"年"m"月"', 36: 'yyyy"年"m"月"', 39: "#,##0.00", 40: "#,##0.00",
    43: "#,##0.00", 44: "¥#,##0.00", 50: 'yyyy"年"m"月"', 52: 'yyyy"年"m"月"', 55: 'yyyy"年"m"月"',
    57: 'yyyy"年"m"月"',
}  # fmt: skip
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?,*")
_LARGE = (
    ("百万", 10**6),
    ("十万", 10**5),
    ("千万", 10**7),
    ("万", 10**4),
    ("千", 1000),
    ("亿", 10**8),
)
_OPEN, _CLOSE = "\ue100", "\ue101"  # around what stands for itself, while it is parsed
_KEPT = re.compile(rf"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """``decimals`` and ``digits`` before them are always shown; the value is divided by ``scale``; ``hides``: every
    value is shown as nothing, ``hides_zero``: a zero is.
    """

    decimals: int = 0
    digits: int = 1
    scale: int = 1
    is_percent: bool = False
    before: str = ""
    after: str = ""
    hides: bool = False
    hides_zero: bool = False

    @property
    def unsaid_scale(self) -> int:
        """What the value is divided by, 1 where the words beside it say so: 18.6万元."""
        said = next((worth for word, worth in _LARGE if word in self.after), 1)
        return 1 if self.hides or self.scale == said else self.scale

    def text(self, value: float) -> str:
        if self.hides or self.hides_zero and not value:
            return ""
        exact = (
            Decimal(number_text(value)) / self.scale * (100 if self.is_percent else 1)
        )
        plain = f"{exact.normalize():f}" if exact else "0"
        whole, _, rest = plain.partition(".")
        rest = rest.ljust(self.decimals, "0")
        whole = whole.zfill(self.digits)
        number = f"{whole}.{rest}" if rest else whole
        return f"{self.before}{number}{'%' if self.is_percent else ''}{self.after}"


@dataclass(frozen=True, slots=True)
class MonthFormat:
    """A day is stored and not shown: 2026年7月, or 7月 where no year is shown either."""

    has_year: bool

    def text(self, value: date) -> str:
        month = f"{value.month}月"
        return f"{value.year}年{month}" if self.has_year else month


Format = NumberFormat | MonthFormat


@cache
def parse(code: str) -> Format | None:
    """What the format adds to a plain number or day; None if that is nothing."""
    sections = _LITERAL.sub(_kept, code).split(";")
    first = sections[0]
    bare = _KEPT.sub("", first)
    if bare.strip().lower() in ("general", "@", "g/通用格式"):
        return None
    if re.search(r"[ymdhs]", bare, re.IGNORECASE) and not re.search(r"[0#?]", bare):
        return _month(bare.lower())
    found = _number(first, sections)
    return None if found == NumberFormat() else found


def is_date(code: str) -> bool:
    bare = _KEPT.sub("", _LITERAL.sub(_kept, code).split(";")[0]).lower()
    return bool(re.search(r"[ymdhs]", bare)) and not re.search(r"[0#?]|general", bare)


def _kept(match: re.Match[str]) -> str:
    said = match[1] or match[2] or match[3] or ""
    return f"{_OPEN}{said}{_CLOSE}" if said else ""


def _month(bare: str) -> MonthFormat | None:
    shows_month = "m" in bare and not re.search(r"[dhs]", bare)
    return MonthFormat("y" in bare) if shows_month else None


def _number(first: str, sections: list[str]) -> NumberFormat | None:
    hides = not first and len(sections) > 1
    hides_zero = len(sections) > 2 and not sections[2]
    # 0!.0, shows ten-thousands: the point is written into the digits.
    point = re.search(rf"(?<=[0#?]){_OPEN}\.{_CLOSE}([0#?]+)", first)
    shifted = len(point[1]) if point else 0
    plain = first.replace(f"{_OPEN}.{_CLOSE}", "") if point else first
    digits = _DIGITS.search(plain)
    if digits is None:
        return NumberFormat(hides=True) if hides else None
    if "E+" in plain.upper() or re.search(r"[#0?]\s*/", plain):
        return None
    shown = digits[0]
    commas = len(shown) - len(shown.rstrip(","))
    return NumberFormat(
        decimals=shown.partition(".")[2].count("0"),
        digits=1 if shifted else max(shown.partition(".")[0].count("0"), 1),
        scale=1000**commas * 10**shifted,
        is_percent="%" in _KEPT.sub("", plain),
        before=_said(plain[: digits.start()]),
        after=_said(plain[digits.end() :]),
        hides=hides,
        hides_zero=hides_zero,
    )


def _said(part: str) -> str:
    """Words and marks of money around a number; spaces, brackets and signs are dress."""
    words = "".join(_KEPT.findall(part)) + _KEPT.sub("", part)
    return "".join(re.findall(r"[\u4e00-\u9fff¥￥㎡/]", words))
