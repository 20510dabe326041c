"""The rows of a list as HTML: a template that asks of each cell what its column is takes
ten times as long, and there may be 2,000 rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from villagepub.content import Column, Row, Sheet


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands before and behind the values of a column; ``unit`` only beside one."""

    before: str
    after: str
    unit: str = ""
    has_mark: bool = False  # 更正、补: beside whose row it is

    def html(self, value: str, mark: str) -> str:
        said = str(escape(value))
        if value and self.unit:
            said += f'<span class="u"> {escape(self.unit)}</span>'
        if mark and self.has_mark:
            said += f' <span class="tag warn">{escape(mark)}</span>'
        return f"{self.before}{said}{self.after}"


def is_deck(sheet: Sheet) -> bool:
    """Several columns of words do not fit beside one another on a phone: a card a row."""
    return sum(c.kind in ("long", "text") for c in sheet.columns) > 1


def list_rows(sheet: Sheet, rows: Iterable[Row]) -> Markup:
    """The ``tr`` of these rows of the sheet, with the roles of a table where it is cards."""
    cards = is_deck(sheet)
    title = next((c.key for c in sheet.columns if c.kind in ("long", "name")), "")
    cells = [
        _cell(c, is_first=n == 0, is_title=c.key == title, cards=cards)
        for n, c in enumerate(sheet.columns)
    ]
    start = '<tr role="row">' if cards else "<tr>"
    html = "\n".join(
        f"{start}{''.join(c.html(v, r.mark) for c, v in zip(cells, r.cells, strict=False))}</tr>"
        for r in rows
    )
    return Markup(html)  # noqa: S704  (each value was escaped)


def _cell(column: Column, *, is_first: bool, is_title: bool, cards: bool) -> _Cell:
    number = ' class="n"' if column.kind == "num" else ""
    if column.kind == "no":
        role = ' role="cell"' if cards else ""
        return _Cell(f'<td class="n dim"{role}>', "</td>")
    if cards and not is_title:
        label = f'<td role="cell" data-l="{escape(column.head)}"{number}>'
        return _Cell(label, "</td>", column.unit)
    if number:
        return _Cell(f"<td{number}>", "</td>")
    if is_first or column.kind == "name" or cards:
        role = ' role="rowheader"' if cards else ""
        return _Cell(f'<th scope="row"{role}>', "</th>", has_mark=True)
    return _Cell("<td>", "</td>")
