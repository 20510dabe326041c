"""What came in and went out month by month, as bars against the largest of them all."""

from dataclasses import dataclass
from decimal import Decimal

from villagepub.content import Section, Sheet

WAYS = ("income", "spending")


@dataclass(frozen=True, kw_only=True, slots=True)
class WayBar:
    """``key`` is income or spending; ``share`` is 0..1 and only draws."""

    key: str
    label: str
    value: str
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthBars:
    title: str  # 4月
    balance: str  # 27,001.62; '' where the sheet has none
    bars: tuple[WayBar, ...]


def month_bars(sheet: Sheet) -> tuple[MonthBars, ...]:
    """Nothing of a single month, nor where a month's total is not said."""
    at = {column.key: n for n, column in enumerate(sheet.columns)}
    months = [section for section in sheet.sections if section.total]
    if len(months) < 2 or len(months) < len(sheet.sections) or not {*WAYS} <= {*at}:
        return ()
    largest = max(_worth(m.total[at[way]]) for m in months for way in WAYS)
    if largest <= 0:
        return ()
    return tuple(_month(sheet, at, section, largest) for section in months)


def _month(
    sheet: Sheet, at: dict[str, int], section: Section, largest: Decimal
) -> MonthBars:
    return MonthBars(
        title=section.title,
        balance=section.total[at["balance"]] if "balance" in at else "",
        bars=tuple(
            WayBar(
                key=way,
                label=sheet.columns[at[way]].head,
                value=section.total[at[way]] or "0.00",
                share=max(float(_worth(section.total[at[way]]) / largest), 0),
            )
            for way in WAYS
        ),
    )


def _worth(shown: str) -> Decimal:
    return Decimal(shown.replace(",", "") or 0)
