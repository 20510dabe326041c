"""60元/只: what is paid for each of a thing, in a form whose rate is otherwise for land."""

from collections.abc import Sequence

from villagepub.forms.form import FormColumn
from villagepub.forms.heads.sheet_heads import Recognition
from villagepub.forms.heads.unit_column import PIECES, RATE
from villagepub.tables import unit_parser
from villagepub.tables.table import Table

_NO_UNIT = {"", "元"}


def take_piece_rates(sheet: Recognition) -> None:
    """Take the rate as one for things where its unit says so (元/只), or where the list
    has a number of things and no land; the number is the free column in the rate's
    unit.
    """
    form, table, found = sheet.form, sheet.table, sheet.found
    known = {c.key: c for c in form.columns}
    rate = form.by_role("rate")
    if rate is None or rate.key not in found or not {PIECES, RATE} <= set(known):
        return
    place, area = sheet.place_of(rate.key), form.by_role("area")
    units = _units(table, place)
    has_land = area is not None and area.key in found
    of_land, of_things = {*_NO_UNIT, rate.unit}, units & set(known[RATE].same_units)
    by_pieces = PIECES in found and not has_land and units <= of_land | of_things
    if not by_pieces and (units <= of_land or units != of_things):
        return
    found[place] = RATE
    things = {unit.partition("/")[2] for unit in units}
    if PIECES not in found and (own := _of_things(table, found, things, known[PIECES])):
        found[own[0]] = PIECES


def _of_things(
    table: Table, found: Sequence[str], things: set[str], pieces: FormColumn
) -> list[int]:
    """The one free column in 只 where the rate is in 元/只."""
    wanted = things & set(pieces.same_units)
    own = [
        i
        for i, key in enumerate(found)
        if not key and (units := _units(table, i)) and units <= wanted
    ]
    return own if len(own) == 1 else []


def _units(table: Table, place: int) -> set[str]:
    """What head and cells say; the head alone where the cells are mere numbers."""
    column = table.columns[place]
    said = {unit_parser.in_cell(row.cells[place]) for row in table.rows} - {""}
    return said or {column.unit or unit_parser.in_head(column.label, "number")} - {""}
