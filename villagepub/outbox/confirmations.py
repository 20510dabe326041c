"""A person's side: ticks, and the answer to 群里看到了吗？."""

from villagepub import access
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.channels.announcement import Drawings
from villagepub.channels.registry import CHANNELS
from villagepub.models import Channel, Delivery, Notice
from villagepub.outbox.announcements import catch_up
from villagepub.outbox.enqueue import WHILE_STOPPED
from villagepub.outbox.resend import resend
from villagepub.outbox.superseded import is_superseded
from villagepub.states import DeliveryState


def tick(act: Act, *, delivery_id: int, drawn: Drawings | None = None) -> Delivery:
    """A person forwarded it to an ordinary group; ticking twice is ticking once.

    ``drawn``: what may have to follow, made before the act (``drawn_to_catch_up``).
    """
    delivery = _of_person(act, delivery_id)
    _follow(act, delivery, drawn)
    if delivery.state is not DeliveryState.SENT:
        delivery.state = DeliveryState.SENT
        delivery.done_at = act.at
        delivery.confirmed_by = act.person.id
        log_step(act, AuditAction.DELIVERY_TICK, delivery)
    return delivery


def untick(act: Act, *, delivery_id: int) -> Delivery:
    """Undo a tick that was made by mistake."""
    delivery = _of_person(act, delivery_id)
    if delivery.state is DeliveryState.SENT:
        notice = act.session.get_one(Notice, delivery.notice_id)
        delivery.state = _answered(seen=False, is_over=is_superseded(delivery, notice))
        delivery.done_at = None
        delivery.confirmed_by = None
        log_step(act, AuditAction.DELIVERY_UNTICK, delivery)
    return delivery


def confirm(
    act: Act, *, delivery_id: int, seen: bool, drawn: Drawings | None = None
) -> Delivery:
    """群里看到了吗？ Seen: it was sent. Not seen: send it once more, unless it was
    corrected or withdrawn meanwhile.

    The same for what failed: a person told it otherwise, or it is sent again. Raises
    Forbidden for a channel that is not in use: nothing is sent there.
    """
    delivery = allowed(act, delivery_id)
    if not may_answer(delivery.state, delivery.code):
        return delivery
    notice = act.session.get_one(Notice, delivery.notice_id)
    is_over = is_superseded(delivery, notice)
    if seen:
        _follow(act, delivery, drawn)
    elif not is_over:
        resend(act.session, delivery)
    delivery.state = _answered(seen=seen, is_over=is_over)
    delivery.done_at = act.at if seen or is_over else None
    delivery.next_at = act.at
    delivery.reason = delivery.code = ""
    delivery.confirmed_by = act.person.id
    log_step(act, AuditAction.DELIVERY_CONFIRM, delivery, seen=seen)
    return delivery


def may_answer(state: DeliveryState, code: str) -> bool:
    """What is in doubt, what failed, and what its stopped channel never got."""
    if state is DeliveryState.CANCELLED:
        return code == WHILE_STOPPED
    return state in (DeliveryState.UNKNOWN, DeliveryState.FAILED)


def _follow(act: Act, delivery: Delivery, drawn: Drawings | None) -> None:
    """An old version that arrived after all is followed by what stands now."""
    notice = act.session.get_one(Notice, delivery.notice_id)
    if is_superseded(delivery, notice):
        channel = act.session.get_one(Channel, delivery.channel_id)
        catch_up(act, notice, channel, drawn)


def _answered(*, seen: bool, is_over: bool) -> DeliveryState:
    """What was corrected or withdrawn meanwhile is never sent again."""
    if seen:
        return DeliveryState.SENT
    return DeliveryState.CANCELLED if is_over else DeliveryState.PENDING


def _of_person(act: Act, delivery_id: int) -> Delivery:
    delivery = allowed(act, delivery_id)
    channel = act.session.get_one(Channel, delivery.channel_id)
    if not CHANNELS[channel.kind].is_by_hand:
        raise access.Forbidden("这个群是机器人发的，不用打勾。")
    return delivery


def allowed(act: Act, delivery_id: int) -> Delivery:
    """A notice's delivery, locked, if its village is the actor's. Raises Forbidden."""
    gone = access.Forbidden("这一条找不到了。")
    delivery = act.locked(Delivery, delivery_id, gone)
    if delivery.notice_id is None:
        raise gone
    notice = act.session.get_one(Notice, delivery.notice_id)
    act.allow(Action.FORWARD, notice.village_code)
    return delivery


def log_step(act: Act, action: AuditAction, delivery: Delivery, **data: object) -> None:
    """An entry in the trail of the delivery's notice."""
    notice = act.session.get_one(Notice, delivery.notice_id)
    act.record(action, notice, delivery=delivery.id, **data)
