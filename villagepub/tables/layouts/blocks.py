"""Lists side by side on one sheet, read as one list."""

from collections.abc import Sequence
from dataclasses import replace

from villagepub.tables.heads.sections import NOWHERE, Heading, section_of
from villagepub.tables.rows import row_parser
from villagepub.tables.rows.row_parser import Body
from villagepub.tables.rows_under_head import Under
from villagepub.tables.table import TableRow


def body(
    sheet: Under,
    used: Sequence[int],
    labels: Sequence[str],
    parts: Sequence[slice],
    section: Heading,
    tops: Sequence[Heading],
    money: int | None = None,
) -> Body:
    """The rows and totals of all blocks as one list: down the first block, then the
    next; blocks whose serial numbers run across are read across.

    ``section``: the village and group of the first row, from the lines above the head;
    ``tops``: those of each block that a line above them names.
    ``money``: for 收入 beside 支出, the column of a block that holds its money; the second
    block's goes to a new last column.
    """
    found: list[Body] = []
    section = section_of(sheet.name, section) or section
    for part, top in zip(parts, tops, strict=True):
        own, section = used[part], section if top == NOWHERE else top
        body = row_parser.read(sheet, own, [labels[c] for c in own], section)
        section = body.last
        found.append(body)
    if len(found) == 1:
        return found[0]
    width = max(len(used[part]) for part in parts)
    if money is not None:
        found[1:] = [_on_its_side(body, money, width) for body in found[1:]]
        width += 1
    rows = [_widened(row, width) for body in found for row in body.rows]
    order = list(range(len(rows)))
    if labels[used[0]] == "序号" and _runs_across(found):
        order.sort(key=lambda i: rows[i].row)
    totals = _moved(found, order, width)
    rows = [rows[i] for i in order]
    ignored = dict.fromkeys(i for body in found for i in body.ignored)
    return Body(rows=rows, totals=totals, ignored=sorted(ignored, key=lambda i: i.row))


def _on_its_side(body: Body, money: int, width: int) -> Body:
    """The body with its money moved to a new column behind the first ``width``."""

    def moved(row: TableRow) -> TableRow:
        cells = [*_widened(row, width).cells, row.cells[money]]
        cells[money] = ""
        return replace(row, cells=tuple(cells))

    rows, totals = [*map(moved, body.rows)], [*map(moved, body.totals)]
    return replace(body, rows=rows, totals=totals)


def _moved(found: Sequence[Body], order: Sequence[int], width: int) -> list[TableRow]:
    """The totals of all blocks, with ``covers`` counted in the rows of the one list."""
    now = {before: after for after, before in enumerate(order)}
    totals, offset = [], 0
    for body in found:
        for total in body.totals:
            rows = [now[offset + i] for a, b in total.covers for i in range(a, b)]
            totals.append(replace(_widened(total, width), covers=_spans(sorted(rows))))
        offset += len(body.rows)
    return totals


def _spans(rows: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """0, 1, 2, 5 → (0, 3), (5, 6)."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row:
            found[-1] = (found[-1][0], row + 1)
        else:
            found.append((row, row + 1))
    return tuple(found)


def _widened(row: TableRow, width: int) -> TableRow:
    """The row filled up with empty cells, for a block that lacks the last columns."""
    cells = (*row.cells, *[""] * (width - len(row.cells)))
    return replace(row, cells=cells)


def _runs_across(found: Sequence[Body]) -> bool:
    firsts = [body.rows[0].cells[0] for body in found if body.rows]
    numbers = [int(n) for n in firsts if n.isdecimal()]
    return len(numbers) == len(found) and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )
