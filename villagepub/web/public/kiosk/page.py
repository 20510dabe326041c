"""What a lobby screen shows: a notice a few pages long, sixteen rows a page, big type."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from villagepub.content import Column, NoticeContent, Row, Sheet
from villagepub.notices.queries import PublishedNotice
from villagepub.web.http.list_rows import folded, with_columns
from villagepub.web.parts.notice import NoticePage, notice_page

MAX_NOTICES = 12
MAX_SLIDES = 120  # of all notices: an hour's round
ROWS = 8  # rows of a block, as many as fit at 36 px
WIDE_ROWS = 6  # where a cell may take two lines
BLOCKS = 2
MAX_COLUMNS = 5
WIDE = ("long", "text")  # a sentence wraps, so a page of them has one block
SECONDS = 20  # a page stands so long


@dataclass(frozen=True, kw_only=True, slots=True)
class Slide:
    """``part``: 1组　15 户，第 1 页共 2 页. ``blocks``: rows beside each other."""

    page: NoticePage
    figure: str
    unit: str
    note: str
    part: str = ""
    columns: tuple[Column, ...] = ()
    blocks: tuple[tuple[tuple[str, ...], ...], ...] = ()
    lines: tuple[tuple[str, str], ...] = ()  # label and words, where there is no table
    same: str = ""  # 补贴标准都是 60.00 元/亩: of every row
    until: str = ""  # 2026-07-03: afterwards a screen without network drops it


def slides(found: Sequence[PublishedNotice], *, today: date) -> tuple[Slide, ...]:
    """The notices' pages one after another; a very long list goes on by its code only."""
    pages = [notice_page(one) for one in found[:MAX_NOTICES]]
    room = max(1, MAX_SLIDES // max(1, len(pages)))
    return tuple(
        replace(slide, until=_until(page.content, today))
        for page in pages
        for slide in list(_of_notice(page))[:room]
    )


def _until(content: NoticeContent, today: date) -> str:
    """The last day of what hangs now; '' of what hung before and is shown all the same."""
    last = content.posting_until
    return last.isoformat() if last is not None and last >= today else ""


def _of_notice(page: NoticePage) -> Iterator[Slide]:
    content = page.content
    answer = next((a for a in content.answers if a.figure and a.unit), None)
    first = Slide(
        page=page,
        figure=answer.figure if answer else "",
        unit=answer.unit if answer else "",
        note=answer.note if answer else "",
    )
    if content.votes or not content.web.rows:
        yield replace(first, lines=_lines(content))
        return
    own, said = folded(content.web, content.web.rows)
    sheet = with_columns(content.web, own)
    sheet = with_columns(sheet, _kept(sheet))
    columns = sheet.columns
    size = WIDE_ROWS if any(c.kind in WIDE for c in columns) else ROWS * BLOCKS
    first = replace(first, columns=columns, same="，".join(said))
    for title, part in _parts(sheet, size):
        yield replace(first, part=title, blocks=_blocks([row.cells for row in part]))


def _blocks(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The rows in blocks beside each other, as high as each other."""
    high = -(-len(rows) // BLOCKS) if len(rows) > ROWS else ROWS
    return tuple(tuple(rows[i : i + high]) for i in range(0, len(rows), high))


def _kept(sheet: Sheet) -> list[int]:
    """The columns that a screen has room for: figures and names, what it was for, then
    the others from the left.
    """
    kinds = [c.kind for c in sheet.columns]
    wide = next((i for i, kind in enumerate(kinds) if kind in WIDE), None)
    order = sorted(
        range(len(kinds)),
        key=lambda i: (
            i != wide and kinds[i] not in ("num", "name"),
            kinds[i] in WIDE and i != wide,
            i,
        ),
    )
    return sorted(order[:MAX_COLUMNS])


def _parts(sheet: Sheet, size: int) -> Iterator[tuple[str, Sequence[Row]]]:
    for section in sheet.sections:
        count = -(-len(section.rows) // size)
        for n in range(count):
            own = "　".join(filter(None, (section.title, section.note)))
            more = f"第 {n + 1} 页，共 {count} 页" if count > 1 else ""
            yield "　".join(filter(None, (own, more))), section.rows[n * size : (n + 1) * size]  # fmt: skip


def _lines(content: NoticeContent) -> tuple[tuple[str, str], ...]:
    votes = [(v.title, f"{v.result}。{v.check}") for v in content.votes]
    said = [
        (a.question, f"{a.answer} {a.figure} {a.unit}".strip()) for a in content.answers
    ]
    return tuple((votes or said)[:ROWS])
