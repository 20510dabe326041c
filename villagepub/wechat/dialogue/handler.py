"""One message, one answer: from the database alone, once however often it comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.models import Account, Follower, InboundMessage
from villagepub.states import AccountKind
from villagepub.timers import Piece, Task, every_hour
from villagepub.wechat.dialogue import followers, replies, responses
from villagepub.wechat.dialogue.lookups import ToOpenWeb
from villagepub.wechat.dialogue.parser import Incoming, message_key
from villagepub.wechat.dialogue.replies import Reply
from villagepub.wechat.identity import openid_key

KEPT = timedelta(days=1)
WRITTEN = ("text", "voice")


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedAccount:
    """The account that is asked, as plain values. It speaks of what lies below its
    place, and of nothing else; of a notice it says what is ``shown`` of it on the web.
    """

    account_id: int
    kind: AccountKind
    place_code: str
    base_url: str
    id_key: bytes
    shown: ToOpenWeb

    @classmethod
    def of(
        cls, account: Account, *, base_url: str, id_key: bytes, shown: ToOpenWeb
    ) -> "AskedAccount":
        if account.id is None:
            raise ValueError("an account must be stored before it answers")
        return cls(
            account_id=account.id,
            kind=account.kind,
            place_code=account.place_code,
            base_url=base_url,
            id_key=id_key,
            shown=shown,
        )


def answer(
    session: Session, desk: AskedAccount, incoming: Incoming, *, at: datetime
) -> Reply | None:
    """What is answered, in the caller's transaction. A message that came before is
    answered as before and changes nothing.

    Two workers with the same message: the second meets IntegrityError when it writes,
    and asks again.
    """
    key = message_key(incoming, account_id=desk.account_id, id_key=desk.id_key)
    before = session.exec(
        select(InboundMessage).where(InboundMessage.message_key == key)
    ).first()
    if before is not None:
        return replies.from_json(before.reply)
    reply = _reply(session, desk, incoming)
    session.add(
        InboundMessage(
            account_id=desk.account_id,
            message_key=key,
            reply=replies.to_json(reply),
            at=at,
        )
    )
    session.flush()
    return reply


def _reply(session: Session, desk: AskedAccount, incoming: Incoming) -> Reply | None:
    if incoming.kind != "event":
        return _to_words(session, desk, incoming)
    return _to_act(session, desk, incoming)


def _to_act(session: Session, desk: AskedAccount, incoming: Incoming) -> Reply | None:
    """Following, scanning, leaving, tapping the menu; None for what needs no answer."""
    if incoming.event == "click":
        return responses.reply_to(
            session, desk, incoming.key, own=_own(session, desk, incoming)
        )
    if incoming.event in ("subscribe_scan", "scan"):
        _bind(session, desk, incoming)
        return responses.reply_to_scan(session, desk, incoming.key)
    if incoming.event == "subscribe":
        return responses.help_text(session, desk, own="", head=responses.WELCOME)
    if incoming.event == "unsubscribe":
        followers.forget(
            session,
            account_id=desk.account_id,
            key=_key(desk, incoming),
            created=incoming.created,
        )
    return None


def _to_words(session: Session, desk: AskedAccount, incoming: Incoming) -> Reply:
    own = _own(session, desk, incoming)
    if incoming.kind in WRITTEN and incoming.text:
        return responses.reply_to(session, desk, incoming.text, own=own)
    return responses.help_text(session, desk, own=own, head=responses.ONLY_WORDS)


def _bind(session: Session, desk: AskedAccount, incoming: Incoming) -> None:
    code = responses.village_of_scene(session, desk, incoming.key)
    if code:
        followers.bind(
            session,
            account_id=desk.account_id,
            key=_key(desk, incoming),
            village_code=code,
            created=incoming.created,
        )


def _own(session: Session, desk: AskedAccount, incoming: Incoming) -> str:
    """The asker's village; a village's own account speaks of no other."""
    if len(desk.place_code) == 12:
        return desk.place_code
    return followers.village_of(
        session, account_id=desk.account_id, key=_key(desk, incoming)
    )


def _key(desk: AskedAccount, incoming: Incoming) -> str:
    return openid_key(incoming.sender, account_id=desk.account_id, id_key=desk.id_key)


def sweep(session: Session, *, at: datetime) -> int:
    """Forget the answers of yesterday, and who left a day ago; how many rows."""
    before = at - KEPT
    gone = session.connection().execute(
        sa.delete(InboundMessage).where(col(InboundMessage.at) < before)
    )
    left = session.connection().execute(
        sa.delete(Follower).where(
            col(Follower.village_code) == "", col(Follower.bound_at) < before
        )
    )
    return int(gone.rowcount) + int(left.rowcount)


def _sweep_in_turn(engine: Engine, _position: str, at: datetime) -> Piece:
    with db.transaction(engine) as session:
        sweep(session, at=at)
    return Piece(None)


TIMER = Task(name="forget", turn_of=every_hour, do=_sweep_in_turn)
