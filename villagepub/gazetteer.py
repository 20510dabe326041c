"""Places by what they lie in: how a page leads to a village among thousands."""

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from villagepub.models import Place, at_or_below


def below(
    session: Session, code: str, *, most: int
) -> tuple[list[Place], dict[str, list[Place]]]:
    """What a page about a place lists: its villages by township's full name, in the order
    of codes; or, where they are more than ``most``, the counties or townships in it.
    """
    here = at_or_below(Place.code, code)
    count = session.exec(
        select(func.count()).select_from(Place).where(here, _is_long(12))
    ).one()
    if count > most:
        length = 9 if len(code) == 6 else 6
        parts = session.exec(
            select(Place).where(here, _is_long(length)).order_by(col(Place.code))
        ).all()
        if len(parts) > 1:
            return list(parts), {}
        if length == 6 and parts:
            return below(session, parts[0].code, most=most)
    rows = session.exec(select(Place).where(here).order_by(col(Place.code))).all()
    above = {p.code: p for p in rows}
    found: dict[str, list[Place]] = {}
    for place in rows:
        if len(place.code) == 12:
            found.setdefault(above[place.code[:9]].full_name, []).append(place)
    return [], found


def count(session: Session) -> int:
    """How many places there are, of all sizes."""
    return session.exec(select(func.count()).select_from(Place)).one()


def _is_long(length: int) -> ColumnElement[bool]:
    return func.length(Place.code) == length
