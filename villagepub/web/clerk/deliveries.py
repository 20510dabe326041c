"""What a person does about a delivery: tick it, say whether it came, ask the group's owner."""

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from villagepub import outbox
from villagepub.access import Action
from villagepub.models import Delivery
from villagepub.outbox import queries as deliveries
from villagepub.states import DeliveryState, OwnerAct
from villagepub.web.clerk import bp
from villagepub.web.http import mends, needs, one_of, request_context, to


def to_delivery(delivery_id: int, **_: object) -> str:
    """The page of its notice; the task list if it is not there."""
    found = request_context.session().get(Delivery, delivery_id)
    if found is None or found.notice_id is None:
        return url_for("clerk.tasks")
    public_id = deliveries.address_of(request_context.session(), found)
    return url_for("clerk.notice", public_id=public_id, _anchor="robots")


@bp.post("/deliveries/<int:delivery_id>/<any(tick, untick):what>")
@needs(Action.FORWARD)
@mends("clerk.tasks")
def tick(delivery_id: int, what: str) -> ResponseReturnValue:
    drawn = outbox.drawn_to_catch_up(request_context.session(), delivery_id)
    with request_context.act() as act:
        done = (
            outbox.tick(act, delivery_id=delivery_id, drawn=drawn)
            if what == "tick"
            else outbox.untick(act, delivery_id=delivery_id)
        )
        back = deliveries.address_of(act.session, done)
    return to("clerk.notice", public_id=back, _anchor="groups")


@bp.post("/deliveries/<int:delivery_id>/confirm")
@needs(Action.FORWARD)
@mends("clerk.tasks")
def confirm(delivery_id: int) -> ResponseReturnValue:
    seen = one_of("seen", ("yes", "no")) == "yes"
    drawn = outbox.drawn_to_catch_up(request_context.session(), delivery_id)
    with request_context.act() as act:
        done = outbox.confirm(act, delivery_id=delivery_id, seen=seen, drawn=drawn)
        back = deliveries.address_of(act.session, done)
    goes = done.state is DeliveryState.PENDING
    if goes:
        request_context.poke_worker()
    flash("马上再发一次，过一会儿刷新看看。" if goes else "记下了。")
    return to("clerk.notice", public_id=back, _anchor="robots")


@bp.post("/deliveries/<int:delivery_id>/owner")
@needs(Action.FORWARD)
@mends(to_delivery)
def ask_owner(delivery_id: int) -> ResponseReturnValue:
    """催群主, or 不发了; the worker makes the call."""
    what = one_of("act", OwnerAct)
    with request_context.act() as act:
        row = outbox.ask_owner(act, delivery_id=delivery_id, what=what)
        back = deliveries.address_of(
            act.session, act.session.get_one(Delivery, row.delivery_id)
        )
    request_context.poke_worker()
    flash(
        "正在催，群主的企业微信会响一下。" if what is OwnerAct.REMIND else "正在叫停。"
    )
    return to("clerk.notice", public_id=back, _anchor="robots")
