"""From an uploaded sheet to what a draft may keep: columns recognised, private ones
cut.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple

from sqlmodel import Session

from villagepub import forms, known_heads, privacy
from villagepub.forms.entry import Decision
from villagepub.forms.form import Form
from villagepub.forms.words.private_words import FORGOTTEN, LEAVE_OUT
from villagepub.notices import whole_table
from villagepub.notices.draft_sheet import Cut, DraftSheet, Identity, Options
from villagepub.notices.validation import year_of
from villagepub.seals import keyed_hash
from villagepub.tables.table import Table, TableRow, row_words, with_cell

MAX_ROWS = 10_000  # no village has so many people


class SheetFile(NamedTuple):
    """What somebody brought: the tables that were read in it, its name, its bytes."""

    tables: Sequence[Table]
    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadSheet:
    """A sheet as it may be kept, and the form that it was read for."""

    form: str
    sheet: DraftSheet


def read_sheet(
    session: Session,
    came: SheetFile,
    *,
    village_code: str,
    form: str,
    period: str,
    id_key: bytes,
) -> ReadSheet:
    """The sheet through the privacy gate. It takes its time: before the act."""
    sheet = cut_for_draft(
        forms.get(form),
        came.tables,
        id_key=id_key,
        year=year_of(period),
        known=known_heads.known(session, village_code, form),
    )
    return ReadSheet(form=form, sheet=named_after(came, sheet, id_key))


def named_after(came: SheetFile, sheet: DraftSheet, id_key: bytes) -> DraftSheet:
    """The sheet with the name of its file, and with what tells the file again."""
    name, digest = privacy.file_name(came.name), keyed_hash(came.data, id_key)
    return replace(sheet, filename=name, digest=digest)


def cut_for_draft(
    form: Form,
    tables: Sequence[Table],
    *,
    id_key: bytes,
    year: int = 0,
    known: Mapping[str, Sequence[str]] | None = None,
) -> DraftSheet:
    """The sheet's tables through the privacy gate: what is left, keyed hashes of
    identity numbers, what was cut and why.

    ``year``: of the notice, chooses between columns of two years. ``known``: what a
    person has said that columns mean, by ``layout_key``. Where another form fits the
    sheet better, the columns that it names are kept too until a person decides.
    """
    rival = forms.rival(form, tables)
    upload = _Upload(
        form=form,
        other=rival.form if rival else None,
        id_key=id_key,
        year=year,
        known=known or {},
    )
    filled = [table for table in tables if table.rows]
    parts = [upload.cut(table, n) for n, table in enumerate(filled)]
    lists = ("tables", "mappings", "cuts", "cut_cells", "identities", "doubts")
    every: Any = {
        name: tuple(chain.from_iterable(getattr(part, name) for part in parts))
        for name in lists
    }
    return DraftSheet(**every)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Upload:
    """What all tables of an upload are read by; ``other``: a form that fits them better."""

    form: Form
    other: Form | None
    id_key: bytes
    year: int
    known: Mapping[str, Sequence[str]]

    def cut(self, table: Table, number: int) -> DraftSheet:
        """What may be kept of one table, the ``number``-th that has rows."""
        form, said = self.form, self.known.get(privacy.layout_key(table))
        mapping = self._mapping(table, said)
        kinds = self._kinds(table, mapping)
        table = whole_table.told(form, table, mapping)
        bare = forms.reasons_as_classes(form, table, mapping)
        bare = forms.remarks_as_marks(form, bare, mapping)
        result = privacy.cut(bare, kinds, self.id_key)
        doubts = () if said else forms.doubts_of(form, table, mapping, number)
        return DraftSheet(
            tables=(result.table,),
            mappings=(mapping,),
            cuts=tuple(cuts_of(result)),
            cut_cells=tuple(_cut_cells(form, result, mapping)),
            identities=tuple(
                Identity(sheet=result.table.name, row=row, key=key, mask=mask)
                for row, (key, mask) in result.identities.items()
            ),
            doubts=tuple(doubts),
        )

    def _mapping(self, table: Table, said: Sequence[str] | None) -> tuple[str, ...]:
        """``said``: what the columns mean by a person, who leaves none in doubt."""
        found = forms.recognise_columns(self.form, table, year=self.year)
        mapping = with_private(found, said) if said else found
        return forms.map_remarks(self.form, table, mapping)

    def _kinds(self, table: Table, mapping: Sequence[str]) -> list[str]:
        """What the gate is told of each column: by this form, else by the other."""
        kinds = forms.gate_kinds(self.form, table, mapping)
        if self.other is None:
            return kinds
        theirs = forms.recognise_columns(self.other, table, year=self.year)
        named = forms.gate_kinds(self.other, table, theirs)
        return [k if k != "unknown" else n for k, n in zip(kinds, named, strict=True)]


def cuts_of(result: privacy.CutTable) -> Iterator[Cut]:
    """The columns that were emptied because of what they hold."""
    for c in result.cut:
        if c.count and c.kind != "unknown":
            yield Cut(
                sheet=result.table.name,
                label=c.label,
                kind=c.kind,
                reason=c.reason,
                count=c.count,
            )


def _cut_cells(
    form: Form, result: privacy.CutTable, mapping: Sequence[str]
) -> Iterator[str]:
    """第 12 行 王建国“备注” of each cell in which a number was masked."""
    names = _names(form, result.table, mapping)
    for cell in result.cells:
        where = f"{row_words(cell.row)} {names.get(cell.row, '')}".strip()
        yield f"{where}“{cell.label}”"


def _names(form: Form, table: Table, mapping: Sequence[str]) -> dict[int, str]:
    """The name in each row, by its number; {} of a sheet without names."""
    keys = {c.key for c in form.columns if c.kind == "name" and c.match}
    at = next((i for i, key in enumerate(mapping) if key in keys), -1)
    return {row.row: row.cells[at] for row in table.rows} if at >= 0 else {}


def read_as(form: Form, sheet: DraftSheet, *, year: int) -> DraftSheet:
    """The same sheet for another form; nothing that only the first one names stays."""
    mappings = tuple(
        forms.map_remarks(
            form,
            table,
            with_private(old, forms.recognise_columns(form, table, year=year)),
        )
        for table, old in zip(sheet.tables, sheet.mappings, strict=True)
    )
    kept = tuple(
        privacy.cut(table, forms.gate_kinds(form, table, mapping), b"").table
        for table, mapping in zip(sheet.tables, mappings, strict=True)
    )
    return replace(
        sheet,
        tables=kept,
        mappings=mappings,
        doubts=(),
        decisions=(),
        edits=(),
        options=Options(),
    )


def after(form: Form, sheet: DraftSheet, decision: Decision) -> DraftSheet:
    """The sheet without what the clerk has decided against: it is not stored any longer."""
    if decision.code.startswith("form:"):
        return own_only(sheet)
    if decision.choice == LEAVE_OUT and decision.code.startswith("words:"):
        return _without_left_out(form, sheet, decision.code)
    return sheet


def own_only(sheet: DraftSheet) -> DraftSheet:
    """The sheet without what was kept for a rival form, once a person has decided for
    its own.
    """
    kept = map(without_unused_cells, sheet.tables, sheet.mappings)
    return replace(sheet, tables=tuple(kept))


def _without_left_out(form: Form, sheet: DraftSheet, code: str) -> DraftSheet:
    """Without the words about somebody's health that ``code`` asked about."""
    part, _, key = code.removeprefix("words:").rpartition(":")
    tables = tuple(
        _forgetting(table, mapping.index(key))
        if key in mapping and part in ("", forms.part_name(form, table))
        else table
        for table, mapping in zip(sheet.tables, sheet.mappings, strict=True)
    )
    return replace(sheet, tables=tables)


def _forgetting(table: Table, place: int) -> Table:
    rows = (
        with_cell(row, place, FORGOTTEN)
        if privacy.is_about_health(row.cells[place])
        else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def with_private(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """A new mapping in which a private column stays private."""
    return tuple(o if o.startswith("!") else n for o, n in zip(old, new, strict=True))


def unread(
    sheet: DraftSheet, mappings: Sequence[Sequence[str]]
) -> tuple[tuple[int, int], ...]:
    """(table, column) of columns that ``mappings`` give a key to and whose cells were
    not kept.
    """
    return tuple(
        (n, i)
        for n, (old, new) in enumerate(zip(sheet.mappings, mappings, strict=True))
        for i, (before, after) in enumerate(zip(old, new, strict=True))
        if not before and after
    )


def without_unused_cells(table: Table, mapping: Sequence[str]) -> Table:
    """The table with the cells of columns without a key emptied."""
    kept = [bool(key) for key in mapping]

    def emptied(row: TableRow) -> TableRow:
        cells = (c if keep else "" for c, keep in zip(row.cells, kept, strict=True))
        return replace(row, cells=tuple(cells))

    return replace(
        table,
        rows=tuple(map(emptied, table.rows)),
        totals=tuple(map(emptied, table.totals)),
    )
