"""Any sheet that people have, read into rows of text; and sheets written out."""

from collections.abc import Sequence
from dataclasses import replace

from villagepub import pool
from villagepub.gc_pause import paused
from villagepub.tables import table_parser
from villagepub.tables.grid import Grid
from villagepub.tables.heads.corrected_heads import corrected
from villagepub.tables.heads.head_key import head_key
from villagepub.tables.layouts import table_selection
from villagepub.tables.readers import csv_reader, file_reader
from villagepub.tables.table import Table, TableError
from villagepub.tables.xlsx_writer import XLSX, OutSheet, write_report, write_xlsx


def too_large(_data: bytes, filename: str, **_: object) -> TableError:
    return TableError(f"“{filename}”太大了，打不开。请只留要公示的那张表再传。")


@pool.bounded(too_large)
@paused
def read(
    data: bytes, filename: str, *, fill_merged: bool = False, most: int = 0
) -> tuple[Table, ...]:
    """The tables of a file: xlsx, xls, ods, csv, html or docx, told by its content.

    ``fill_merged``: say a cell merged downwards again in every row that it covers, as
    catalogs need it. ``most``: rows that a list of this kind can have, where there is
    such a number. Raises TableError with a sentence that names the file.
    """
    grids = table_selection.joined(file_reader.open_grids(data, filename))
    found = table_parser.understand_all(grids, fill_merged=fill_merged)
    are_parts = any(grid.is_part for grid in grids)
    kept = _some(found, f"“{filename}”", are_parts=are_parts)
    if most and (rows := sum(len(table.rows) for table in kept)) > most:
        raise TableError(
            f"“{filename}”有 {rows:,} 行，一个村的名单最多 {most:,} 行。"
            "要是全镇的表，请只留本村的行再传。"
        )
    return kept


@pool.bounded(too_large)
def read_grids(data: bytes, filename: str) -> Sequence[Grid]:
    """The cells of every sheet as they stand, for files of our own making."""
    return file_reader.open_grids(data, filename)


def read_grid(grid: Grid) -> tuple[Table, ...]:
    """The table in cells that were read in another way."""
    return read_cells([grid], grid.name)


@paused
def read_cells(grids: Sequence[Grid], name: str) -> tuple[Table, ...]:
    """The same of several sheets; ``name``: what a refusal calls them."""
    return _some(table_parser.understand_all(grids, fill_merged=False), f"“{name}”")


def read_pasted(text: str) -> tuple[Table, ...]:
    """The table in cells copied from Excel or WPS."""
    grids = [csv_reader.pasted(text)]
    return _some(table_parser.understand_all(grids, fill_merged=False), "粘贴的内容")


def _some(
    found: Sequence[Table], name: str, *, are_parts: bool = False
) -> tuple[Table, ...]:
    tables = (
        table_selection.lists_of(found)
        if are_parts
        else tuple(t for t in found if t.rows)
    )
    if not tables:
        raise TableError(f"{name}里没有找到名单。要有一行列名，下面一行一户。")
    return tables if are_parts else _with_others(tables, found)


def _with_others(
    tables: tuple[Table, ...], found: Sequence[Table]
) -> tuple[Table, ...]:
    """The sheets, the first with a note of those with words in them that are no list."""
    others = [t.name for t in found if not t.rows and (t.ignored or t.header_rows)]
    if not others:
        return tables
    note = f"工作表“{'”“'.join(others)}”里没有名单，没有用。"
    return (replace(tables[0], notes=(*tables[0].notes, note)), *tables[1:])
