"""Bars of a chart: the largest kinds, the rest together."""

from collections.abc import Mapping
from decimal import Decimal

from villagepub.content import Bar
from villagepub.forms import money

MAX_BARS = 6


def bars(by_kind: Mapping[str, Decimal]) -> tuple[Bar, ...]:
    ordered = sorted(by_kind.items(), key=lambda pair: -pair[1])
    shown, rest = ordered[:MAX_BARS], ordered[MAX_BARS:]
    if rest:
        shown.append((f"其余 {len(rest)} 种", sum((v for _, v in rest), Decimal(0))))
    most = max((v for _, v in shown), default=Decimal(1)) or Decimal(1)
    return tuple(
        Bar(
            label=name,
            text=f"{money.show(value)} 元",
            share=round(max(0.0, float(value / most)), 4),
        )
        for name, value in shown
    )
