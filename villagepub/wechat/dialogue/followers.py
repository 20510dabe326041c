"""Followers and their villages: bound by the code on a poster, forgotten on leaving."""

from datetime import UTC, datetime

from sqlmodel import Session, select

from villagepub.models import Follower


def bind(
    session: Session, *, account_id: int, key: str, village_code: str, created: int
) -> None:
    """The follower's village from this message on, unless a later one has spoken."""
    at = datetime.fromtimestamp(created, tz=UTC)
    row = _row(session, account_id, key)
    if row is None:
        row = Follower(account_id=account_id, openid_key=key, bound_at=at)
        session.add(row)
    elif row.bound_at > at:
        return
    row.village_code, row.bound_at = village_code, at


def forget(session: Session, *, account_id: int, key: str, created: int) -> None:
    """The follower left. The row stays for a day, so that a message that was overtaken
    does not bind them again.
    """
    bind(session, account_id=account_id, key=key, village_code="", created=created)


def village_of(session: Session, *, account_id: int, key: str) -> str:
    """The code of the follower's village; '' if none is known."""
    row = _row(session, account_id, key)
    return row.village_code if row else ""


def _row(session: Session, account_id: int, key: str) -> Follower | None:
    return session.exec(
        select(Follower).where(
            Follower.account_id == account_id, Follower.openid_key == key
        )
    ).first()
