"""A table whose heads, or the lines above it, a person has said again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from villagepub.tables import unit_parser
from villagepub.tables.heads.column_types import SAMPLE, kind_of
from villagepub.tables.heads.header_parser import tidy
from villagepub.tables.table import Table, TableColumn


def corrected(table: Table, heads: Mapping[int, str], lead: Sequence[str]) -> Table:
    """The table as if the lowest part of these heads, by place, and these lines above
    it stood there; what its columns hold and their units follow from it.
    """
    title = dict(zip(table.lead, lead, strict=True)).get(table.title, table.title)
    said = unit_parser.units_stated(lead, title or table.name)
    return replace(
        table,
        title=title,
        lead=tuple(lead),
        units=said.units,
        columns=tuple(
            _column(table, place, heads.get(place, ""), said)
            for place in range(len(table.columns))
        ),
    )


def _column(
    table: Table, place: int, head: str, said: unit_parser.StatedUnits
) -> TableColumn:
    old = table.columns[place]
    path = (*old.path[:-1], tidy(head)) if head else old.path
    label = " ".join(path) or old.label
    cells = [row.cells[place] for row in table.rows]
    kind = kind_of(label, cells[: 2 * SAMPLE]) if any(cells) else old.kind
    unit = unit_parser.column_unit(label, kind, cells, said)
    return replace(
        old,
        label=label,
        path=path,
        kind=kind,
        unit=unit.unit,
        unit_from=unit.source,
        other_units=unit.others,
    )
