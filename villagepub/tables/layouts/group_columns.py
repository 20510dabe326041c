"""A list of names alone, a group a column (or a row): 1组, 2组, 3组 and who is in each."""

import re
from collections.abc import Iterator, Sequence

from villagepub.tables.grid import Grid, column_letters
from villagepub.tables.heads.header_parser import LOOK, spread_right, words_in
from villagepub.tables.heads.sections import section_of
from villagepub.tables.rows.signatures import is_labelled
from villagepub.tables.table import (
    OTHER_LIST,
    IgnoredRow,
    Table,
    TableColumn,
    TableRow,
)
from villagepub.tables.unit_parser import is_quantity

MIN_GROUPS, NUMBERS, MAX_ODD = 2, "序号", 24
UNDER = "合计、签字或者说明"
NOTE = "这张表一个组占一{}，照组一个个读了。"
_PERSON = re.compile(r"[\u3400-\u9fff·•]{2,5}")
_NOTE = re.compile(r"[（(][^（()）]{0,16}[）)]")
_BEHIND = re.compile(r"(?<=[\u3400-\u9fff])[\d.\-*＊①②③]+$")  # 王建国2, a telephone
_COUNT = re.compile(r"(?:合计|共计?|小计|总计)?[:：]?\d{0,4}[人名]?|序号")
_BETWEEN = re.compile(r"[、，,；;/\s]+(?![^（(]*[）)])")
_ONE_BY_ONE = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff])+")  # 李　四
PlacedName = tuple[int, int, str]  # row, column (0-based), group


def read_group_columns(grid: Grid) -> Table | None:
    """The table of such a list, one row a name in the order of the groups; None for any
    other sheet.
    """
    begin, places, way = _by_column(grid) or _by_row(grid) or (0, [], "")
    order = {group: n for n, group in enumerate(dict.fromkeys(p[2] for p in places))}
    named = [
        (c, TableRow(row=r + 1, cells=(name,), section=group))
        for r, c, group in sorted(places, key=lambda place: order[place[2]])
        if r not in grid.hidden_rows
        for name in _names(grid.rows[r][c]) or [grid.rows[r][c]]
        if not _COUNT.fullmatch(name)
    ]
    if len({row.section for _, row in named}) < MIN_GROUPS:
        return None
    lines = tuple(
        " ".join(filter(None, line)) for line in grid.rows[:begin] if any(line)
    )
    first, *others = map(column_letters, sorted({c for c, _ in named}))
    column = TableColumn(
        label="姓名", path=("姓名",), kind="name", letter=first, beside=(*others,)
    )
    is_by_column = way == "列"
    return Table(
        name=grid.name,
        title=next(iter(lines), ""),
        lead=(*grid.lead, *lines),
        header_rows=(begin + 1,) if is_by_column else (),
        columns=(column,),
        rows=tuple(row for _, row in named),
        ignored=tuple(_left_out(grid, [row for _, row in named], begin, is_by_column)),
        notes=(*grid.notes, NOTE.format(way)),
    )


def _left_out(
    grid: Grid, rows: Sequence[TableRow], begin: int, is_by_column: bool
) -> Iterator[IgnoredRow]:
    used = {row.row for row in rows} | ({begin + 1} if is_by_column else set())
    for r, line in enumerate(grid.rows, 1):
        if any(line) and r not in used:
            is_other = sum(bool(_names(text)) for text in line) > 1
            reason = OTHER_LIST if is_other and not is_labelled(line) else UNDER
            yield IgnoredRow(row=r, reason="标题" if r <= begin else reason)
    if not is_by_column or NUMBERS in grid.rows[begin]:
        at = grid.rows[begin].index(NUMBERS) if is_by_column else 0
        reason = "序号" if is_by_column else "当成组别"
        yield IgnoredRow(row=begin + 1, reason=reason, column=column_letters(at))


def _by_column(grid: Grid) -> tuple[int, list[PlacedName], str] | None:
    """Groups as heads; one stands over the columns that it is merged over."""
    for head, line in enumerate(grid.rows[:LOOK]):
        if words_in(line) > 1:
            return None  # a list of rows, whose groups stand side by side
        said = {text for text in line if text and text != NUMBERS}
        if len(said) < MIN_GROUPS or not all(map(_is_group, said)):
            continue
        spread = spread_right(grid, head, head)
        heads = [spread.get((head, c), text) for c, text in enumerate(line)]
        last = ""
        for c, text in enumerate(heads):  # merges that the file does not tell of
            heads[c] = last = text or last
        places = [
            (r, c, heads[c])
            for r in _lines_of_names(grid, head + 1, heads)
            for c, text in enumerate(grid.rows[r])
            if text and heads[c] in said and c not in grid.hidden_columns
        ]
        return head, places, "列"
    return None


def _lines_of_names(grid: Grid, first: int, heads: Sequence[str]) -> Iterator[int]:
    """Until one has anything else: a figure beside a name is no list of names."""
    own = [c for c, head in enumerate(heads) if head not in ("", NUMBERS)]
    for r in range(first, len(grid.rows)):
        said = [text for c in own if (text := grid.rows[r][c])]
        if all(map(_COUNT.fullmatch, said)):
            continue
        if not all(map(_names, said)) and not _is_nearly(said):
            return
        yield r


def _is_nearly(said: Sequence[str]) -> bool:
    """One cell among names that is none, and no figure: it is read and asked about."""
    odd = [text for text in said if not _names(text)]
    is_said = len(odd) == 1 < len(said) - 1 and not is_labelled(said)
    return is_said and len(odd[0]) <= MAX_ODD and not is_quantity(odd[0])


def _by_row(grid: Grid) -> tuple[int, list[PlacedName], str] | None:
    """Groups in the first column, names to the right, over several rows perhaps."""
    first = next((r for r, line in enumerate(grid.rows[:LOOK]) if _opens(line)), 0)
    if not first or any(words_in(line) > 1 for line in grid.rows[:first]):
        return None
    places: list[PlacedName] = []
    group, seen = "", set[str]()
    for r in range(first, len(grid.rows)):
        line = grid.rows[r]
        if _opens(line):
            group = line[0]
            if group in seen:
                return None  # a list of rows, 组 and 姓名, without a head
            seen.add(group)
        elif line[0]:
            break
        names = [(r, c, group) for c, text in enumerate(line) if c and text]
        if not all(_names(line[c]) for _, c, _ in names):
            return None
        places += names
    return first, places, "行"


def _opens(line: Sequence[str]) -> bool:
    said = [text for text in line[1:] if text]
    return bool(line and said) and _is_group(line[0]) and not any(map(_is_group, said))


def _is_group(text: str) -> bool:
    told = section_of(text)
    return bool(told and told.group)


def _names(text: str) -> list[str]:
    """王建国、李秀英 are two, 李　四 is one; [] of anything that is no name.

    What marks one of two people stays: 王建国（大）, 王建国2.
    """
    if _COUNT.fullmatch(text):
        return []
    text = re.sub(r"\s+(?=[（(\d])", "", text)
    whole = re.sub(r"\s", "", text)
    pieces = [whole] if _ONE_BY_ONE.fullmatch(text) else _BETWEEN.split(text)
    bare = (_BEHIND.sub("", _NOTE.sub("", piece)) for piece in pieces)
    return pieces if all(map(_PERSON.fullmatch, bare)) else []
