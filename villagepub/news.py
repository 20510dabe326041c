"""News for staff, written with what caused it; a worker makes messages of them.

Only who has bound a 企业微信 account hears: for others nothing is written down. A line
says what is to be done and names nobody: it stands on a server that is not ours, and on a
phone that lies about.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from villagepub import db, privacy
from villagepub.act import Act
from villagepub.models import Binding, Staff, StaffNews
from villagepub.states import NewsKind, Role

MAX_LENGTH = 200  # characters of a line
MAX_SUBJECT = 80


class NewsLine(NamedTuple):
    """One thing for one member of staff to hear."""

    staff_id: int
    kind: NewsKind
    subject: str
    text: str


def tell(
    session: Session,
    staff: Iterable[int],
    *,
    kind: NewsKind,
    subject: str,
    text: str,
    at: datetime,
) -> int:
    """One line for each of ``staff`` who can be reached; how many. The same ``kind``
    and ``subject`` is told to nobody twice.
    """
    subject = subject[:MAX_SUBJECT]
    lines = [NewsLine(one, kind, subject, text) for one in staff]
    return tell_all(session, lines, at=at)


def open_words(said: str) -> str:
    """What somebody typed, as it may go to a phone by another's server: '' where it may
    be about somebody, which is read after signing in.
    """
    is_open = privacy.Gate().passes(said) and not privacy.is_naming(said)
    return said if is_open else ""


def tell_role(
    act: Act, place_code: str, role: Role, *, kind: NewsKind, subject: str, text: str
) -> None:
    """Who works at a place in this role hears of it."""
    staff = staff_of(act.session, place_code, role)
    tell(act.session, staff, kind=kind, subject=subject, text=text, at=act.at)


def tell_all(session: Session, lines: Iterable[NewsLine], *, at: datetime) -> int:
    """``tell`` for many lines, with three queries in all."""
    wanted = {(one.staff_id, one.kind, one.subject): one for one in lines}
    if not wanted:
        return 0
    bound = select(Binding.staff_id).where(
        col(Binding.staff_id).in_({staff for staff, _, _ in wanted}),
        Binding.userid != "",
    )
    reachable = set(session.exec(bound))
    if not reachable:
        return 0
    known = select(StaffNews.staff_id, StaffNews.kind, StaffNews.subject).where(
        col(StaffNews.staff_id).in_(reachable),
        col(StaffNews.subject).in_({subject for _, _, subject in wanted}),
    )
    told = set(session.exec(known))
    rows = [
        {
            "staff_id": staff,
            "kind": kind,
            "subject": subject,
            "text": line.text[:MAX_LENGTH],
            "at": at,
        }
        for (staff, kind, subject), line in sorted(wanted.items())
        if staff in reachable and (staff, kind, subject) not in told
    ]
    return db.add_missing(session, StaffNews, rows)


def staff_of(session: Session, place_code: str, *roles: Role) -> Sequence[int]:
    """Who works at a place in one of these roles."""
    rows = session.exec(
        select(Staff.id).where(
            Staff.place_code == place_code,
            col(Staff.role).in_(roles),
            col(Staff.is_active),
        )
    )
    return [one for one in rows if one is not None]
