"""Whose a row is: the village, and the township, that a sheet says it belongs to.

A government's list is often the whole township's or county's: a column, section rows, one
sheet a village or the addresses say which rows are whose.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from villagepub.tables.table import Table, TableRow, with_cells

# 农村低保 and 各村 name no village.
_VILLAGE = r"(?!第)[\u4e00-\u9fff]{1,8}?(?:村委会|居委会|(?<![农乡全本各我])村|社区)"
_NAMED = re.compile(rf"^(.+?[镇乡]|.+?街道)?({_VILLAGE})(?:民委员会|委会)?$")
# 沿河湾镇马家沟
_TOWN_FIRST = re.compile(r"^(.+?(?:[镇乡]|街道))([\u4e00-\u9fff]{2,})$")
_ABOVE_TOWN = re.compile(r"^.*[市县区](?=.)")
_IN_ADDRESS = re.compile(rf"(?:[镇乡县区市]|街道|^|[\s：:（(])({_VILLAGE})(?!民)")
_ENDINGS = re.compile(
    r"(村民委员会|社区居民委员会|居民委员会|村委会|居委会|委会|行政村|社区|村)+$"
)
_HEAD = re.compile(
    r"(?:所属|所在)?(?:行政)?村(?:名称?|别|委会|社区|居|级|（社区）|（居）)?|单位名称"
)
_BARE = re.compile(r"[\u4e00-\u9fff]{2,8}")  # a sheet that is called 马家沟
# 马家沟 of 马家沟1组, where a village of that name is known
_BEFORE_GROUP = re.compile(
    r"([\u4e00-\u9fff]{2,6}?)(?:村民)?第?[\d一二三四五六七八九十]+(?:村民)?小?[组社队]"
)
# 侯家沟村2组 in a column of groups
_IN_GROUP = re.compile(
    rf"(?:.+?[镇乡]|.+?街道)?({_VILLAGE})(?:委会)?第?[\d一二三四五六七八九十]{{1,3}}(?:村民)?小?[组社队]$"
)
_SUMMED = re.compile(rf"(?:^|\s)({_VILLAGE})\s*[小合共总]\s*计")
_IN_HEADS = re.compile(r"村组|地址|住址|居住地|家庭住址")
_TOWN_ENDINGS = re.compile(r"(?:人民政府|街道办事处|街道办|办事处|街道|[镇乡])+$")
_TOWN_HEAD = re.compile(
    r"(?:所属|所在)?(?:乡镇?|镇|街道|镇办)(?:名称|别)?|(?:所属|所在)?(?:乡镇街道|镇街道|乡镇街办|镇街)"
)
MIN_ADDRESS_SHARE = 0.8  # of the rows must say a village for an address column to count


def village_stem(name: str) -> str:
    """马家沟村, 马家沟村委会 and 沿河湾镇马家沟行政村 are all 马家沟."""
    return _ENDINGS.sub("", _split(name)[1])


def town_stem(name: str) -> str:
    """沿河湾镇 and 安塞区沿河湾镇 are both 沿河湾."""
    return _TOWN_ENDINGS.sub("", _ABOVE_TOWN.sub("", re.sub(r"[\s（）()]", "", name)))


def village_key(name: str) -> str:
    """What a village is told apart by: 沿河湾/马家沟 where its township is named."""
    town, village = _split(name)
    stem = _ENDINGS.sub("", village)
    return f"{town_stem(town)}/{stem}" if town and stem else stem


def _split(name: str) -> tuple[str, str]:
    """The township, '' if none is named, and the village."""
    text = re.sub(r"[\s（）()]", "", name)
    match = _NAMED.match(text) or _TOWN_FIRST.match(text)
    return (match[1] or "", match[2]) if match else ("", text)


def stem_of_key(key: str) -> str:
    return key.rpartition("/")[2]


def merge_unnamed_towns(lists: dict[str, list[tuple[str, Table]]]) -> None:
    """马家沟 without a township is 沿河湾/马家沟, if no other 马家沟 is there."""
    for key in [k for k in lists if "/" not in k]:
        fuller = [k for k in lists if "/" in k and stem_of_key(k) == key]
        if len(fuller) == 1:
            lists[fuller[0]].extend(lists.pop(key))


def split_by_village(
    table: Table, aliases: Mapping[str, str], *, by_sheet: bool
) -> Iterator[tuple[str, Table]]:
    """The table's rows by village; totals stay only where there is one village.

    ``aliases``: what a name that is known stands for, by its key, however it is written:
    马家沟 too. ``by_sheet``: each sheet is called like its village (``is_by_sheet``).
    """
    table, names = named_rows(table, aliases)
    if not names:
        title = table.name if by_sheet and _is_bare(table.name) else _from_title(table)
        yield aliases.get(village_key(title), title), table
        return
    known = {name: aliases.get(village_key(name), name) for name in set(names)}
    keys = {name: village_key(village) for name, village in known.items()}
    kept: dict[str, tuple[str, list[TableRow]]] = {}
    for name in dict.fromkeys(names):
        kept.setdefault(keys[name], (known[name], []))
    for name, row in zip(names, table.rows, strict=True):
        kept[keys[name]][1].append(row)
    for name, rows in kept.values():
        totals = table.totals if len(kept) == 1 else ()
        yield name, replace(table, rows=tuple(rows), totals=totals)


def is_by_sheet(tables: Sequence[Table], aliases: Mapping[str, str]) -> bool:
    """Is one of several sheets called like a known village, 马家沟? So are the others."""
    return len(tables) > 1 and any(village_key(t.name) in aliases for t in tables)


def _is_bare(name: str) -> bool:
    return _BARE.fullmatch(re.sub(r"\s", "", name)) is not None


def named_rows(table: Table, known: Collection[str]) -> tuple[Table, list[str]]:
    """The table without its village column, and the village of each row; [] if no row
    says one. ``known``: keys of villages, whose names need no 村 behind them.
    """
    table, names = drop_village_column(table)
    return table, (
        names
        or _from_sections(table)
        or _from_totals(table)
        or _from_addresses(table, known)
    )


def with_villages(
    table: Table, *, free: Collection[int], groups: Collection[int]
) -> Table:
    """Each row with the village that it says of itself: in one of the ``free`` columns,
    which nothing else is read from, in a sum of a village's rows, or before its group.

    The row above a list's section rows says more, and stays.
    """
    names = _from_free(table, free) or _from_totals(table) or [""] * len(table.rows)
    if not (any(names) or groups):
        return table
    return replace(
        table,
        rows=tuple(
            replace(row, village=said)
            if (said := row.village or name or _before_group(row, groups))
            else row
            for row, name in zip(table.rows, names, strict=True)
        ),
    )


def _from_free(table: Table, free: Collection[int]) -> list[str]:
    """By the column of villages; 单位名称 of debts is none."""
    column = _village_column(table)
    if column is None or column not in free:
        return []
    names = _named_down(re.sub(r"\s", "", row.cells[column]) for row in table.rows)
    are_all = all(_NAMED.match(name) for name in names if name)
    return names if are_all or "村" in table.columns[column].label else []


def _before_group(row: TableRow, groups: Collection[int]) -> str:
    found = (_IN_GROUP.match(row.cells[place]) for place in groups)
    return next((match[1] for match in found if match), "")


def is_same_village(one: str, other: str) -> bool:
    """马家沟村 and 安塞区马家沟行政村 are; 小马家沟村 is another."""
    first, second = (_ABOVE_TOWN.sub("", village_stem(name)) for name in (one, other))
    return first == second


def drop_village_column(table: Table) -> tuple[Table, list[str]]:
    """The table without its village column, and that column's name for each row."""
    column = _village_column(table)
    if column is None:
        return table, []
    names = _named_down(row.cells[column] for row in table.rows)
    table = _without(table, column)
    town = next((i for i, c in enumerate(table.columns) if _is_town(c.label)), None)
    if town is None:
        return table, names
    towns = _named_down(row.cells[town] for row in table.rows)
    return _without(table, town), [
        _with_town(*pair) for pair in zip(towns, names, strict=True)
    ]


def _is_town(head: str) -> bool:
    return _TOWN_HEAD.fullmatch(re.sub(r"[\s（）()/、]", "", head)) is not None


def _with_town(town: str, village: str) -> str:
    """沿河湾镇马家沟村; a village that says its township already stays as it is."""
    if not village or not town_stem(town) or _split(village)[0]:
        return village
    has_kind = town_stem(town) != re.sub(r"\s", "", town)
    return f"{town if has_kind else town + '镇'}{village}"


def is_village_head(label: str) -> bool:
    head = re.sub(r"\s", "", label).split("*")[-1]
    return _HEAD.fullmatch(head) is not None


def _village_column(table: Table) -> int | None:
    return next(
        (i for i, c in enumerate(table.columns) if is_village_head(c.label)), None
    )


def _named_down(cells: Iterable[str]) -> list[str]:
    """An empty cell means the village above, as in a merged column."""
    names, last = [], ""
    for cell in cells:
        last = cell or last
        names.append(last)
    return names


def _without(table: Table, column: int) -> Table:
    def cut(row: TableRow) -> TableRow:
        return with_cells(row, row.cells[:column] + row.cells[column + 1 :])

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


def _from_totals(table: Table) -> list[str]:
    """By rows of sums that name their village, 马家沟村小计, below its rows or above."""
    summed = sorted(
        (total.row, match.group(1))
        for total in table.totals
        if (match := _SUMMED.search(" ".join(total.cells)))
    )
    if len({name for _, name in summed}) < 2 or not table.rows:
        return []
    is_above = summed[0][0] < table.rows[0].row
    at = (row.row for row in table.rows)
    if is_above:
        return [[name for n, name in summed if n < row][-1] for row in at]
    return [next((name for n, name in summed if n > row), "") for row in at]


def _from_addresses(table: Table, known: Collection[str]) -> list[str]:
    for i, column in enumerate(table.columns):
        if not _IN_HEADS.search(column.label):
            continue
        cells = [row.cells[i] for row in table.rows]
        found = [_first(_IN_ADDRESS.search(cell)) for cell in cells]
        bare = [_first(_BEFORE_GROUP.match(cell)) for cell in cells]
        if any(village_key(name) in known for name in bare):
            found = [one or other for one, other in zip(found, bare, strict=True)]
        if sum(map(bool, found)) >= MIN_ADDRESS_SHARE * len(table.rows):
            return _named_down(found)
    return []


def _first(match: re.Match[str] | None) -> str:
    return match.group(1) if match else ""


def _from_title(table: Table) -> str:
    """A village in the sheet's name or title, if there is exactly one; else ''."""
    if _NAMED.match(table.name):
        return table.name
    found: dict[str, str] = {}
    for line in table.lead or (table.title,):
        for match in _IN_ADDRESS.finditer(re.sub(r"20\d\d年度?", " ", line)):
            found.setdefault(village_stem(match.group(1)), match.group(1))
    return next(iter(found.values())) if len(found) == 1 else ""
