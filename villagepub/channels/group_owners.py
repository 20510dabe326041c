"""群主那里等着点的: asked for once more, or taken back."""

from dataclasses import replace

from villagepub.channels.customer_group import plain_owner
from villagepub.delivery_attempts import Ask
from villagepub.states import DeliveryState, OwnerAct
from villagepub.wechat.api_clients import Caller
from villagepub.wechat.errors import SendError
from villagepub.wechat.retry_policy import WECOM, sentence_of

Ended = tuple[DeliveryState | None, str]  # what the delivery becomes, and why not
LATE = "群主已经点了发送，收不回来了。"
STOPPED = "群主还没点，叫停了，什么也没有发出去。"
SENT = 1


def carry_out(caller: Caller, ask: Ask, *, secret_key: bytes) -> Ended:
    """The call, and what came of it. Raises SealError."""
    ask = replace(ask, owner=plain_owner(ask.owner, secret_key))
    try:
        if ask.act is OwnerAct.REMIND:
            body = {"msgid": ask.remote_id}
            caller.call("externalcontact/remind_groupmsg_send", body)
            return None, ""
        return _take_back(caller, ask)
    except SendError as error:
        return None, sentence_of(error, WECOM)


def _take_back(caller: Caller, ask: Ask) -> Ended:
    """Only what was not tapped yet comes back; what was sent is left to the poll."""
    caller.call("externalcontact/cancel_groupmsg_send", {"msgid": ask.remote_id})
    body = {"msgid": ask.remote_id, "userid": ask.owner, "limit": 500}
    answer = caller.call("externalcontact/get_groupmsg_send_result", body)
    states = [int(line.get("status", 0)) for line in answer.get("send_list", [])]
    if SENT in states:
        return None, LATE
    return DeliveryState.CANCELLED, STOPPED
