"""Was it posted? What the vendor lists is looked through before anything is sent again."""

from villagepub.delivery_attempts import Claimed, Outcome
from villagepub.states import DeliveryState
from villagepub.wechat.retry_policy import POLLS

ONCE_MORE = "again"  # the step after which nothing is sent again
NOT_FOUND = "微信那里查不到，也没有给准话。请到{place}里看一眼。"
# Looked up after a correction or a withdrawal: it is not there and is not sent any more.
NOT_SENT = Outcome(
    state=DeliveryState.CANCELLED, reason="查过了，先前那条没有发出去，不发了。"
)


def not_found(place: str) -> Outcome:
    """Nobody can tell: a person looks."""
    told = NOT_FOUND.format(place=place)
    return Outcome(state=DeliveryState.UNKNOWN, reason=told, in_doubt=True)


def still(one: Claimed, reason: str) -> Outcome:
    """Not ended yet, or nobody could be asked: look again, later each time."""
    wait = POLLS[min(one.polls, len(POLLS) - 1)]
    return Outcome(state=DeliveryState.ACCEPTED, reason=reason, wait=wait)
