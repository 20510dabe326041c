"""Resending, when a person says that a delivery did not arrive or that it failed.

What is sent again by itself is decided in ``wechat/retry_policy.py``.
"""

import json

from sqlmodel import Session

from villagepub.access import Forbidden
from villagepub.models import Channel, Delivery
from villagepub.states import DeliveryState


def resend(session: Session, delivery: Delivery) -> None:
    """Reset a delivery as if it had never been tried; the caller logs it. Raises
    Forbidden if its channel is not in use.

    A failed one gets a new key (``tries``): under the old one the server would take it
    for the message that failed.
    """
    if not session.get_one(Channel, delivery.channel_id).is_active:
        raise Forbidden("这里停用了，要先到群的设置里用起来，才能再发。")
    tries = int(json.loads(delivery.remote or "{}").get("tries", 0))
    tries += delivery.state is DeliveryState.FAILED
    delivery.remote = json.dumps({"tries": tries})
    delivery.remote_id = ""
    delivery.attempts, delivery.first_sent_at, delivery.in_doubt = 0, None, False
    delivery.state = DeliveryState.PENDING
