"""How offices round an amount: to 分, 角 or 元, halves up, or what is left over cut off."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

PLACES = ((Decimal("0.01"), "分"), (Decimal("0.1"), "角"), (Decimal(1), "元"))


@dataclass(frozen=True, slots=True)
class Rounding:
    """``said``: 四舍五入到元."""

    place: Decimal
    said: str
    mode: str = ROUND_HALF_UP

    def of(self, value: Decimal) -> Decimal:
        return value.quantize(self.place, self.mode)


# The finest first.
ROUNDINGS = [Rounding(place, f"四舍五入到{word}") for place, word in PLACES]
CUTS = [Rounding(place, f"零头舍去，到{word}", ROUND_DOWN) for place, word in PLACES]
