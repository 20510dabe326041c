"""One draft as the committee reads it: the money, what changed, every row in full."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from villagepub.content import (
    NoticeContent,
    Row,
    Section,
    Sheet,
)
from villagepub.render.layouts import LAYOUTS

LEDGER = 200  # entries of a quarter that one page carries
FIRST = 40  # rows on the draft's own page; the others have pages of their own


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewPage:
    """``sheet``: the wall's, by 组; of it the first ``sections``, ``hidden`` rows more."""

    sheet: Sheet
    is_ledger: bool  # months beside each other, as on the public page
    sections: tuple[Section, ...]
    hidden: int
    groups: tuple[str, ...]


def review_page(content: NoticeContent, unit: str) -> ReviewPage:
    sheet = grouped(content, unit)
    sections, rows = sheet.sections, len(sheet.rows)
    is_ledger = LAYOUTS[content.layout].is_ledger and rows <= LEDGER
    shown = sections if is_ledger else first(sections)
    return ReviewPage(
        sheet=_short(sheet) if is_ledger else sheet,
        is_ledger=is_ledger,
        sections=shown,
        hidden=rows - sum(len(s.rows) for s in shown),
        groups=tuple(s.title or "没写组" for s in sections),
    )


def grouped(content: NoticeContent, unit: str) -> Sheet:
    """The wall's rows by 组, as a committee reads a list; months stay months.

    The column of the 组 goes: it stands over each table, and a phone is narrow.
    """
    sheet = content.board
    at = next((i for i, c in enumerate(sheet.columns) if c.key == "group"), -1)
    if at < 0 or len(sheet.sections) != 1:
        return sheet
    groups: dict[str, list[Row]] = {}
    for row in sheet.sections[0].rows:
        cells = row.cells[:at] + row.cells[at + 1 :]
        groups.setdefault(row.cells[at], []).append(replace(row, cells=cells))
    sections = tuple(
        Section(title=name, note=f"{len(rows)} {unit}", rows=tuple(rows))
        for name, rows in groups.items()
    )
    columns = sheet.columns[:at] + sheet.columns[at + 1 :]
    total = sheet.total[:at] + sheet.total[at + 1 :]
    return replace(sheet, columns=columns, sections=sections, total=total)


SHORT = {"凭证号": "凭证", "经手人": "经手"}  # names in full need the room


def _short(sheet: Sheet) -> Sheet:
    columns = (replace(c, head=SHORT.get(c.head, c.head)) for c in sheet.columns)
    return replace(sheet, columns=tuple(columns))


def first(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Whole groups until the page is long enough; a first long group is cut."""
    shown: list[Section] = []
    left = FIRST
    for section in sections:
        if left <= 0:
            break
        rows = section.rows[:left] if not shown else section.rows
        if shown and len(rows) > left:
            break
        shown.append(Section(title=section.title, note=section.note, rows=rows))
        left -= len(rows)
    return tuple(shown)
