"""结果公告: a 公示 is over, and its outcome is published, begun with what the 公示 said."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from villagepub import clock, privacy, render
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.content import NoticeContent
from villagepub.forms import FREE
from villagepub.forms.township.categories import CATEGORIES, Category
from villagepub.models import Draft, Notice, VillageItem
from villagepub.notices import event_days, numbering, publication, queries
from villagepub.notices.content import outcome
from villagepub.notices.content.recounts import recounted
from villagepub.notices.draft_sheet import DraftSheet, Options
from villagepub.notices.drafts import new_draft
from villagepub.notices.errors import NoticeFault, WrongMoment
from villagepub.states import Attribute, NoticeStatus

MAX_HANDLED = 300  # characters of what became of the objections


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """The other one of a 公示 and its 结果公告."""

    public_id: str
    title: str
    is_result: bool


def result_of(session: Session, notice: Notice) -> Notice | None:
    """The 结果公告 of a notice that is posted or worked on."""
    found = session.exec(
        select(Notice)
        .where(Notice.result_of == notice.id, Notice.status != NoticeStatus.WITHDRAWN)
        .order_by(col(Notice.id).desc())
    )
    return next(
        (n for n in found if n.version or queries.open_draft(session, n.id)), None
    )


_own = aliased(Notice)
# Built once: building it again would cost more than running it.
_LINKED = (
    select(Notice.public_id, Notice.title, Notice.result_of)
    .join(
        _own,
        (col(Notice.result_of) == _own.id) | (col(_own.result_of) == Notice.id),
    )
    .where(
        col(_own.public_id) == sa.bindparam("public_id"),
        Notice.status == NoticeStatus.PUBLISHED,
        Notice.attribute != Attribute.NONE,
    )
    .order_by(col(Notice.id))
)


def linked(session: Session, public_id: str) -> tuple[Linked, ...]:
    """From a 公示 to its outcome and back, of what is posted; one query."""
    rows = session.exec(_LINKED, params={"public_id": public_id})
    return tuple(
        Linked(public_id=other, title=title, is_result=of is not None)
        for other, title, of in rows
    )


def begin_result(
    act: Act, notice: Notice, *, objected: bool | None, handled: str
) -> Draft:
    """A free notice of the same item; a second tap finds the first one's draft.

    ``objected``: did anybody object? Nobody presumes so: None is asked about. Raises
    NoticeFault, or WrongMoment while one may still object.
    """
    act.allow(Action.DRAFT, notice.village_code)
    act.session.get_one(VillageItem, notice.item_id, with_for_update=True)
    content = _content(act, notice)
    before = result_of(act.session, notice)
    if before is not None:
        draft = queries.open_draft(act.session, before.id)
        if draft is None:
            raise WrongMoment("这次公示的结果已经贴出了。要改请用“更正”。")
        return draft
    said = _said(objected, handled)
    ending = _notice(act, notice)
    options = Options(
        title=ending.title,
        paragraphs=(*map(privacy.scrub, outcome.summary_of(content)), said),
        category=_category(content.area),
        attribute=notice.attribute,  # nobody reads more of the outcome than of the 公示
        attribute_reason=notice.attribute_reason,
    )
    draft = new_draft(act, ending, sheet=DraftSheet(options=options).to_json())
    act.record(AuditAction.DRAFT_START, ending, version=1, result_of=notice.public_id)
    return draft


def _content(act: Act, notice: Notice) -> NoticeContent:
    """What the 公示 said. Raises WrongMoment where it is not over."""
    frozen = publication.frozen(act.session, notice.id, notice.version)
    ended = notice.objection_until
    if frozen is None or ended is None or notice.status is not NoticeStatus.PUBLISHED:
        raise WrongMoment("这一件没有公示期，或者撤回了，没有结果要公布。")
    if clock.day(act.at) <= ended:
        raise WrongMoment(f"公示到{clock.say_day(ended)}才满，满了再公布结果。")
    content = NoticeContent.from_json(frozen.content)
    return render.for_open_web(recounted(act.session, content, notice))


def _said(objected: bool | None, handled: str) -> str:
    words = privacy.scrub(" ".join(handled.split()))
    if objected is None:
        raise NoticeFault("有没有人提异议，还没选。")
    if not objected:
        return outcome.NOBODY
    if not words or len(words) > MAX_HANDLED:
        raise NoticeFault(f"提了什么、怎么处理的，写一句，最多 {MAX_HANDLED} 个字。")
    return f"{outcome.OBJECTED}处理结果：{words.removesuffix('。')}。"


def _notice(act: Act, of: Notice) -> Notice:
    day = ((of.objection_until or clock.day(act.at)) + timedelta(days=1)).isoformat()
    notice = Notice(
        public_id=numbering.new_public_id(act.session),
        village_code=of.village_code,
        item_id=of.item_id,
        form=FREE,
        period=event_days.free_day(act.session, of.item_id, day, lambda *_: False),
        title=outcome.title_of(of.title),
        result_of=of.id,
        created_at=act.at,
    )
    act.session.add(notice)
    act.session.flush()  # the draft needs the notice's id
    return notice


def _category(area: str) -> Category:
    return next((key for key, about in CATEGORIES.items() if about.area == area), "")
