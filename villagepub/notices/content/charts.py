"""Money by kind, beside what the same kinds were in earlier notices that were signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from villagepub.content import Bar, Chart, EarlierBar, Meta
from villagepub.forms.entry import Entry
from villagepub.forms.quantities import money

MAX_BARS = 6
TITLES: Mapping["Way", str] = {"in": "收入从哪来", "out": "支出到哪去"}
NONE = "没有"
Way = Literal["in", "out"]
ChartValue = Decimal | None  # in 元; None where a time has no such kind
ChartLine = tuple[str, Sequence[ChartValue]]  # a kind and its sums, this time's first


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """A signed notice of an earlier time: ``word`` 上季, ``period`` 2026年第二季度."""

    word: str
    period: str
    entry: Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartSide:
    """What came in, or went out, by kind; ``counted``: 3 笔."""

    counted: str = ""
    kinds: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def total(self) -> str:
        if not self.kinds:
            return NONE
        return f"共 {money.show(sum(self.kinds.values(), Decimal(0)))} 元"


ChartSides = Mapping[Way, ChartSide]
Time = tuple[Meta, ChartSides]  # what a time is called, and its money


def drawn(now: Time, earlier: Sequence[Time]) -> tuple[Chart, ...]:
    """Both charts on one scale from zero: twice the length is twice the money."""
    times = (now, *earlier)
    ways = [way for way in TITLES if now[1][way].kinds]
    lines = {way: _lines([sides[way].kinds for _, sides in times]) for way in ways}
    values = (
        v or Decimal(0) for own in lines.values() for _, line in own for v in line
    )
    scale = max(values, default=Decimal(0)) or Decimal(1)
    return tuple(_chart(way, times, lines[way], scale) for way in ways)


def _lines(times: Sequence[Mapping[str, Decimal]]) -> list[ChartLine]:
    """A line a kind, this time's largest first; beyond MAX_BARS they are told together."""
    names = dict.fromkeys(name for kinds in times for name in kinds)
    lines: list[ChartLine] = [
        (name, [kinds.get(name) for kinds in times]) for name in names
    ]
    lines.sort(key=lambda line: [-(value or 0) for value in line[1]])
    shown, rest = lines[:MAX_BARS], lines[MAX_BARS:]
    if rest:
        columns = zip(*(values for _, values in rest), strict=True)
        shown.append((f"其余 {len(rest)} 种", [*map(_together, columns)]))
    return shown


def _together(values: Sequence[ChartValue]) -> ChartValue:
    said = [value for value in values if value is not None]
    return sum(said, Decimal(0)) if said else None


def _chart(
    way: Way, times: Sequence[Time], lines: Sequence[ChartLine], scale: Decimal
) -> Chart:
    called = [
        Meta(label=name.label, value=f"{name.value}，{sides[way].total}")
        for name, sides in times
    ]
    now = times[0][1][way]
    return Chart(
        title=TITLES[way],
        total=f"{now.counted}，{now.total}",
        kind=way,
        bars=tuple(_bar(line, called, scale) for line in lines),
        times=tuple(called) if len(called) > 1 else (),
    )


def _bar(line: ChartLine, times: Sequence[Meta], scale: Decimal) -> Bar:
    name, (now, *before) = line
    return Bar(
        label=name,
        text=_said(now),
        share=_share(now, scale),
        earlier=tuple(
            EarlierBar(label=time.label, text=_said(value), share=_share(value, scale))
            for time, value in zip(times[1:], before, strict=True)
        ),
    )


def _said(value: ChartValue) -> str:
    return NONE if value is None else f"{money.show(value)} 元"


def _share(value: ChartValue, scale: Decimal) -> float:
    return round(max(0.0, float((value or 0) / scale)), 4)
