"""综合栏: the board of a quarter, each of its blocks filled from the quarter's notices.

What was published is said as it was published, in the village's totals; where nothing is
owed or the village said 本季无, so does the block; what is owed and missing is said too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from villagepub import clock, render
from villagepub.content import NoticeContent
from villagepub.data_files import toml_of
from villagepub.duties import queries as duty_queries
from villagepub.duties.duty import Duty
from villagepub.forms.entry import Edit
from villagepub.models import (
    IS_CURRENT,
    OPEN_DRAFTS,
    Draft,
    Notice,
    NoticeVersion,
    VillageItem,
)
from villagepub.period import Period
from villagepub.states import DutyState, NoticeStatus

NOTHING, MISSING, GONE = "本季无", "还没有公布", "公布过，已经撤回"


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    name: str
    forms: tuple[str, ...]
    item: str = ""

    def holds(self, form: str, item: str) -> bool:
        return form in self.forms and self.item in item


@cache
def blocks() -> tuple[Block, ...]:
    return tuple(
        Block(name=b["name"], forms=tuple(b["forms"]), item=b.get("item", ""))
        for b in toml_of("notices/quarter_board.toml")["blocks"]
    )


def rows(session: Session, village_code: str, period: Period) -> tuple[Edit, ...]:
    """The rows of a new draft, as if the clerk had typed them: all may be changed."""
    published = list(_published(session, village_code, period))
    over = period.last + timedelta(days=1)  # from this day the quarter is owed
    owed = duty_queries.of_village(session, village_code, on=over)
    begun = list(_unpublished(session, village_code, period))
    lines: list[tuple[str, str, str, str]] = []
    for block in blocks():
        own = [c for form, item, c in published if block_of(form, item) is block]
        lines += [(block.name, c.title, _said(c), _short(c.number)) for c in own]
        if not own:
            lines.append((block.name, "", _empty(block, owed, begun, period), ""))
    keys = ("block", "title", "text", "number")
    return tuple(
        Edit(part="", row=-n, column=key, value=value)
        for n, line in enumerate(lines, 1)
        for key, value in zip(keys, line, strict=True)
    )


def block_of(form: str, item: str) -> Block | None:
    return next((b for b in blocks() if b.holds(form, item)), None)


def _published(
    session: Session, village_code: str, period: Period
) -> Iterator[tuple[str, str, NoticeContent]]:
    """(form, item, content) of what the quarter is about, a year's list when it hung."""
    found = session.exec(
        select(Notice, VillageItem.name, NoticeVersion.content)
        .join(VillageItem, col(VillageItem.id) == Notice.item_id)
        .join(NoticeVersion, IS_CURRENT)
        .where(
            Notice.village_code == village_code,
            Notice.status == NoticeStatus.PUBLISHED,
            _is_of_year(period),
        )
        .order_by(col(Notice.published_at), col(Notice.id))
    )
    for notice, item, content in found:
        if _is_of(notice, period):
            yield notice.form, item, render.open_web(NoticeContent.from_json(content))


def _is_of_year(period: Period) -> ColumnElement[bool]:
    """What ``_is_of`` may be true of: no other year's lists are read for it."""
    return col(Notice.period).startswith(str(period.first.year))


def _is_of(notice: Notice, period: Period) -> bool:
    own = Period.parse(notice.period)
    if own.first >= period.first and own.last <= period.last:
        return True
    day = clock.day(notice.published_at) if notice.published_at else None
    is_longer = own.first <= period.first and own.last >= period.last
    return is_longer and day is not None and period.first <= day <= period.last


def _short(number: str) -> str:
    """〔2026〕惠 001号: whose number it is stands over the whole board."""
    _, mark, own = number.rpartition("〔")
    return mark + own


def _said(content: NoticeContent) -> str:
    facts = (f"{f.label} {f.value} {f.unit}".strip() for f in content.facts)
    return "，".join(facts) or "见公告"


def _unpublished(
    session: Session, village_code: str, period: Period
) -> Iterator[tuple[str, str, NoticeStatus]]:
    """(form, item, status) of what is being written or was withdrawn: no 本季无."""
    found = session.exec(
        select(Notice, VillageItem.name, Draft.id)
        .join(VillageItem, col(VillageItem.id) == Notice.item_id)
        .join(
            Draft,
            (col(Draft.notice_id) == Notice.id) & col(Draft.status).in_(OPEN_DRAFTS),
            isouter=True,
        )
        .where(
            Notice.village_code == village_code,
            Notice.status != NoticeStatus.PUBLISHED,
            _is_of_year(period),
        )
    )
    for notice, item, draft in found:
        is_there = bool(draft) or notice.status is NoticeStatus.WITHDRAWN
        if is_there and _is_of(notice, period):
            yield notice.form, item, notice.status


def _empty(
    block: Block,
    owed: Iterable[Duty],
    begun: Iterable[tuple[str, str, NoticeStatus]],
    period: Period,
) -> str:
    """本季无 only where nothing is owed, written or withdrawn, or the village said so."""
    own = {status for form, item, status in begun if block_of(form, item) is block}
    if NoticeStatus.WITHDRAWN in own:
        return GONE
    waiting = (
        d
        for d in owed
        if block_of(d.item.form, d.item.name) is block
        and (d.due is not None or d.state is DutyState.WAIVED)
        and d.state is not DutyState.NOTHING
        and period.first <= d.period.first <= period.last
        and d.period.last <= period.last
    )
    return MISSING if own or any(waiting) else NOTHING
