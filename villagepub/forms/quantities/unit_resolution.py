"""The unit of a column of numbers: read from the sheet, or asked about where it is
open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagepub.forms.form import FormColumn
from villagepub.forms.quantities.quantity import (
    SHANG,
    SHANGS,
    UNITS,
    WHERE,
    Dimension,
    NumberError,
    UnitSource,
    parse,
)
from villagepub.forms.quantities.spans import own_span, span_of
from villagepub.tables import unit_parser
from villagepub.tables.table import Table, TableColumn

_PLAIN = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,2})?")
_PAID = re.compile(r"发放|[实应]发|兑付|拨付")  # what went out, however many months


@dataclass(frozen=True, kw_only=True, slots=True)
class ResolvedUnit:
    """``name`` as it is written, '' where only the form, or each cell, says one."""

    name: str = ""
    source: UnitSource = "form"

    @property
    def is_said(self) -> bool:
        return self.source != "form"

    @property
    def where(self) -> str:
        return WHERE[self.source]


BY_FORM = ResolvedUnit()
TENTH = "分"


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitQuestion:
    """A column whose unit nobody can know; ``units`` are the ones it may be."""

    key: str
    why: str
    units: tuple[str, ...]
    example: str = ""  # a cell of it


def dimension_of(column: FormColumn) -> Dimension | None:
    if column.kind in ("money", "rate"):
        return "money"
    return "area" if column.kind == "area" else None


def unit_of(
    column: FormColumn, head: TableColumn, table: Table, cells: Sequence[str]
) -> ResolvedUnit | UnitQuestion:
    """What the sheet says of the column; a scale that it does not say is asked about."""
    if head.scale != 1 and dimension_of(column) == "money":
        said = _in_head(head) or _general(table, "money")
        if scaled := _of_scale(column, head.scale, said, [*filter(None, cells)]):
            return scaled
    return _unit_said(column, head, table, cells)


def _unit_said(
    column: FormColumn, head: TableColumn, table: Table, cells: Sequence[str]
) -> ResolvedUnit | UnitQuestion:
    """The nearest word first."""
    dimension = dimension_of(column)
    if dimension is None:
        own = _in_head(head) if column.kind == "goods" and column.same_units else ""
        return ResolvedUnit(name=own, source="head") if own else BY_FORM
    own = _in_head(head)
    filled = [cell for cell in cells if cell]
    said = _said_in(filled, dimension)
    if large := _by_shang(column, (own, *said, *table.units)):
        return _question(column, f"一{SHANG}几亩，各地不一样", filled, large)
    if said and all(said):
        return _of_cells(column, own, filled, said)
    general = _general(table, dimension)
    if column.kind == "rate":
        return _of_rate(column, own, general, filled)
    if timed := _of_time(column, head, table, (own or general or column.unit), filled):
        return timed
    if own:
        return _of_head(column, own, general, filled)
    if general:
        in_title = head.unit_from == "title"
        return ResolvedUnit(name=general, source="title" if in_title else "line")
    return _by_form(column, table, filled, said)


def _of_scale(
    column: FormColumn, scale: int, said: str, cells: Sequence[str]
) -> UnitQuestion | None:
    """198 shown in a column of 元 for 198000 held; 19.8 under 万元 for it is right."""
    known = UNITS["money"]
    first, stroke, per = (said or column.unit).partition("/")
    worth = known.get(first)
    if not cells or worth is None or worth == scale:
        return None
    large = [u for u in known if known[u] == worth * scale and u.endswith("元")]
    why = f"格子里存的数比显示出来的 {cells[0]} 大 {scale:,} 倍"
    units = tuple(f"{unit}{stroke}{per}" for unit in (first, *large))
    return _question(column, why, cells, units)


def _by_shang(column: FormColumn, said: Sequence[str]) -> tuple[str, ...]:
    """What 垧 and 元/垧 may be in this column."""
    if column.kind == "area":
        return SHANGS if SHANG in said else ()
    rates = [unit for unit in said if unit.endswith(f"/{SHANG}")]
    if column.kind != "rate" or not rates:
        return ()
    return tuple(rates[0].replace(SHANG, one) for one in SHANGS)


def _of_rate(
    column: FormColumn, own: str, general: str, cells: Sequence[str]
) -> ResolvedUnit | UnitQuestion:
    """A rate's unit by a line for all money: whether 万元 also holds for 元/亩 is open."""
    if own or not cells or _worth(column, general) in (1, None):
        return ResolvedUnit(name=own, source="head") if own else BY_FORM
    said = f"{general}/{column.unit.partition('/')[2]}"
    why = f"表头的单位那一行写{general}"
    return _question(column, why, cells, (column.unit, said))


def _by_form(
    column: FormColumn, table: Table, cells: Sequence[str], said: Sequence[str]
) -> ResolvedUnit | UnitQuestion:
    """No unit is stated for the column: the form's, where no other is plausible, else a
    question.
    """
    if any(_worth(column, unit) not in (1, None) for unit in said if unit):
        return _question(column, "有的格子写了单位，有的没写", cells)
    if cells and (beside := _said_beside(column, table)):
        where, unit = beside
        why = f"这一列没写单位，“{where}”一列写的是{unit}"
        return _question(column, why, cells, (column.unit, unit))
    if not (table.units or column.asks_unit):
        return BY_FORM
    if TENTH in table.units:
        why = f"单位那一行写{TENTH}，没说是几分地还是几分钱"
        return _question(column, why, cells, (column.unit, TENTH))
    why = "表头有一行写单位，没说这一列的" if table.units else "表上没有写单位"
    return _question(column, why, cells)


def _said_beside(column: FormColumn, table: Table) -> tuple[str, str] | None:
    """Another column of money or land, and its unit where that is not the form's own:
    1.2 beside 承包金额（万元） is 万元 as well, or is not.
    """
    known = UNITS[dimension_of(column) or "money"]
    first = table.rows[0].cells if table.rows else ()
    for n, head in enumerate(table.columns):
        cell = first[n].strip() if n < len(first) else ""
        in_cell = (unit for unit in known if len(unit) > 1 and cell.endswith(unit))
        unit = _in_head(head) or next(in_cell, "")
        if unit in known and _worth(column, unit) != 1:
            return head.label, unit
    return None


def _in_head(head: TableColumn) -> str:
    if head.unit_from == "head":
        return head.unit
    return unit_parser.in_head(head.label, "number")


def _of_time(
    column: FormColumn, head: TableColumn, table: Table, unit: str, cells: Sequence[str]
) -> ResolvedUnit | UnitQuestion | None:
    """季度发放金额 where a month is meant; 第三季度发放表 that says 金额: asked."""
    said = span_of(head.label)
    if own_span(column) != "月" or "/" in unit or said == "月":
        return None
    if said:
        return ResolvedUnit(name=f"{unit}/{said}", source="head")
    lead = " ".join((*table.lead, table.name))
    of_all = span_of(lead)
    if of_all not in ("季", "半年") or not _PAID.search(lead + head.label):
        return None
    why = f"标题上写着{'季度' if of_all == '季' else of_all}"
    return _question(column, why, cells, (f"{unit}/月", f"{unit}/{of_all}"))


def _general(table: Table, dimension: Dimension) -> str:
    """The one unit of money or of land that the lines or the title say for the table; 分
    may be either.
    """
    found = [u for u in table.units if u in UNITS[dimension] and u != TENTH]
    return found[0] if len(found) == 1 else ""


def _worth(column: FormColumn, unit: str) -> Decimal | None:
    """What a unit is worth in the form's; None for one of something else."""
    if unit in (column.unit, *column.same_units):
        return Decimal(1)
    return UNITS[dimension_of(column) or "money"].get(unit)


def _said_in(cells: Sequence[str], dimension: Dimension) -> list[str]:
    """The units of the cells that are numbers, '' where a number says none."""
    different = set(cells)
    plain = set(filter(_PLAIN.fullmatch, different))  # nearly all of a long list
    found = [""] if plain else []
    for cell in different - plain:
        try:
            found.append(parse(cell, dimension).unit)
        except NumberError:
            continue
    return found


def _of_cells(
    column: FormColumn, own: str, cells: Sequence[str], said: Sequence[str]
) -> ResolvedUnit | UnitQuestion:
    """Every cell says its unit; where all say another one than the head it is asked."""
    worths = {_worth(column, unit) for unit in said}
    if own and column.kind != "rate" and _worth(column, own) not in worths:
        (*_, unit) = sorted(said)
        why = f"列名上写{own}，格子里写{unit}"
        return _question(column, why, cells, (unit, own))
    return ResolvedUnit(name=own, source="head" if own else "cell")


def _of_head(
    column: FormColumn, own: str, general: str, cells: Sequence[str]
) -> ResolvedUnit | UnitQuestion:
    """The head's unit counts, unless the line above says another one of its kind."""
    worth = _worth(column, own)
    if worth is None:
        return _question(column, f"列名上写的是“{own}”", cells)
    if general and _worth(column, general) != worth:
        why = f"列名上写{own}，表头的单位那一行写{general}"
        return _question(column, why, cells, (own, general))
    return ResolvedUnit(name=own, source="head")


def _question(
    column: FormColumn, why: str, cells: Sequence[str], units: tuple[str, ...] = ()
) -> UnitQuestion:
    common = ("亩", "平方米") if column.kind == "area" else ("元", "万元")
    example = next(iter(cells), "")
    return UnitQuestion(key=column.key, why=why, units=units or common, example=example)
