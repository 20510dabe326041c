"""Villages and published notices that an account may speak of; each one query."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import integrity, places
from villagepub.content import NoticeContent
from villagepub.integrity import NotAsSigned
from villagepub.models import Notice, Place, VillageItem
from villagepub.states import NoticeStatus

MAX_NOTICES = 20  # notices a reply may list; fewer fit
MAX_VILLAGES = 12
MIN_NAME = 2  # characters of a village's name
ToOpenWeb = Callable[
    [NoticeContent], NoticeContent
]  # from what was signed to the open web's
_ABOVE = str.maketrans("", "", "省市县区镇乡")


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedNotice:
    """A published notice, as a line of a list."""

    public_id: str
    title: str
    village_code: str
    village: str  # 马家沟村
    full_name: str  # 延安市安塞区沿河湾镇马家沟村


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeCard:
    """A published notice, as an article's card."""

    public_id: str
    title: str
    village: str
    summary: str
    until: date | None


def villages(session: Session, text: str, within: str) -> list[Place]:
    """The villages below a place that a text names: by code, name, or initials.

    马家沟, 马家沟村委会, 沿河湾镇马家沟村, 沿河湾马家沟, mjgc and mjg all find 马家沟村.
    """
    if not text:
        return []
    if text.isascii():
        found = _by_letters(session, text)
    else:
        found = places.places_named(session, text, within) or _by_parts(
            session, text, within
        )
    return [p for p in found if len(p.code) == 12 and p.code.startswith(within)]


def _by_letters(session: Session, text: str) -> Sequence[Place]:
    if len(text) == 12 and text.isdecimal():
        place = session.get(Place, text)
        return [place] if place else []
    if len(text) <= MIN_NAME or not text.isalpha():
        return []
    initials = (text, f"{text}c", f"{text}sq")
    return session.exec(
        select(Place).where(col(Place.initials).in_(initials)).order_by(col(Place.code))
    ).all()


def _by_parts(session: Session, text: str, within: str) -> list[Place]:
    """沿河湾马家沟: the end is a village's name, and what stands before it above it."""
    ends = [text[i:] for i in range(1, len(text) - MIN_NAME + 1)]
    names = {name for end in ends for name in (end, f"{end}村", f"{end}社区")}
    if not names:
        return []
    rows = session.exec(
        select(Place)
        .where(
            col(Place.short_name).in_(names), col(Place.code).between(*_span(within))
        )
        .order_by(col(Place.code))
    )
    return [place for place in rows if _stands_above(text, place)]


def _stands_above(text: str, place: Place) -> bool:
    stem = place.short_name.removesuffix("村").removesuffix("社区")
    name = next(n for n in (place.short_name, stem) if text.endswith(n))
    before = text.removesuffix(name).translate(_ABOVE)
    above = place.full_name.removesuffix(place.short_name).translate(_ABOVE)
    return before in above


def example(session: Session, within: str) -> str:
    """The name of a village below a place, to show how one asks."""
    return (
        session.exec(
            select(Place.short_name)
            .where(col(Place.code).between(*_span(within)))
            .order_by(col(Place.code))
        ).first()
        or "王家庄"
    )


def of_item(
    session: Session, text: str, codes: Sequence[str], within: str
) -> list[ListedNotice]:
    """Notices of the items that are called exactly so."""
    return _hits(session, col(VillageItem.name) == text, codes, within)


def about(
    session: Session, parts: Sequence[str], codes: Sequence[str], within: str
) -> list[ListedNotice]:
    """Notices whose item, its class or whose title holds one of the parts."""
    holds = [
        column.contains(part, autoescape=True)
        for part in parts
        for column in (
            col(VillageItem.item_key),
            col(VillageItem.name),
            col(Notice.title),
        )
    ]
    return _hits(session, sa.or_(*holds), codes, within)


def board(session: Session, village_code: str) -> list[ListedNotice]:
    """What a village has published, the newest first."""
    return _hits(session, sa.true(), (village_code,), village_code)


def _hits(
    session: Session,
    fits: sa.ColumnElement[bool],
    codes: Sequence[str],
    within: str,
) -> list[ListedNotice]:
    """Published and not withdrawn, the newest first; of all villages if none is named.
    What its row calls otherwise than it was signed is not spoken of.
    """
    code = col(Notice.village_code)
    where = code.in_(codes) if codes else code.between(*_span(within))
    rows = session.exec(
        select(Notice, Place)
        .join(VillageItem, col(VillageItem.id) == Notice.item_id)
        .join(Place, col(Place.code) == Notice.village_code)
        .where(where, fits, *_published())
        .order_by(col(Notice.published_at).desc(), col(Notice.id).desc())
        .limit(MAX_NOTICES)
    ).all()
    told = integrity.logged_facts(session, [notice for notice, _ in rows])
    return [
        ListedNotice(
            public_id=notice.public_id,
            title=notice.title,
            village_code=place.code,
            village=place.short_name,
            full_name=place.full_name,
        )
        for notice, place in rows
        if integrity.is_as_logged(notice, told[notice.public_id])
    ]


def _span(within: str) -> tuple[str, str]:
    """From the first to the last code below a place: a range, which an index answers."""
    return within.ljust(12, "0"), within.ljust(12, "9")


def _published() -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Notice.status) == NoticeStatus.PUBLISHED,
        col(Notice.version) > 0,
    )


def card(
    session: Session, public_id: str, within: str, shown: ToOpenWeb
) -> NoticeCard | None:
    """What a card says of a notice; None if it is not published below the place, or not
    what was signed.
    """
    notice = session.exec(
        select(Notice).where(
            Notice.public_id == public_id,
            col(Notice.village_code).between(*_span(within)),
            *_published(),
        )
    ).first()
    if notice is None:
        return None
    try:
        signed = integrity.verified_content(session, notice, notice.version)
    except NotAsSigned:
        return None
    content = shown(signed)
    return NoticeCard(
        public_id=notice.public_id,
        title=notice.title,
        village=content.village,
        summary=content.summary,
        until=notice.posting_until,
    )


def village_of(session: Session, public_id: str, within: str) -> str:
    """The village of a notice that was ever published; '' if there is none."""
    code = session.exec(
        select(Notice.village_code).where(
            Notice.public_id == public_id, col(Notice.version) > 0
        )
    ).first()
    return code if code and code.startswith(within) else ""
