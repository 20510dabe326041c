"""What calamine does not tell of an ods: hidden parts, and how large it would get.

A cell and a row may say that they are repeated a million times; that is counted here
before calamine writes them out.
"""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from villagepub.tables.grid import MAX_COLUMNS, MAX_PLACES, MAX_ROWS
from villagepub.tables.readers import ods_styles
from villagepub.tables.readers.ods_styles import TABLE, default_style, own_style
from villagepub.tables.readers.xlsx_metadata import MAX_FILLED, MAX_TEXT, Extras
from villagepub.tables.table import TableError

HIDDEN = frozenset({"collapse", "filter"})


class Counted:
    """One table while its rows pass."""

    def __init__(self, struck_styles: frozenset[str] = frozenset()) -> None:
        self._styles = struck_styles
        self._defaults: dict[int, str] = {}  # of a column's cells
        self.struck: set[tuple[int, int]] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.row = self.column = 0  # how many were passed
        self.last_row = self.last_column = self.filled = self.text = 0

    def pass_columns(self, element: Any) -> None:
        count = min(_times(element, "number-columns-repeated"), MAX_COLUMNS)
        if element.get(f"{TABLE}visibility") in HIDDEN:
            self.hidden_columns.update(range(self.column, self.column + count))
        if self._styles:
            style = default_style(element)
            own = range(self.column, self.column + count)
            self._defaults.update(dict.fromkeys(own, style))
        self.column += count

    def pass_rows(self, element: Any) -> None:
        times = _times(element, "number-rows-repeated")
        if element.get(f"{TABLE}visibility") in HIDDEN:
            self.hidden_rows.update(range(self.row, self.row + min(times, MAX_ROWS)))
        column = 0
        for cell in element.iterchildren(
            f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
        ):
            count = _times(cell, "number-columns-repeated")
            column += count
            text = "".join(cell.itertext())
            if text or any(key.endswith("}value-type") for key in cell.attrib):
                self.filled += count * times
                self.text += len(text) * 3 * count * times
                self.last_row = self.row + times
                self.last_column = max(self.last_column, column)
                if self._styles and self._is_struck(cell, element, column - count):
                    self._strike(times, range(column - count, column))
        self.row += times

    def _is_struck(self, cell: Any, row: Any, column: int) -> bool:
        """Whole, by its own style or that of its row or column, or a part of its text."""
        usual = default_style(row) or self._defaults.get(column, "")
        styles = [
            own_style(cell) or usual,
            *map(own_style, cell.iterdescendants("{*}*")),
        ]
        return not self._styles.isdisjoint(styles)

    def _strike(self, times: int, columns: range) -> None:
        rows = range(self.row, min(self.row + times, MAX_ROWS))
        self.struck.update((r, c) for r in rows for c in columns if c < MAX_COLUMNS)


def _times(element: Any, attribute: str) -> int:
    return max(int(element.get(f"{TABLE}{attribute}") or 1), 1)


def look(data: bytes, name: str) -> Mapping[str, Extras]:
    """Extras by the sheet's name. Raises TableError if a sheet is too large."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content, styles = archive.read("content.xml"), ods_styles.struck(archive)
    found: dict[str, Extras] = {}
    counted = Counted()
    tags = tuple(f"{TABLE}{t}" for t in ("table", "table-row", "table-column"))
    for event, element in etree.iterparse(
        io.BytesIO(content), events=("start", "end"), tag=tags, resolve_entities=False
    ):
        kind = str(element.tag).removeprefix(TABLE)
        if event == "start" and kind == "table":
            counted = Counted(styles)
        elif event == "end" and kind == "table-column":
            counted.pass_columns(element)
        elif event == "end" and kind == "table-row":
            counted.pass_rows(element)
            _refuse_large(counted, name)
            element.clear()
        elif event == "end":
            found[str(element.get(f"{TABLE}name"))] = Extras(
                frozenset(counted.hidden_rows),
                frozenset(counted.hidden_columns),
                struck=frozenset(counted.struck),
            )
    return found


def _refuse_large(counted: Counted, name: str) -> None:
    places = counted.last_row * counted.last_column
    if (
        counted.last_row > MAX_ROWS
        or counted.filled > MAX_FILLED
        or counted.text > MAX_TEXT
        or places > MAX_PLACES
    ):
        raise TableError(
            f"{name}太大了，最多 {MAX_ROWS:,} 行。请只留要公示的那张表再传。"
        )
