"""Questions about notices, answered with plain values; each a fixed number of queries."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import bindparam, exists
from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, col, select

from villagepub import integrity, render
from villagepub.content import NoticeContent
from villagepub.errors import UserError
from villagepub.models import OPEN_DRAFTS, Draft, Notice, NoticeVersion, Staff
from villagepub.notices.content.publicity_scope import restrict
from villagepub.notices.content.recounts import recounted
from villagepub.states import ATTRIBUTES, Attribute, DraftStatus, NoticeStatus, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedNotice:
    """A notice as the outside may see it: the asked version and the list of all."""

    content: NoticeContent
    current: int
    status: NoticeStatus
    versions: tuple[NoticeVersion, ...]  # without their content, the newest first
    withdrawn_at: datetime | None
    withdrawn_reason: str
    are_names_gone: bool = False  # the posting period is over
    printed_until: date | None = None  # the last day of its 公示期, as on the paper
    is_drawn: bool = False  # its files are there
    gone: str = ""  # why the township took this version from the web
    is_first_shown: bool = False  # it took the one before this
    has_result: bool = False  # a 公示 whose outcome is begun, or such an outcome

    @property
    def is_superseded(self) -> bool:
        return self.content.version != self.current


class VersionGone(UserError):
    """An earlier version that the township took from the web (docs/decisions/0030)."""

    status = 410
    title = "这一版从网上撤下了"
    has_way_back = False

    def __init__(self, found: PublishedNotice) -> None:
        version = found.content.version
        super().__init__(
            f"第 {version} 版签过、贴出过，后来更正了。镇政府把它从网上撤下了，"
            f"理由：{found.gone}。现在的是第 {found.current} 版。"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewLine:
    """One line of a reviewer's queue, the oldest first."""

    draft_id: int
    title: str
    version: int
    author: str
    submitted_at: datetime


def published(
    session: Session, public_id: str, *, version: int | None = None
) -> PublishedNotice | None:
    """The notice under this address, or None if nothing was ever published there.

    A circle is the notice's: what its current version or the end of its posting period
    takes from the web is gone from every earlier version too. What the township took from
    the web is not told by the correction either. Raises VersionGone.
    """
    found = _signed(session, public_id, version)
    return _shown(session, public_id, found) if found else None


def printed_and_shown(
    session: Session, public_id: str
) -> tuple[PublishedNotice, PublishedNotice] | None:
    """``as_signed`` and ``published`` of the current version, read and verified once."""
    found = _signed(session, public_id, None)
    return (_printed(found), _shown(session, public_id, found)) if found else None


def _shown(session: Session, public_id: str, found: PublishedNotice) -> PublishedNotice:
    content = found.content
    if found.gone:
        raise VersionGone(found)
    if found.is_first_shown:  # the names that stood there alone are hidden before
        content = render.without_before(render.for_open_web(content))
    if found.is_superseded:
        current = as_signed(session, public_id)
        if current is not None:
            content = narrowed(content, current.content)
    if found.are_names_gone:
        content = render.without_names(content)
    return replace(found, content=content)


def narrowed(content: NoticeContent, current: NoticeContent) -> NoticeContent:
    """An earlier version in the circle of the current one, under its own 校验码: without
    the photos that a correction took off.
    """
    content = _with_photos_of(content, current)
    attribute = next(
        a for a, word in ATTRIBUTES.items() if word.text == current.attribute
    )
    if attribute is Attribute.ACTIVE or content.attribute == current.attribute:
        return content
    reason = current.web.note.partition("理由：")[2]
    code, hidden = content.check_code, render.for_open_web(content)
    return replace(restrict(hidden, attribute, reason), frozen_code=code)


def _with_photos_of(content: NoticeContent, current: NoticeContent) -> NoticeContent:
    left = {photo.digest for photo in current.photos}
    pairs = zip(content.photos, content.photo_files, strict=True)
    kept = [(photo, file) for photo, file in pairs if photo.digest in left]
    return replace(
        content,
        photos=tuple(photo for photo, _ in kept),
        photo_files=tuple(file for _, file in kept),
        frozen_code=content.check_code,
    )


def as_signed(
    session: Session, public_id: str, *, version: int | None = None
) -> PublishedNotice | None:
    """The same as it was signed, for those who print it: without what the township took
    from the web. Raises NotAsSigned if what is stored is something else.
    """
    found = _signed(session, public_id, version)
    return _printed(found) if found else None


def _printed(found: PublishedNotice) -> PublishedNotice:
    if not found.is_first_shown:
        return found
    return replace(found, content=render.without_before(found.content))


# Built once: building it again costs as much as asking.
_BY_PUBLIC_ID = select(Notice).where(col(Notice.public_id) == bindparam("public_id"))


_outcome = aliased(Notice)
_WITH_RESULT = select(
    Notice,
    col(Notice.result_of).is_not(None)
    | exists().where(col(_outcome.result_of) == col(Notice.id)),
).where(col(Notice.public_id) == bindparam("public_id"))


def by_public_id(session: Session, public_id: str) -> Notice | None:
    return session.exec(_BY_PUBLIC_ID, params={"public_id": public_id}).first()


def _signed(
    session: Session, public_id: str, version: int | None
) -> PublishedNotice | None:
    row = session.exec(_WITH_RESULT, params={"public_id": public_id}).first()
    notice, has_result = row or (None, False)
    if notice is None or notice.version == 0:
        return None
    wanted = notice.version if version is None else version
    signed = integrity.load_verified(session, notice, wanted)
    if signed is None:
        return None
    content = signed.content
    if notice.version == wanted:
        content = recounted(session, content, notice)
    return PublishedNotice(
        content=content,
        printed_until=signed.content.objection_until,
        current=notice.version,
        status=notice.status,
        versions=tuple(signed.versions),
        withdrawn_at=notice.withdrawn_at,
        withdrawn_reason=notice.withdrawn_reason,
        are_names_gone=notice.names_gone_at is not None,
        is_drawn=notice.drawn_at is not None,
        gone=signed.gone,
        is_first_shown=signed.is_first_shown,
        has_result=has_result,
    )


def by_check_code(session: Session, code: str) -> PublishedNotice | None:
    """The version that carries this check code, however it is typed (7k2m 9qxa)."""
    folded = unicodedata.normalize("NFKC", code).upper()  # a phone types ７Ｋ too
    plain = "".join(c for c in folded if c.isalnum())
    wanted = f"{plain[:4]}-{plain[4:]}"
    found = session.exec(
        select(Notice.public_id, NoticeVersion.version)
        .join(NoticeVersion, col(NoticeVersion.notice_id) == Notice.id)
        .where(NoticeVersion.check_code == wanted)
    ).first()
    return published(session, found[0], version=found[1]) if found else None


def open_draft(session: Session, notice_id: int) -> Draft | None:
    return session.exec(
        select(Draft).where(
            Draft.notice_id == notice_id, col(Draft.status).in_(OPEN_DRAFTS)
        )
    ).first()


def in_review(session: Session, village_code: str) -> tuple[int, ...]:
    """The drafts that wait for the committee, by id, the oldest first."""
    found = session.exec(
        select(Draft.id)
        .join(Notice, col(Draft.notice_id) == Notice.id)
        .where(
            Notice.village_code == village_code, Draft.status == DraftStatus.SUBMITTED
        )
        .order_by(col(Draft.submitted_at), col(Draft.id))
    )
    return tuple(found)


def review_queue(session: Session, draft_ids: Sequence[int]) -> tuple[ReviewLine, ...]:
    """A page of them: one query however many."""
    rows = session.exec(
        select(Draft, Notice.title, Staff.name)
        .join(Notice, col(Draft.notice_id) == Notice.id)
        .join(Staff, col(Draft.author_id) == Staff.id)
        .where(col(Draft.id).in_(draft_ids))
        .order_by(col(Draft.submitted_at), col(Draft.id))
        .options(defer(Draft.sheet))  # type: ignore[arg-type]
    )
    return tuple(
        ReviewLine(
            draft_id=draft.id,
            title=title,
            version=draft.version,
            author=author,
            submitted_at=draft.submitted_at,
        )
        for draft, title, author in rows
        if draft.submitted_at is not None
    )


def reviewers(session: Session, village_code: str) -> Sequence[Staff]:
    """Active members of the village's supervision committee."""
    return session.exec(
        select(Staff)
        .where(
            Staff.place_code == village_code,
            Staff.role == Role.SUPERVISOR,
            col(Staff.is_active),
        )
        .order_by(col(Staff.id))
    ).all()


def open_of_periods(
    session: Session, notice: Notice, periods: Iterable[str]
) -> Sequence[Notice]:
    """The same item's notices of these times that hang, of the same form, for everybody."""
    return session.exec(
        select(Notice).where(
            Notice.item_id == notice.item_id,
            Notice.form == notice.form,
            Notice.status == NoticeStatus.PUBLISHED,
            Notice.attribute == Attribute.ACTIVE,
            col(Notice.period).in_(tuple(periods)),
        )
    ).all()


def last_of_item(session: Session, notice: Notice) -> NoticeVersion | None:
    """The newest version of the same item's notice before this one, to compare with; a
    结果公告 has none and is none.
    """
    if notice.result_of is not None:
        return None
    return session.exec(
        select(NoticeVersion)
        .join(Notice, col(NoticeVersion.notice_id) == Notice.id)
        .where(
            Notice.item_id == notice.item_id,
            Notice.id != notice.id,
            Notice.status == NoticeStatus.PUBLISHED,
            col(Notice.result_of).is_(None),
            col(Notice.period) < notice.period,
        )
        .order_by(col(Notice.period).desc(), col(NoticeVersion.version).desc())
    ).first()
