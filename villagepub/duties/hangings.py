"""上墙了, 揭了: what a village says of its paper board."""

from datetime import date, datetime, timedelta

from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select, update

from villagepub import clock, db
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.content_rules import read_sentence
from villagepub.duties.hung_sheets import sheet_of
from villagepub.errors import UserError
from villagepub.models import Hanging, Notice
from villagepub.states import NoticeStatus
from villagepub.timers import Piece, Task, every_hour

MAX_REASON = 300
PHOTO_DAYS = 90  # for which a photo is kept after its sheet came down


def photo_of(session: Session, notice: Notice) -> bytes | None:
    hanging = _last(session, notice)
    return hanging.photo if hanging else None


def hang(act: Act, *, public_id: str, on: date, photo: bytes | None) -> None:
    """上墙了. A correction's sheet takes the place of the one before it.

    Raises UserError for a day that can't be, or what hangs already.
    """
    notice = _notice(act, public_id)
    _require_possible(act, notice, on)
    last = _last(act.session, notice)
    if last is not None and last.down_on is None:
        if last.version == notice.version:
            raise UserError("这一张记过上墙了。")
        last.down_on = on
        act.session.flush()
    elif last is not None and last.down_on is not None and on < last.down_on:
        raise UserError(f"上一张{_say(act, last.down_on)}才揭。")
    act.session.add(
        Hanging(
            notice_id=notice.id,
            version=notice.version,
            hung_on=on,
            staff_id=act.person.id,
            recorded_at=act.at,
            photo=photo,
        )
    )
    act.record(AuditAction.HANGING_UP, notice, version=notice.version, on=str(on))


def _require_possible(act: Act, notice: Notice, on: date) -> None:
    """Only what is posted hangs, between its posting and today."""
    posted = clock.day(notice.published_at) if notice.published_at else None
    if posted is None or notice.status is not NoticeStatus.PUBLISHED:
        raise UserError("这一件没有贴出，或者撤回了，不能上墙。")
    if on > clock.day(act.at):
        raise UserError(f"{clock.say_day(on)}还没到。填真正贴上墙的那一天。")
    if on < posted:
        raise UserError(
            f"这一版{_say(act, posted)}才审过，"
            f"不会在{clock.say_day(on)}上墙。请看看日子。"
        )


def take_down(act: Act, *, public_id: str, on: date, reason: str = "") -> None:
    """揭了; before its days are full only with a reason. Raises UserError."""
    notice = _notice(act, public_id)
    last = _last(act.session, notice)
    if last is None or last.down_on is not None:
        raise UserError("墙上没有记着这一张，没有可揭的。")
    if on > clock.day(act.at) or on < last.hung_on:
        day = _say(act, last.hung_on)
        raise UserError(f"揭的日子在{day}上墙以后，今天以前。请看看日子。")
    sheet = sheet_of(notice, last)
    is_early = sheet.full_on is not None and on <= sheet.full_on
    if is_early and not sheet.is_withdrawn and last.version == notice.version:
        missing = f"还没挂满 {sheet.days} 天。真要揭，请写一句为什么，最多 {MAX_REASON} 个字。"
        last.early_reason = read_sentence(reason, missing, most=MAX_REASON)
    last.down_on = on
    act.record(AuditAction.HANGING_DOWN, notice, on=str(on), reason=last.early_reason)


def undo(act: Act, *, public_id: str) -> None:
    """记错了: the last thing that was recorded of the sheet is not true."""
    notice = _notice(act, public_id)
    last = _last(act.session, notice)
    if last is None or last.version != notice.version:
        raise UserError("没有可撤销的。")
    if last.down_on is not None:
        last.down_on, last.early_reason = None, ""
    else:
        act.session.delete(last)
        act.session.flush()  # what is the last one now hangs as before
        before = _last(act.session, notice)
        if before is not None and before.version != last.version:
            before.down_on, before.early_reason = None, ""
    act.record(AuditAction.HANGING_UNDO, notice, version=notice.version)


def let_photos_go(engine: Engine, *, at: datetime) -> None:
    """What shows names is kept no longer than somebody may ask whether it hung."""
    old = update(Hanging).where(
        col(Hanging.photo).is_not(None),
        col(Hanging.down_on) < clock.day(at) - timedelta(days=PHOTO_DAYS),
    )
    with db.transaction(engine) as session:
        session.exec(old.values(photo=None))


def _let_go_in_turn(engine: Engine, _position: str, at: datetime) -> Piece:
    let_photos_go(engine, at=at)
    return Piece(None)


TIMER = Task(name="hanging_photos", turn_of=every_hour, do=_let_go_in_turn)


def _last(session: Session, notice: Notice) -> Hanging | None:
    return session.exec(
        select(Hanging)
        .where(Hanging.notice_id == notice.id)
        .order_by(col(Hanging.id).desc())
        .limit(1)
    ).first()


def _say(act: Act, on: date) -> str:
    return clock.say_near_day(on, today=clock.day(act.at))


def _notice(act: Act, public_id: str) -> Notice:
    row = act.session.exec(select(Notice).where(Notice.public_id == public_id)).first()
    if row is None:
        raise UserError("这一件找不到了，请回到清单。")
    act.allow(Action.FORWARD, row.village_code)
    return row
