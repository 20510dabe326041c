"""A person's side: ticks, and the answer to 群里看到了吗？."""

import json
from datetime import datetime

from sqlmodel import Session

from villagepub import access, audit
from villagepub.access import Action, Actor
from villagepub.channels.registry import CHANNELS
from villagepub.models import Channel, Delivery, Notice
from villagepub.states import DeliveryState


def tick(session: Session, *, actor: Actor, delivery_id: int, at: datetime) -> Delivery:
    """A person forwarded it to an ordinary group; ticking twice is ticking once."""
    delivery = _of_person(session, actor, delivery_id)
    if delivery.state is not DeliveryState.SENT:
        delivery.state = DeliveryState.SENT
        delivery.done_at = at
        delivery.confirmed_by = actor.id
        log_step(session, actor, "delivery.tick", delivery, at)
    return delivery


def untick(
    session: Session, *, actor: Actor, delivery_id: int, at: datetime
) -> Delivery:
    """Undo a tick that was made by mistake."""
    delivery = _of_person(session, actor, delivery_id)
    if delivery.state is DeliveryState.SENT:
        delivery.state = DeliveryState.PENDING
        delivery.done_at = None
        delivery.confirmed_by = None
        log_step(session, actor, "delivery.untick", delivery, at)
    return delivery


def confirm(
    session: Session, *, actor: Actor, delivery_id: int, seen: bool, at: datetime
) -> Delivery:
    """群里看到了吗？ Seen: it was sent. Not seen: send it once more.

    The same for what failed: a person told it otherwise, or it is sent again. Raises
    Forbidden for a channel that is not in use: nothing is sent there.
    """
    delivery = allowed(session, actor, delivery_id)
    if delivery.state not in (DeliveryState.UNKNOWN, DeliveryState.FAILED):
        return delivery
    if not seen and not session.get_one(Channel, delivery.channel_id).is_active:
        raise access.Forbidden("这里停用了，要先到群的设置里用起来，才能再发。")
    if not seen:
        _start_over(delivery)
    delivery.state = DeliveryState.SENT if seen else DeliveryState.PENDING
    delivery.done_at = at if seen else None
    delivery.next_at = at
    delivery.reason = ""
    delivery.confirmed_by = actor.id
    log_step(session, actor, "delivery.confirm", delivery, at, seen=seen)
    return delivery


def _start_over(delivery: Delivery) -> None:
    """As if it had never been tried. What surely failed gets a new key: the server
    would take the old one for the message that failed.
    """
    tries = int(json.loads(delivery.remote or "{}").get("tries", 0))
    tries += delivery.state is DeliveryState.FAILED
    delivery.remote = json.dumps({"tries": tries})
    delivery.remote_id = ""
    delivery.attempts, delivery.first_sent_at, delivery.in_doubt = 0, None, False


def _of_person(session: Session, actor: Actor, delivery_id: int) -> Delivery:
    delivery = allowed(session, actor, delivery_id)
    channel = session.get_one(Channel, delivery.channel_id)
    if not CHANNELS[channel.kind].is_by_hand:
        raise access.Forbidden("这个群是机器人发的，不用打勾。")
    return delivery


def allowed(session: Session, actor: Actor, delivery_id: int) -> Delivery:
    """A notice's delivery, locked, if its village is the actor's. Raises Forbidden."""
    delivery = session.get(
        Delivery, delivery_id, with_for_update=True, populate_existing=True
    )
    if delivery is None or delivery.notice_id is None:
        raise access.Forbidden("这一条找不到了。")
    notice = session.get_one(Notice, delivery.notice_id)
    access.allow(actor, Action.FORWARD, notice.village_code)
    return delivery


def log_step(
    session: Session,
    actor: Actor,
    action: str,
    delivery: Delivery,
    at: datetime,
    **data: object,
) -> None:
    """An entry in the trail of the delivery's notice."""
    notice = session.get_one(Notice, delivery.notice_id)
    audit.record(
        session,
        actor=actor,
        action=action,
        at=at,
        subject=f"notice:{notice.public_id}",
        place_code=notice.village_code,
        data={"delivery": delivery.id, **data},
    )
