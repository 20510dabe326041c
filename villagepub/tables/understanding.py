"""From grids to tables: head, rows, sections, totals, and why the rest is not taken."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from villagepub.tables import heads
from villagepub.tables.grid import Grid
from villagepub.tables.kinds import SAMPLE, kind_of
from villagepub.tables.table import IgnoredRow, Table, TableColumn, TableRow

_TOTAL = re.compile(r"(合计|总计|小计|共计|累计|本[页月季年]合计)[:：（(元]?.{0,6}")
_SECTION = re.compile(
    r"第?[一二三四五六七八九十\d０-９叁贰壹肆伍]{1,3}(?:村民)?小?组[:：]?|[\u4e00-\u9fff]{2,6}(?:村民)?小?组[:：]?"
)
_SIGNED = re.compile(
    r"签字|签名|盖章|负责人|制表|审核|监委会|填报|日期|经办|主任|张榜|\d{4}年\d+月\d+日"
)


@dataclass(slots=True)
class Body:
    """What the rows under a head turn out to be, while they are read."""

    rows: list[TableRow] = field(default_factory=list)
    totals: list[TableRow] = field(default_factory=list)
    ignored: list[IgnoredRow] = field(default_factory=list)


def understand_all(grids: Iterable[Grid], *, fill_merged: bool) -> list[Table]:
    return [understand(grid, fill_merged=fill_merged) for grid in grids]


def understand(grid: Grid, *, fill_merged: bool = False) -> Table:
    """The grid as a table; one without a head has no rows."""
    head = heads.find(grid)
    if head is None:
        return Table(name=grid.name, notes=grid.notes)
    first, last = head
    labels = heads.labels(grid, first, last)
    used = _used(labels, grid, last)
    blocks = _blocks([labels[c] for c in used])
    filled = _filled_down(grid, last) if fill_merged else grid.rows
    body = _body(grid, filled, last, used, labels)
    rows = _stacked(body.rows, blocks)
    columns = _columns(grid, used, labels, rows, blocks)
    lead = tuple(" ".join(filter(None, row)) for row in grid.rows[:first] if any(row))
    return Table(
        name=grid.name,
        title=lead[0] if lead else "",
        lead=lead,
        header_rows=tuple(range(first + 1, last + 2)),
        columns=columns,
        rows=tuple(rows),
        totals=tuple(_first_block(body.totals, blocks)),
        ignored=(*_lead_ignored(grid, first), *body.ignored),
        notes=(*grid.notes, *_hidden_notes(grid, used)),
    )


def _used(labels: Sequence[str], grid: Grid, last: int) -> list[int]:
    """Columns with a head or with something under it; formatting alone is no column."""
    sample = grid.rows[last + 1 : last + 1 + SAMPLE]
    filled = {c for row in sample for c, cell in enumerate(row) if cell}
    return [c for c, label in enumerate(labels) if label or c in filled]


def _blocks(labels: Sequence[str]) -> int:
    """How many times the same columns stand side by side: 姓名|金额|姓名|金额 is 2."""
    for count in (4, 3, 2):
        width, rest = divmod(len(labels), count)
        one = list(labels[:width])
        if rest == 0 and width > 1 and all(one) and one * count == list(labels):
            return count
    return 1


def _filled_down(grid: Grid, last: int) -> Sequence[Sequence[str]]:
    """Rows in which a cell merged downwards is said in every row that it covers."""
    rows = [list(row) for row in grid.rows]
    for (a, left), (b, right) in grid.merged:
        if a > last and b > a:
            text = rows[a][left]
            for r in range(a, b + 1):
                for c in range(left, min(right + 1, len(rows[r]))):
                    rows[r][c] = text
    return rows


def _body(
    grid: Grid,
    rows: Sequence[Sequence[str]],
    last: int,
    used: Sequence[int],
    labels: Sequence[str],
) -> Body:
    body, section = Body(), ""
    end = _last_row(rows)
    wanted = [labels[c] for c in used]
    written = frozenset(filter(None, (c for row in rows[: last + 1] for c in row)))
    for r in range(last + 1, end + 1):
        row = rows[r]
        if not any(row):
            continue
        cells = tuple([row[c] if c < len(row) else "" for c in used])
        if r in grid.hidden_rows:
            body.ignored.append(IgnoredRow(row=r + 1, reason="隐藏的行"))
        elif group := _section(row):
            section = group
            body.ignored.append(
                IgnoredRow(row=r + 1, reason=f"“{group}”下面的都算{group}")
            )
        else:
            _place(
                body, TableRow(row=r + 1, cells=cells, section=section), wanted, written
            )
    _drop_tail(body)
    return body


def _last_row(rows: Sequence[Sequence[str]]) -> int:
    end = len(rows) - 1
    while end >= 0 and not any(rows[end]):
        end -= 1
    return end


def _section(row: Sequence[str]) -> str:
    """The group that a row of a single cell names for the rows below, or ''."""
    if len(row) - list(row).count("") != 1:
        return ""
    text = max(row)  # the others are empty
    return text.rstrip(":：") if _SECTION.fullmatch(text) else ""


def _place(
    body: Body, row: TableRow, labels: Sequence[str], written: frozenset[str]
) -> None:
    if is_total(row.cells):
        body.totals.append(row)
    elif _repeats_head(row.cells, labels, written):
        body.ignored.append(IgnoredRow(row=row.row, reason="表头又写了一遍"))
    else:
        body.rows.append(row)


def is_total(cells: Sequence[str]) -> bool:
    """合　计, 总计：, 本页合计 in one of the first filled cells."""
    first = cells[:5]
    if first[0].isdecimal() or "计" not in "".join(first):
        return False  # quick: nearly every row ends here
    said = [re.sub(r"\s", "", cell) for cell in first if cell][:2]
    return any(_TOTAL.fullmatch(cell) for cell in said)


def _repeats_head(
    cells: Sequence[str], labels: Sequence[str], heads_as_written: frozenset[str]
) -> bool:
    if heads_as_written.isdisjoint(cells):
        return False
    same = sum(
        1
        for c, label in zip(cells, labels, strict=True)
        if c and heads.tidy(c) == label
    )
    return same >= 2 and same >= len([c for c in cells if c]) - 1


def _drop_tail(body: Body) -> None:
    """Signatures and notes under the list are not people."""
    while body.rows:
        row = body.rows[-1]
        said = [c for c in row.cells if c]
        below_total = bool(body.totals) and row.row > body.totals[-1].row
        signed = any(_SIGNED.search(c) for c in said) and any(
            c.rstrip().endswith((":", "：")) or _SIGNED.search(c) for c in said
        )
        few = len(said) <= max(2, len(row.cells) // 2)
        if not (
            few and (signed or below_total or len(said) == 1 and len(said[0]) > 12)
        ):
            break
        body.rows.pop()
        reason = "签字和日期" if signed else "表下面的说明"
        body.ignored.append(IgnoredRow(row=row.row, reason=reason))
    body.ignored.sort(key=lambda ignored: ignored.row)


def _stacked(rows: Sequence[TableRow], blocks: int) -> list[TableRow]:
    """Blocks side by side as one list: first all of the first block, then the next."""
    if blocks == 1:
        return list(rows)
    width = len(rows[0].cells) // blocks if rows else 0
    stacked = []
    for block in range(blocks):
        for row in rows:
            cells = row.cells[block * width : (block + 1) * width]
            if any(cells):
                stacked.append(TableRow(row=row.row, cells=cells, section=row.section))
    return stacked


def _first_block(totals: Sequence[TableRow], blocks: int) -> list[TableRow]:
    """Of totals beside one another the block that says 合计 and its figures."""
    if blocks == 1:
        return list(totals)
    found = []
    for row in totals:
        width = len(row.cells) // blocks
        parts = [row.cells[i * width : (i + 1) * width] for i in range(blocks)]
        said = [p for p in parts if is_total(p)] or parts[:1]
        found.append(TableRow(row=row.row, cells=said[-1], section=row.section))
    return found


def _columns(
    grid: Grid,
    used: Sequence[int],
    labels: Sequence[str],
    rows: Sequence[TableRow],
    blocks: int,
) -> tuple[TableColumn, ...]:
    width = len(used) // blocks
    columns = []
    for i, c in enumerate(used[:width]):
        cells = [row.cells[i] for row in rows[: SAMPLE * 2]]
        columns.append(
            TableColumn(
                label=labels[c],
                kind=kind_of(labels[c], cells),
                hidden=c in grid.hidden_columns,
            )
        )
    return tuple(columns)


def _lead_ignored(grid: Grid, first: int) -> list[IgnoredRow]:
    reasons = []
    for r, row in enumerate(grid.rows[:first]):
        said = [c for c in row if c]
        if said:
            unit = any("单位" in c or c.endswith((":", "：")) for c in said)
            reasons.append(IgnoredRow(row=r + 1, reason="单位" if unit else "标题"))
    return reasons


def _hidden_notes(grid: Grid, used: Sequence[int]) -> list[str]:
    notes = []
    columns = len(grid.hidden_columns & set(used))
    if columns:
        notes.append(f"有 {columns} 列是隐藏的，也读进来了，请看一眼。")
    if grid.hidden_rows:
        notes.append(f"有 {len(grid.hidden_rows)} 行是隐藏的，没有当成名单。")
    return notes
