"""From a sheet to one filled form a village: its form, its villages, nothing private.

A government's list is often the whole township's: a column, section rows, one sheet a
village or the addresses say which rows are whose.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from villagepub import forms, privacy
from villagepub.comparison.comparable_list import COMPARED_KINDS
from villagepub.comparison.generic_form import fit_generic_form, generic_form
from villagepub.forms.entry import Entry
from villagepub.forms.form import Form
from villagepub.forms.heads.head_words import NAMES, bare
from villagepub.privacy import CutCell
from villagepub.tables.rows.village_names import (
    drop_village_column,
    is_by_sheet,
    is_village_head,
    merge_unnamed_towns,
    split_by_village,
    stem_of_key,
    village_key,
)
from villagepub.tables.table import Table, TableColumn

MAX_PRIVATE_SHARE = 0.5  # of the rows: above it a column was made for such numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageList:
    """``name`` as the sheet writes the village, '' if it names none; ``unlisted``: rows
    left out, which are struck through or say 停发.
    """

    name: str
    entry: Entry
    cells: tuple[CutCell, ...] = ()  # private numbers inside columns that stay
    unlisted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSheet:
    form: Form
    lists: Mapping[str, VillageList] = field(default_factory=dict)  # by ``village_key``

    def of(self, village: str) -> VillageList | None:
        """The list of a village, however its name is written; the only unnamed one."""
        key = village_key(village)
        fitting = [k for k in self.lists if _may_be(k, key)]
        if len(fitting) == 1:
            return self.lists[fitting[0]]
        return self.lists.get(key) or (
            self.lists[""] if set(self.lists) == {""} else None
        )


def column_doubts(form: Form, entry: Entry) -> Iterator[str]:
    """A sentence a column whose unit nobody knows: it is held against the other side in
    the form's own; and one a column that a list has to have and this one has not.
    """
    for own in form.columns:
        is_compared = own.required and own.kind in COMPARED_KINDS
        if is_compared and not any(r.says(own.key) for r in entry.records):
            yield f"没有认出“{own.label}”这一列，这一项没有对。"
    asked = {q.key: q.why for part in entry.parts for q in part.unit_questions}
    for key, why in asked.items():
        column = form.column(key)
        yield f"“{column.label}”的单位没写清（{why}），按{column.unit}对的。"


def _may_be(one: str, other: str) -> bool:
    """沿河湾/马家沟 and 马家沟 may be one village; of two townships never."""
    towns = {key.rpartition("/")[0] for key in (one, other)} - {""}
    return stem_of_key(one) == stem_of_key(other) and len(towns) < 2


def read_source(
    tables: Sequence[Table],
    *,
    key: bytes,
    form: Form | None = None,
    aliases: Mapping[str, str] | None = None,
) -> SourceSheet:
    """Read sheets as one source.

    ``form``: what the person chose; else what title and columns speak for; else a
    general one made of this sheet's own columns. ``key`` turns identity numbers into
    hashes; the numbers go no further. ``aliases``: the villages that names stand for,
    by ``village_key``.
    """
    chosen, each = read_each(tables, key=key, form=form, aliases=aliases)
    return SourceSheet(form=chosen, lists=dict(each))


def read_each(
    tables: Sequence[Table],
    *,
    key: bytes,
    form: Form | None,
    known: Mapping[str, Sequence[str]] | None = None,
    aliases: Mapping[str, str] | None,
) -> tuple[Form, Iterator[tuple[str, VillageList]]]:
    """The same, a village's list when its turn comes: a township has 50,000 rows.

    ``known``: what the columns mean where a person has said so, by ``layout_key``.
    """
    named = _lists(tables)
    chosen = form or _best(named)
    if chosen is None or not chosen.id:
        bare = [drop_village_column(table)[0] for table in named]
        chosen = fit_generic_form(chosen or generic_form(bare), bare)
    by_village: dict[str, list[tuple[str, Table]]] = {}
    by_sheet = is_by_sheet(named, aliases or {})
    for table in named:
        for name, own in split_by_village(table, aliases or {}, by_sheet=by_sheet):
            by_village.setdefault(village_key(name), []).append((name, own))
    _claim_unnamed(by_village)
    merge_unnamed_towns(by_village)
    each = (
        (who, _filled(chosen, by_village.pop(who), key, known or {}))
        for who in tuple(by_village)
    )
    return chosen, each


def _claim_unnamed(lists: dict[str, list[tuple[str, Table]]]) -> None:
    """Sheets that name no village are those of the only village that others name."""
    if "" in lists and len(lists) == 2:
        unnamed = lists.pop("")
        next(iter(lists.values())).extend(unnamed)


def _lists(tables: Sequence[Table]) -> list[Table]:
    """The sheets with people; one of sums by village in front of them has none."""
    filled = [t for t in tables if t.rows]
    lists = [t for t in filled if any(map(_has_people, t.columns))]
    return lists or filled


def _has_people(column: TableColumn) -> bool:
    is_name = column.kind == "name" or bare(column.label) in NAMES
    return is_name and not is_village_head(column.label)


def detect_form(tables: Sequence[Table], others: Sequence[Table]) -> Form | None:
    """The form of these sheets; where they have no title, that of the other side's, if
    its columns are here. None if neither speaks for one.
    """
    own = _lists(tables)
    form = _best(own)
    if form or not own:
        return form
    other = _best(_lists(others))
    if other is None or any(conflicting_form(other, table) for table in own):
        return None
    needed = {c.key for c in other.columns if c.required}
    fits = all(needed <= set(forms.recognise_columns(other, table)) for table in own)
    return other if fits else None


def _best(tables: Iterable[Table]) -> Form | None:
    """The form that the first of the sheets speaks for which speaks for any."""
    found = (forms.guess_form(table) for table in tables)
    return next((form for form in found if form), None)


def conflicting_form(form: Form, table: Table) -> Form | None:
    """The form that title and columns speak for, if it is surely not this one."""
    if not form.id or _is_named(form, table):
        return None
    other = forms.guess_form(table)
    is_other = other is not None and other.id != form.id and _is_named(other, table)
    return other if is_other else None


def _is_named(form: Form, table: Table) -> bool:
    lead = re.sub(r"\s", "", "".join((*table.lead, table.name)))
    return any(word in lead for word in form.words)


def _filled(
    form: Form,
    lists: Sequence[tuple[str, Table]],
    key: bytes,
    known: Mapping[str, Sequence[str]],
) -> VillageList:
    tables: list[Table] = []
    mappings: list[Sequence[str]] = []
    cells: list[CutCell] = []
    identities: dict[tuple[str, int], tuple[str, str]] = {}
    for _, table in lists:
        mapping = known.get(privacy.layout_key(table)) or _mapping(form, table)
        table = forms.with_off_rows(form, table, mapping)  # of cells that are cut too
        cut = privacy.cut(table, forms.gate_kinds(form, table, mapping), key)
        identities |= {(table.name, row): got for row, got in cut.identities.items()}
        tables.append(cut.table)
        mappings.append(mapping)
        cells += cut.cells
    entry = forms.fill(form, tables, mappings, identities=identities)
    entry, unlisted = forms.listed(form, entry)
    return VillageList(
        name=lists[0][0], entry=entry, cells=tuple(cells), unlisted=unlisted
    )


def _mapping(form: Form, table: Table) -> list[str]:
    """What each column means; a phone in one row's 备注 makes it no column of phones."""
    mapping = list(forms.recognise_columns(form, table))
    for i, (column, key) in enumerate(zip(table.columns, mapping, strict=True)):
        if key.startswith("!") and privacy.column_kind(column.label, ()) is None:
            said = sum(1 for row in table.rows if privacy.find(row.cells[i]))
            if 0 < said < MAX_PRIVATE_SHARE * len(table.rows):
                mapping[i] = ""
    return mapping
