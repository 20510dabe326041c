"""Measured cells: money, areas and rates, in the form's own unit."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from villagepub.forms.form import FormColumn
from villagepub.forms.quantities import quantity
from villagepub.forms.quantities.money import CENT
from villagepub.forms.quantities.quantity import (
    AREA,
    MONEY,
    SHANG,
    UNITS,
    Dimension,
    NumberError,
    Quantity,
)
from villagepub.forms.quantities.spans import months_of
from villagepub.forms.quantities.unit_resolution import ResolvedUnit
from villagepub.memory import remembers

MAX_AREA = Decimal(100_000)  # 亩
BY_CELL = "照格子里写的是 "
FINEST = Decimal("0.0001")  # of a rate of land


class Reading(NamedTuple):
    """A canonical value, and the cell as it is written where the unit was another."""

    value: str
    written: str = ""


Reader = Callable[[str], Reading]
EMPTY = Reading("")


class UnreadableError(ValueError):
    """A cell that can't be read; the message says why, in a few words."""


class Measure:
    """Reads one column of money, of areas or of a rate per 亩 or month."""

    def __init__(self, column: FormColumn, unit: ResolvedUnit) -> None:
        self._column, self._unit = column, unit
        self._dimension: Dimension = "area" if column.kind == "area" else "money"
        self._own = {column.unit, *column.same_units}
        land, months = self._land(unit.name), months_of(column, unit.name)
        self.is_plain = self._factor(unit.name) == 1 == months and land == 1

    def _factor(self, unit: str) -> Decimal | None:
        """What the unit is worth in the form's; None for one of something else."""
        if unit in self._own or not unit:
            return Decimal(1)
        if self._column.kind != "rate":
            units = UNITS[self._dimension]
            bare = unit.split("/")[0] if self._is_timed(unit) else unit
            worth = units.get(bare)
            return worth / units[self._column.unit] if worth else None
        money, *per = re.split("[/·]", unit)  # 元/人·月
        per = [p for p in per if months_of(self._column, f"{money}/{p}") == 1]
        known = {word for own in self._own for word in re.split("[/·]", own)[1:]}
        is_of_land = self._column.unit == "元/亩" and set(per) <= set(AREA)
        return MONEY.get(money) if set(per) <= known or is_of_land else None

    def _land(self, unit: str) -> Decimal:
        """How many 亩 a rate is for: 3 of 元/垧（一垧3亩）."""
        is_of_land = self._column.kind == "rate" and self._column.unit == "元/亩"
        return AREA.get(unit.partition("/")[2] if is_of_land else "", Decimal(1))

    def _is_timed(self, unit: str) -> bool:
        """万元/年 where 元/年 may stand, and 元/季 where a month is meant."""
        per = unit.partition("/")[2]
        return f"{self._column.unit}/{per}" in self._own or (
            months_of(self._column, unit) > 1
        )

    def read(self, cell: str) -> Reading:
        try:
            found = quantity.parse(cell, self._dimension)
        except NumberError as error:
            raise UnreadableError(str(error)) from None
        unit = found.unit or self._unit.name
        if unit.endswith(SHANG) and self._unit.name.startswith(f"{unit}（"):
            unit, found = self._unit.name, replace(found, unit="")
        factor = self._factor(unit)
        if factor is None:
            raise UnreadableError(
                f"“{cell[:20]}”的单位是“{unit}”，这一列要的是{self._column.unit}"
            )
        months, land = months_of(self._column, unit), self._land(unit)
        value = found.value * factor / months / land
        finest, of = (CENT, "月") if months > 1 else (FINEST, "亩")
        if months * land != 1 and value != value.quantize(finest):
            raise UnreadableError(f"“{cell[:20]}”按{of}分不尽")
        if factor != 1 and self._column.unit == "平方米":
            value = value.quantize(CENT)  # 1 亩 is 666.67 平方米, and never exactly
        self._check(cell, found, value, factor)
        same = factor == 1 == months and land == 1
        written = "" if same else f"{cell if found.unit else f'{cell} {unit}'}"
        return Reading(quantity.plain(value, 2), written)

    def _check(
        self, cell: str, found: Quantity, value: Decimal, factor: Decimal
    ) -> None:
        column, told = self._column, self._unit
        if found.unit and told.name and self._factor(told.name) != factor:
            raise UnreadableError(
                f"“{cell[:20]}”，{told.where}却是{told.name}；"
                f"{BY_CELL}{quantity.plain(value)} {column.unit}"
            )
        if value < 0 and not column.signed:
            raise UnreadableError(f"“{cell[:20]}”是负数")
        if abs(value) >= (MAX_AREA if column.kind == "area" else quantity.MAX_VALUE):
            raise UnreadableError(f"“{cell[:20]}”大得不像真的")


@remembers(16_384)
def plain_number(cell: str) -> Reading | None:
    """A plain number of at most two places as it stands; None for anything else.

    Nine cells of ten are so, a long list has half a million of them, and the villages of
    a township have the same.
    """
    whole, point, places = cell.partition(".")
    if not (
        cell.isascii() and whole.isdecimal() and len(whole) < 6 and len(places) < 3
    ):
        return None
    if point and not places.isdecimal():
        return None
    return Reading(f"{int(whole)}.{places:0<2}")
