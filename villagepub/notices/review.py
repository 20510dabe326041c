"""From draft to the wall: submit, take back, return, approve. The only writer of states.

The committee's member who signs is never the author (citations: ``supervision``); signing
publishes in the same transaction, with number, frozen version and deliveries.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from villagepub import clock, news, privacy, render
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.forms.words.row_labels import whose
from villagepub.incompatible_roles import same_name
from villagepub.models import Draft, Notice, Staff
from villagepub.notices import (
    joint_meetings,
    open_draft,
    publication,
    queries,
    wall_lacks,
    word_check,
)
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault, NotReady, StaleDraft, WrongMoment
from villagepub.notices.held_draft import hold
from villagepub.notices.open_draft import OpenDraft
from villagepub.notices.publication import Announce
from villagepub.notices.validation import Inspection
from villagepub.signed_fields import signed_facts
from villagepub.states import DraftStatus, NewsKind
from villagepub.tables.table import row_words


class NoWhy(NoticeFault):
    """A draft is not returned without a word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """A draft at a revision that was looked over: it can be handed in as it is."""

    draft_id: int
    revision: int
    sheet: DraftSheet  # with what the clerk means as it stands


def look_over(
    session: Session,
    found: OpenDraft,
    *,
    revision: int,
    accepted: Collection[str] = (),
) -> Ready:
    """Everything that stands in the way of handing in. It sets type: before the act.

    ``accepted``: the questions about its words to which the clerk said 就这样写.

    Raises NotReady while a problem is open, StaleDraft for an older revision, and
    render.MissingGlyph for a character that the posters can't print.
    """
    inspection = found.inspection
    if found.draft.revision != revision:
        raise StaleDraft
    if not inspection.says_something:
        raise NotReady("还没有名单。先传一张表，或者自己加一行。")
    if found.sheet.options.photos and not found.sheet.options.are_photos_seen:
        raise NotReady("照片还没有人看过一遍：有没有脸、号码、病历，看过打个勾再交。")
    _require_postable(found)
    if inspection.blocking:
        raise NotReady(f"还有 {len(inspection.blocking)} 处没弄好，弄好了再交。")
    content = publication.preview(session, found)
    sheet = word_check.accept_words(found, content, accepted)
    if ground := render.ground_of_title(content):
        raise NotReady(
            f"标题{ground}。标题不要写名单里的人名、号码和病情，请换一个再交。"
        )
    try:
        render.check_glyphs(content)
    except render.MissingGlyph as fault:
        raise _in_the_sheet(inspection, fault) from fault
    return Ready(draft_id=found.draft_id, revision=revision, sheet=sheet)


def _require_postable(found: OpenDraft) -> None:
    """The meeting where one has to agree, and whom to ask. Raises NotReady."""
    places = found.frame.places
    joint_meetings.require(places.village, found.sheet.options)
    if unknown := wall_lacks.phone_lacks(places):
        said = "，".join(lack.said for lack in unknown)
        raise NotReady(f"{said}，榜上没有就没人能问。请镇上在“电话和名称”里写上再交。")


def submit(act: Act, ready: Ready) -> Draft:
    """Hand the draft to the committee, if it is still the one that was looked over.

    Raises NoticeFault if nobody can sign.
    """
    held = hold(act, ready.draft_id, ready.revision)
    draft, notice = held.draft, held.notice
    signers = [s.id for s in queries.reviewers(act.session, notice.village_code)]
    if not signers:
        raise NoticeFault("村里还没有监委会的账号，没人能审。请镇上先开一个。")
    draft.sheet = replace(ready.sheet, photo="").to_json()
    draft.status = DraftStatus.SUBMITTED
    draft.submitted_at = act.at
    draft.remark = ""
    draft.revision += 1
    _tell(act, signers, NewsKind.SUBMITTED, notice, draft)
    act.record(AuditAction.NOTICE_SUBMIT, notice, version=draft.version)
    return draft


def _in_the_sheet(
    inspection: Inspection, fault: render.MissingGlyph
) -> render.MissingGlyph:
    """The same fault at the row of the clerk's own sheet, not of the sorted board."""
    form = inspection.form
    for record in inspection.entry.records:
        for column in form.columns:
            if fault.character in record.values.get(column.key, ""):
                who = whose(form, record).replace(fault.character, "□")
                where = f"{row_words(record.row)}“{who}”的“{column.label}”"
                return render.MissingGlyph(fault.character, where)
    return fault


def take_back(act: Act, *, draft_id: int) -> Draft:
    """The clerk takes a submission back before it is decided."""
    draft, notice = _submitted(act, draft_id)
    act.allow(Action.DRAFT, notice.village_code)
    draft.status = DraftStatus.DRAFT
    draft.revision += 1
    act.record(AuditAction.NOTICE_TAKE_BACK, notice, version=draft.version)
    return draft


def send_back(act: Act, *, draft_id: int, revision: int, remark: str) -> Draft:
    """The committee returns the draft with a remark that the clerk will read.

    ``revision`` is the one that the reviewer read: the remark speaks of no other.
    """
    draft, notice = _submitted(act, draft_id)
    act.allow(Action.REVIEW, notice.village_code)
    require_read(draft, revision)
    if not remark.strip():
        raise NoWhy("退回要写一句为什么，文书才知道改哪里。")
    draft.status = DraftStatus.RETURNED
    draft.remark = privacy.scrub(remark.strip())[:300]
    draft.reviewer_id = act.person.id
    draft.decided_at = act.at
    draft.revision += 1
    _tell(act, [draft.author_id], NewsKind.RETURNED, notice, draft)
    act.record(AuditAction.NOTICE_RETURN, notice, version=draft.version)
    return draft


def approve(
    act: Act, *, draft_id: int, revision: int, base_url: str, announce: Announce
) -> Notice:
    """Sign and publish: number, frozen version, deliveries, in this one transaction.

    ``revision`` is the one that the reviewer read: nothing else can be signed. What the
    village has to have for a posting it has to have now: it may have been changed since.
    """
    draft, notice = _submitted(act, draft_id)
    act.allow(Action.REVIEW, notice.village_code)
    author = act.session.get_one(Staff, draft.author_id)
    if author.id == act.person.id or same_name(author.name, act.person.name):
        raise NoticeFault("自己写的自己不能审，请监委会别的人来审。")
    require_read(draft, revision)
    draft.status = DraftStatus.PUBLISHED
    draft.reviewer_id = act.person.id
    draft.decided_at = act.at
    found = open_draft.of(act.session, notice, draft, on=clock.day(act.at))
    _require_postable(found)
    version = publication.publish(act, found, base_url=base_url, announce=announce)
    # The chain carries what was signed: nothing of it can be exchanged beside the log.
    facts = signed_facts(notice, version)
    act.record(AuditAction.NOTICE_PUBLISH, notice, version=draft.version, **facts)
    return notice


def _submitted(act: Act, draft_id: int) -> tuple[Draft, Notice]:
    draft = act.locked(Draft, draft_id, NoticeFault("这一件找不到了，请回到列表。"))
    require_submitted(draft)
    return draft, act.session.get_one(Notice, draft.notice_id)


def require_read(draft: Draft, revision: int) -> None:
    """Raises WrongMoment where what was read is not what would be signed or returned."""
    if draft.revision != revision:
        raise WrongMoment("文书又改过了，请把新的这份看一遍，再同意或者退回。")


def require_submitted(draft: Draft) -> None:
    """Raises WrongMoment unless the draft is in the committee's hands."""
    if draft.status is not DraftStatus.SUBMITTED:
        raise WrongMoment("这一件已经有人办过了，或者文书拿回去改了。")


def _tell(
    act: Act, staff: Sequence[int], kind: NewsKind, notice: Notice, draft: Draft
) -> None:
    """In 企业微信 too, to those who have bound it."""
    remark = news.open_words(draft.remark) if kind is NewsKind.RETURNED else ""
    subject = f"draft:{draft.id}:{draft.revision}"
    text = "：".join(filter(None, (notice.title, remark)))
    news.tell(act.session, staff, kind=kind, subject=subject, text=text, at=act.at)
