"""How far the first day is, its beginning with a place and a person, and its end."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session, select

from villagepub import place_import, site, staff_accounts
from villagepub.access import Actor
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import Place, Staff, metadata
from villagepub.passwords import Hashed
from villagepub.places import PlaceError
from villagepub.states import Role


class Stage(StrEnum):
    EMPTY = "empty"  # nothing is in it yet
    UNDERWAY = "underway"  # there are a place and who sets it up
    DONE = "done"  # also where it was filled by commands


def stage_of(session: Session) -> Stage:
    row = site.row(session)
    if row is not None and row.place_code:
        return Stage.DONE if row.set_up_at else Stage.UNDERWAY
    is_empty = session.exec(select(Place.code).limit(1)).first() is None
    return Stage.EMPTY if is_empty else Stage.DONE


def places_and_account(
    act: Act,
    *,
    rows: Sequence[Mapping[str, str]],
    place_code: str,
    login: str,
    name: str,
    password: Hashed,
) -> Staff:
    """The places, and the account of the one who sets up: of the county, else of the
    township. Raises PlaceError, StaffError; then nothing is there.
    """
    if stage_of(act.session) is not Stage.EMPTY:
        raise PlaceError("已经有人开了头，请用他的账号登录接着办。")
    if not rows:
        raise PlaceError("请先选是哪个县、哪个镇。")
    place_import.import_rows(act, rows)
    desk = place_code[:9] if len(place_code) > 6 else place_code
    staff = staff_accounts.add(
        act,
        login=login,
        name=name,
        role=Role.COUNTY if len(desk) == 6 else Role.TOWNSHIP,
        place_code=desk,
        password=password,
    )
    staff.must_change = False  # it is their own already
    row = site.kept(act.session)
    row.place_code, row.opened_digest = place_code, ""
    own = Act(act.session, Actor.of(staff), act.at)
    own.record(AuditAction.SITE_BEGIN, "site", place_code)
    return staff


def end(act: Act) -> None:
    """Nobody comes to /setup any more."""
    site.require_keeper(act)
    row = site.kept(act.session)
    if row.set_up_at is None:
        row.set_up_at = act.at
        act.record(AuditAction.SITE_END, "site", row.place_code)


def empty_out(session: Session) -> None:
    """Everything of a demonstration goes: one's own place begins with an empty log."""
    session.flush()
    session.expunge_all()  # what was read of it is there no more
    connection = session.connection()
    for table in reversed(metadata.sorted_tables):
        connection.execute(sa.delete(table))
