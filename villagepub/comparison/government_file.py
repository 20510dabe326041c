"""A list of the government's as it is kept: the villages' texts and the cut file.

Read in the pool's process: a township's 50,000 rows leave nothing behind in the server.
It stands in this room because that process then loads nothing of the database.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from villagepub import pool, privacy, tables
from villagepub.comparison import source_sheet
from villagepub.comparison.comparable_list import comparable_list
from villagepub.comparison.kept_copy import kept_copy, tables_of
from villagepub.forms.form import Form
from villagepub.gc_pause import paused
from villagepub.tables.rows.village_names import drop_village_column
from villagepub.tables.table import Table

PACKING = 1  # of zlib: quick, and a tenth of the text


@dataclass(frozen=True, kw_only=True, slots=True)
class VillageText:
    """``packed``: the comparable list as JSON. The server has those of a whole county in
    hand, and needs the text of one at a time.
    """

    name: str
    rows: int
    packed: bytes

    @classmethod
    def of(cls, name: str, rows: int, text: str) -> "VillageText":
        packed = zlib.compress(text.encode(), PACKING)
        return cls(name=name, rows=rows, packed=packed)

    @property
    def text(self) -> str:
        return zlib.decompress(self.packed).decode()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadFile:
    """``villages`` by ``village_key``; ``kept``: the file without numbers.

    ``lines``: of each sheet the title, what stands above the heads and its name. ``unlike``: the names of other forms that
    the sheets fit better. ``unread``: heads of columns that have a meaning by ``known``
    and no cell. ``unlisted``: rows that are struck through or say 停发. ``column_doubts``:
    sentences, a column whose unit is not known or that is not there.
    """

    form: str
    villages: Mapping[str, VillageText]
    kept: bytes
    lines: tuple[tuple[str, ...], ...]
    unlike: tuple[str, ...]
    unread: tuple[str, ...]
    unlisted: int = 0
    column_doubts: tuple[str, ...] = ()


@pool.bounded(tables.too_large)
@paused
def read_file(
    data: bytes,
    filename: str,
    *,
    key: bytes,
    form: Form | None,
    known: Mapping[str, Sequence[str]],
    aliases: Mapping[str, str],
    is_kept: bool = False,
) -> ReadFile:
    """``form`` None: the one that the sheet fits; ``is_kept``: a copy that was kept of a
    file. Raises TableError.
    """
    found = tables_of(data, filename) if is_kept else tables.read(data, filename)
    chosen, each = source_sheet.read_each(
        found, key=key, form=form, known=known, aliases=aliases
    )
    villages, unlisted, doubts = {}, 0, dict[str, None]()
    for who, one in each:  # a village's rows are let go of before the next is read
        villages[who] = VillageText.of(
            one.name,
            len(one.entry.records),
            comparable_list(chosen, one.entry).to_json(),
        )
        unlisted += one.unlisted
        doubts |= dict.fromkeys(source_sheet.column_doubts(chosen, one.entry))
    others = (source_sheet.conflicting_form(form, t) if form else None for t in found)
    return ReadFile(
        form=chosen.id,
        villages=villages,
        kept=kept_copy(found, chosen, known, aliases),
        lines=tuple((t.title, *t.lead, t.name) for t in found if t.rows),
        unlike=tuple(dict.fromkeys(other.name for other in others if other)),
        unread=_unread(found, known),
        unlisted=unlisted,
        column_doubts=tuple(doubts),
    )


@pool.bounded(tables.too_large)
def read_kept(data: bytes, filename: str) -> tuple[Table, ...]:
    """The sheets of a kept copy."""
    return tables_of(data, filename)


def _unread(
    found: Sequence[Table], known: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    bare = [drop_village_column(table)[0] for table in found] if known else []
    return tuple(
        column.label
        for table in bare
        for i, (column, meaning) in enumerate(
            zip(table.columns, known.get(privacy.layout_key(table), ()), strict=False)
        )
        if meaning and meaning[0] != "!" and not any(row.cells[i] for row in table.rows)
    )
