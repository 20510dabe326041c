"""After publication: correction as a new version, withdrawal with a trace."""

from dataclasses import replace

from sqlmodel import Session, col, select

from villagepub import content_rules, forms, privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.content import NoticeContent
from villagepub.forms.township.open_words import OpenWords
from villagepub.models import Draft, Notice, NoticeVersion
from villagepub.notices import drawn_files, publication, queries
from villagepub.notices.content.names_in_words import names_in, web_words
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.drafts import new_draft
from villagepub.notices.errors import NoticeFault, WrongMoment
from villagepub.notices.publication import Announce
from villagepub.states import DraftStatus, NoticeStatus


def correct(act: Act, *, notice_id: int, reason: str) -> Draft:
    """Open a draft of the next version, filled with what is published now.

    The published version stays as it is until the committee has signed the new one.
    """
    notice = _published(act, notice_id)
    act.allow(Action.CORRECT, notice.village_code)
    if not reason.strip():
        raise NoticeFault("更正要写为什么改，村民看得到。")
    require_fit(act.session, notice, reason, may_ask=True)
    open_one = queries.open_draft(act.session, notice_id)
    if open_one is not None:
        return open_one
    draft = new_draft(
        act,
        notice,
        sheet=_last_sheet(act.session, notice),
        reason=privacy.scrub(reason.strip())[:300],
    )
    hide = _open_words(_hanging(act.session, notice))
    said = hide(draft.reason)  # nothing leaves the log again
    act.record(AuditAction.NOTICE_CORRECT, notice, version=notice.version, reason=said)
    return draft


def _last_sheet(session: Session, notice: Notice) -> str:
    last = session.exec(
        select(Draft)
        .where(
            Draft.notice_id == notice.id,
            Draft.version == notice.version,
            Draft.status == DraftStatus.PUBLISHED,
        )
        .order_by(col(Draft.id).desc())
    ).first()
    if last is None:
        return ""
    sheet = DraftSheet.from_json(last.sheet)  # the meeting agrees on each version anew
    options = replace(sheet.options, agreed_on=None, agreed_under="")
    return replace(sheet, options=options).to_json()


def hanging(session: Session, notice: Notice) -> NoticeContent:
    """What hangs now, as it was frozen."""
    return NoticeContent.from_json(_hanging(session, notice).content)


def is_told_by_phrases(session: Session, notice: Notice) -> bool:
    """The web says of this notice only what is chosen. Raises WrongMoment of a free
    notice that does not hang.
    """
    form = forms.get(notice.form)
    if form.own_columns:
        form = publication.as_printed(_hanging(session, notice))
    return forms.tells_by_phrases(form)


def _hanging(session: Session, notice: Notice) -> NoticeVersion:
    version = publication.frozen(session, notice.id, notice.version)
    if version is None:
        raise WrongMoment("这一件还没有贴出，不用撤回。")
    return version


def withdraw(act: Act, *, notice_id: int, reason: str, announce: Announce) -> Notice:
    """Take the notice off the web; what it was, when and why stays to be seen."""
    notice = _published(act, notice_id)
    act.allow(Action.WITHDRAW, notice.village_code)
    if not reason.strip():
        raise NoticeFault("撤回要写为什么，村民看得到。")
    require_fit(act.session, notice, reason)
    if queries.open_draft(act.session, notice_id) is not None:
        raise WrongMoment("还有一份更正没办完，先把它办完或者不要了，再撤回。")
    version = _hanging(act.session, notice)
    notice.status = NoticeStatus.WITHDRAWN
    notice.withdrawn_at = act.at
    drawn_files.wait_again(notice)
    hide = _open_words(version)
    notice.withdrawn_reason = hide(privacy.scrub(reason.strip()))[:300]
    content = NoticeContent.from_json(version.content)
    announce(act, notice, content)
    act.record(
        AuditAction.NOTICE_WITHDRAW,
        notice,
        version=notice.version,
        reason=notice.withdrawn_reason,
    )
    return notice


def _open_words(version: NoticeVersion) -> OpenWords:
    """From a reason to what may be said of it where no list stands beside it."""
    return web_words(publication.as_printed(version), publication.entry_of(version))


def require_fit(
    session: Session, notice: Notice, reason: str, *, may_ask: bool = False
) -> None:
    """The reason is held against the rules of content, as all that a notice says."""
    version = publication.frozen(session, notice.id, notice.version)
    lists = (publication.entry_of(version),) if version else ()
    names = names_in(forms.get(notice.form), *lists)
    if said := content_rules.objection(reason, names=names, may_ask=may_ask):
        raise NoticeFault(said)


def _published(act: Act, notice_id: int) -> Notice:
    gone = NoticeFault("这一件找不到了，请回到清单。")
    notice = act.locked(Notice, notice_id, gone)
    if notice.status is not NoticeStatus.PUBLISHED:
        raise WrongMoment("这一件现在没有贴着，不能更正或撤回。")
    return notice
