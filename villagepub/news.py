"""News for staff, written with what caused it; a worker makes messages of them.

Only who has bound a 企业微信 account hears: for others nothing is written down.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from villagepub.models import Binding, Staff, StaffNews
from villagepub.states import NewsKind, Role

MAX_LENGTH = 200  # characters of a line


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
    wanted = set(staff)
    reachable = session.exec(
        select(Binding.staff_id).where(
            col(Binding.staff_id).in_(wanted), Binding.userid != ""
        )
    )
    told = session.exec(
        select(StaffNews.staff_id).where(
            col(StaffNews.staff_id).in_(wanted),
            StaffNews.kind == kind,
            StaffNews.subject == subject,
        )
    )
    new = sorted(set(reachable) - set(told))
    session.add_all(
        StaffNews(
            staff_id=one, kind=kind, subject=subject, text=text[:MAX_LENGTH], at=at
        )
        for one in new
    )
    return len(new)


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
