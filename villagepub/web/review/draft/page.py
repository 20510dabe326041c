"""One draft as the committee reads it: the money, what changed, every row in full."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from villagepub import clock
from villagepub.content import (
    Answer,
    Correction,
    NoticeContent,
    Row,
    Section,
    Sheet,
    Vote,
)
from villagepub.forms.evidence import Evidence
from villagepub.notices.open_draft import OpenDraft
from villagepub.render.layouts import LAYOUTS
from villagepub.web.clerk.check.page import ticks, unchecked
from villagepub.web.review.draft.last_period import PeriodChange

# What a committee most often writes; a press fills it in, it can be changed.
TOLD = ("多少钱", "进出多少", "给了谁")  # of the four questions, before the list
LEDGER = 200  # entries of a quarter that one page carries
FIRST = 40  # rows on the draft's own page; the others have pages of their own


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewPage:
    draft_id: int
    revision: int
    position: str
    title: str
    sent: str
    answers: tuple[Answer, ...]
    correction: Correction | None
    reason: str
    comparison: PeriodChange | None
    explanations: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    ticks: tuple[str, ...]
    unchecked: tuple[str, ...]
    notices: tuple[str, ...]  # worth a look, nothing was asked of the clerk
    attribute: str
    count: str
    list_name: str
    sheet: Sheet
    is_ledger: bool  # months beside each other, as on the public page
    sections: tuple[Section, ...]
    hidden: int
    groups: tuple[str, ...]
    votes: tuple[Vote, ...]
    phrases: tuple[str, ...]
    signer: str


def review_page(
    work: OpenDraft,
    content: NoticeContent,
    *,
    author: str,
    signer: str,
    waiting: Sequence[int],
    compared: PeriodChange | None,
) -> ReviewPage:
    form, inspection = work.frame.form, work.inspection
    sheet, sections = grouped(content, form.row_unit)
    rows = sum(len(s.rows) for s in sections)
    is_ledger = LAYOUTS[content.layout].is_ledger and rows <= LEDGER
    shown = tuple(sections) if is_ledger else first(sections)
    return ReviewPage(
        draft_id=work.draft_id,
        revision=work.draft.revision,
        position=_position(work.draft_id, waiting),
        title=content.title,
        sent=_sent(work, author),
        answers=tuple(a for a in content.answers if a.question in TOLD),
        correction=content.correction,
        reason=work.draft.reason,
        comparison=compared,
        explanations=inspection.explanations,
        evidence=inspection.evidence,
        ticks=ticks(work),
        unchecked=unchecked(work),
        notices=tuple(p.title for p in inspection.open),
        attribute=content.attribute,
        count=f"{len(inspection.entry.records):,} {form.row_unit}",
        list_name=LAYOUTS[form.layout].list_name,
        sheet=_short(sheet) if is_ledger else sheet,
        is_ledger=is_ledger,
        sections=shown,
        hidden=rows - sum(len(s.rows) for s in shown),
        groups=tuple(s.title or "没写组" for s in sections),
        votes=content.votes,
        phrases=LAYOUTS[form.layout].objections,
        signer=signer,
    )


def _position(draft_id: int, waiting: Sequence[int]) -> str:
    if draft_id not in waiting:
        return ""
    at = list(waiting).index(draft_id) + 1
    return f"等你看的第 {at} 件，共 {len(waiting)} 件"


def _sent(work: OpenDraft, author: str) -> str:
    at = work.draft.submitted_at
    return f"{author} {clock.say_moment(at)} 交来" if at else f"{author} 写的"


def grouped(content: NoticeContent, unit: str) -> tuple[Sheet, tuple[Section, ...]]:
    """The wall's rows by 组, as a committee reads a list; months stay months.

    The column of the 组 goes: it stands over each table, and a phone is narrow.
    """
    sheet = content.board
    at = next((i for i, c in enumerate(sheet.columns) if c.key == "group"), -1)
    if at < 0 or len(sheet.sections) != 1:
        return sheet, sheet.sections
    groups: dict[str, list[Row]] = {}
    for row in sheet.sections[0].rows:
        cells = row.cells[:at] + row.cells[at + 1 :]
        groups.setdefault(row.cells[at], []).append(replace(row, cells=cells))
    columns = sheet.columns[:at] + sheet.columns[at + 1 :]
    return replace(sheet, columns=columns), tuple(
        Section(title=name, note=f"{len(rows)} {unit}", rows=tuple(rows))
        for name, rows in groups.items()
    )


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
