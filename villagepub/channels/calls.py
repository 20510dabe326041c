"""A call to a channel, whatever comes of it, as an outcome."""

from villagepub.channels.reconciliation import still
from villagepub.channels.registry import CHANNELS
from villagepub.channels.staff_messages import Unbound
from villagepub.delivery_attempts import Claimed, Keep, Outcome
from villagepub.states import DeliveryState
from villagepub.wechat.connections import Connections
from villagepub.wechat.encryption import SealError
from villagepub.wechat.errors import SendError
from villagepub.wechat.retry_policy import outcome_of

FORGOTTEN = "先前那次没有准话，隔得太久，微信也认不出是不是同一条了。请看一眼到了没有。"


def deliver(ways: Connections, one: Claimed, keep: Keep) -> Outcome:
    """One delivery to one channel; the outcome, never an exception. ``keep`` puts down
    what a later try has to know.
    """
    kind = CHANNELS[one.kind]
    if kind.has_forgotten(one, ways.now()):
        return Outcome(state=DeliveryState.UNKNOWN, reason=FORGOTTEN)
    try:
        return kind.deliver(ways, one, keep)
    except SealError as error:
        told = str(error)
        return Outcome(state=DeliveryState.FAILED, reason=told, fault=told)
    except Unbound as error:
        return Outcome(state=DeliveryState.FAILED, reason=str(error))
    except SendError as error:
        return outcome_of(
            error, attempts=one.attempts, vendor=kind.vendor, in_doubt=one.in_doubt
        )


def ask(ways: Connections, one: Claimed) -> Outcome:
    """The end of what was accepted, or when to ask again."""
    kind = CHANNELS[one.kind]
    try:
        return kind.ask(ways, one)
    except (SealError, SendError):  # the end is asked for again later
        return still(one, kind.waits)
