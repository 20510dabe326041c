"""What is read of a table while all its columns are there: before unused ones are emptied."""

from collections.abc import Sequence
from dataclasses import replace

from villagepub import privacy
from villagepub.forms.form import Form
from villagepub.tables.rows.village_names import with_villages
from villagepub.tables.table import Table, TableRow
from villagepub.tables.totals import is_total


def told(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table with whose each row is, and what its totals say in words."""
    return _with_total_words(form, _with_villages(form, table, mapping), mapping)


def _with_villages(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """Whose a row is, is known before its columns are cut; a free notice prints them."""
    if form.own_columns:
        return table
    group = form.by_role("group")
    groups = [i for i, key in enumerate(mapping) if group and key == group.key]
    free = [i for i, key in enumerate(mapping) if not key]
    return with_villages(table, free=free, groups=groups)


def _with_total_words(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """共计4人 under 序号 says what a total is of, though that column is not kept: it goes
    where the names or the words of the list stand.
    """
    worded = {c.key for c in form.columns if c.kind in ("name", "text")}
    places = [i for i, key in enumerate(mapping) if key in worded]
    free = [i for i, key in enumerate(mapping) if not key]
    totals = tuple(_moved(row, free, places) for row in table.totals)
    return replace(table, totals=totals)


def _moved(row: TableRow, free: Sequence[int], places: Sequence[int]) -> TableRow:
    said = next((i for i in free if is_total((row.cells[i],))), None)
    to = next((i for i in places if not row.cells[i]), None)
    if said is None or to is None or privacy.is_about_health(row.cells[said]):
        return row
    cells = list(row.cells)
    cells[to], cells[said] = cells[said], ""
    return replace(row, cells=tuple(cells))
