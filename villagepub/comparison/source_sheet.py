"""From a sheet to one filled form a village: its form, its villages, nothing private.

A government's list is often the whole township's: a column, section rows, one sheet a
village or the addresses say which rows are whose.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from villagepub import forms, privacy
from villagepub.comparison.generic_form import fit_generic_form, generic_form
from villagepub.forms.entry import Entry
from villagepub.forms.form import Form
from villagepub.forms.head_words import NAMES, bare
from villagepub.privacy import CutCell
from villagepub.tables import layout_key
from villagepub.tables.table import Table, TableColumn, TableRow

# 农村低保 and 各村 name no village.
_VILLAGE = r"(?!第)[\u4e00-\u9fff]{1,8}?(?:村委会|居委会|(?<![农乡全本各我])村|社区)"
_NAMED = re.compile(rf"^(?:.*?[镇乡]|.*?街道)?({_VILLAGE})(?:民委员会|委会)?$")
_IN_ADDRESS = re.compile(rf"(?:[镇乡县区市]|街道|^|[\s：:（(])({_VILLAGE})(?!民)")
_ENDINGS = re.compile(
    r"(村民委员会|社区居民委员会|居民委员会|村委会|居委会|委会|行政村|社区|村)+$"
)
_HEAD = re.compile(
    r"(?:所属|所在)?(?:行政)?村(?:名称?|别|委会|社区|居|级|（社区）|（居）)?|单位名称"
)
_IN_HEADS = re.compile(r"村组|地址|住址|居住地|家庭住址")
MAX_PRIVATE_SHARE = 0.5  # of the rows: above it a column was made for such numbers
MIN_ADDRESS_SHARE = 0.8  # of the rows must say a village for an address column to count


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageList:
    """``name`` as the sheet writes the village, '' if it names none."""

    name: str
    entry: Entry
    cells: tuple[CutCell, ...] = ()  # private numbers inside columns that stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    form: Form
    lists: Mapping[str, VillageList] = field(default_factory=dict)  # by ``core`` name

    def of(self, village: str) -> VillageList | None:
        """The list of a village, however its name is written; the only unnamed one."""
        found = self.lists.get(village_stem(village))
        if found is None and set(self.lists) == {""}:
            return self.lists[""]
        return found


def village_stem(name: str) -> str:
    """马家沟村, 马家沟村委会 and 沿河湾镇马家沟行政村 are all 马家沟."""
    text = re.sub(r"[\s（）()]", "", name)
    match = _NAMED.match(text)
    return _ENDINGS.sub("", match.group(1) if match else text)


def read_source(
    tables: Sequence[Table],
    *,
    key: bytes,
    form: Form | None = None,
    like: Form | None = None,
    known: Mapping[str, Sequence[str]] | None = None,
) -> Source:
    """Read sheets as one source.

    ``form``: what the person chose; else what title and columns speak for; else
    ``like``, the other side's; else a general one made of this sheet's own columns.
    ``key`` turns identity numbers into hashes; the numbers go no further. ``known``:
    what the columns mean where a person has said so, by ``tables.layout_key``.
    """
    named = _lists(tables)
    chosen = form or _best(named) or like
    if chosen is None or not chosen.id:
        bare = [drop_village_column(table)[0] for table in named]
        chosen = fit_generic_form(chosen or generic_form(bare), bare)
    by_village: dict[str, list[tuple[str, Table]]] = {}
    for table in named:
        for name, own in _villages(table):
            by_village.setdefault(village_stem(name), []).append((name, own))
    _claim_unnamed(by_village)
    return Source(
        form=chosen,
        lists={
            who: _filled(chosen, lists, key, known or {})
            for who, lists in by_village.items()
        },
    )


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
    return is_name and not _is_village(column)


def _is_village(column: TableColumn) -> bool:
    head = re.sub(r"\s", "", column.label).split("*")[-1]
    return _HEAD.fullmatch(head) is not None


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
    fits = all(needed <= set(forms.recognise(other, table)) for table in own)
    return other if fits else None


def _best(tables: Iterable[Table]) -> Form | None:
    """The form that the first of the sheets speaks for which speaks for any."""
    found = (forms.best_form(table) for table in tables)
    return next((form for form in found if form), None)


def conflicting_form(form: Form, table: Table) -> Form | None:
    """The form that title and columns speak for, if it is surely not this one."""
    if not form.id or _is_named(form, table):
        return None
    other = forms.best_form(table)
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
        mapping = known.get(layout_key(table)) or _mapping(form, table)
        cut = privacy.cut(table, forms.gate_kinds(form, table, mapping), key)
        identities |= {(table.name, row): got for row, got in cut.identities.items()}
        tables.append(cut.table)
        mappings.append(mapping)
        cells += cut.cells
    entry = forms.fill(form, tables, mappings, identities=identities)
    return VillageList(name=lists[0][0], entry=entry, cells=tuple(cells))


def _mapping(form: Form, table: Table) -> list[str]:
    """What each column means; a phone in one row's 备注 makes it no column of phones."""
    mapping = list(forms.recognise(form, table))
    for i, (column, key) in enumerate(zip(table.columns, mapping, strict=True)):
        if key.startswith("!") and privacy.column_kind(column.label, ()) is None:
            said = sum(1 for row in table.rows if privacy.find(row.cells[i]))
            if 0 < said < MAX_PRIVATE_SHARE * len(table.rows):
                mapping[i] = ""
    return mapping


def _villages(table: Table) -> Iterator[tuple[str, Table]]:
    """The table's rows by village; totals stay only where there is one village."""
    table, names = named_rows(table)
    if not names:
        yield _from_title(table), table
        return
    kept: dict[str, tuple[str, list[TableRow]]] = {}
    for name, row in zip(names, table.rows, strict=True):
        kept.setdefault(village_stem(name), (name, []))[1].append(row)
    for name, rows in kept.values():
        totals = table.totals if len(kept) == 1 else ()
        yield name, replace(table, rows=tuple(rows), totals=totals)


def named_rows(table: Table) -> tuple[Table, list[str]]:
    """The table without its village column, and the village of each row; [] if no row
    says one.
    """
    table, names = drop_village_column(table)
    return table, names or _from_sections(table) or _from_addresses(table)


def drop_village_column(table: Table) -> tuple[Table, list[str]]:
    """The table without its village column, and that column's name for each row."""
    column = _village_column(table)
    if column is None:
        return table, []
    names = _named_down(row.cells[column] for row in table.rows)
    return _without(table, column), names


def _village_column(table: Table) -> int | None:
    return next((i for i, c in enumerate(table.columns) if _is_village(c)), None)


def _named_down(cells: Iterable[str]) -> list[str]:
    """An empty cell means the village above, as in a merged column."""
    names, last = [], ""
    for cell in cells:
        last = cell or last
        names.append(last)
    return names


def _without(table: Table, column: int) -> Table:
    def cut(row: TableRow) -> TableRow:
        cells = row.cells[:column] + row.cells[column + 1 :]
        return replace(row, cells=cells)

    return replace(
        table,
        columns=table.columns[:column] + table.columns[column + 1 :],
        rows=tuple(cut(row) for row in table.rows),
        totals=tuple(cut(row) for row in table.totals),
    )


def _from_sections(table: Table) -> list[str]:
    """Section rows that are villages (马家沟村), not groups of one (二组)."""
    named = [row.village for row in table.rows]
    first = _from_title(table)  # of the rows above the first of such rows
    return _named_down([first, *named])[1:] if any(named) else []


def _from_addresses(table: Table) -> list[str]:
    for i, column in enumerate(table.columns):
        if not _IN_HEADS.search(column.label):
            continue
        found = [_IN_ADDRESS.search(row.cells[i]) for row in table.rows]
        known = sum(1 for match in found if match)
        if known >= MIN_ADDRESS_SHARE * len(table.rows):
            return _named_down(match.group(1) if match else "" for match in found)
    return []


def _from_title(table: Table) -> str:
    """A village in the sheet's name or title, if there is exactly one; else ''."""
    if _NAMED.match(table.name):
        return table.name
    found: dict[str, str] = {}
    for line in table.lead or (table.title,):
        for match in _IN_ADDRESS.finditer(re.sub(r"20\d\d年度?", " ", line)):
            found.setdefault(village_stem(match.group(1)), match.group(1))
    return next(iter(found.values())) if len(found) == 1 else ""
