"""From an error to what happens next and what people read (wechat.md 3.4)."""

from dataclasses import dataclass

from villagepub.outbox import Outcome
from villagepub.wechat.errors import SendError
from villagepub.words import DeliveryState

MOST_TRIES = 6
BACK_OFF = (10, 30, 120, 600, 3600)  # seconds


@dataclass(frozen=True, slots=True)
class Rule:
    """``wait`` seconds for RETRY; ``fault`` switches the channel off."""

    state: DeliveryState
    reason: str
    wait: int = 0
    fault: bool = False


GONE = "群里的机器人没有了。请在群设置里重新加一个，把新地址填进来。"
CONTENT = "内容不合企业微信的规矩，没发出去。请改短一点再发。"
UNSURE = "企业微信没有给准话，不知道发出去没有。请到群里看一眼。"

RULES: dict[str, Rule] = {
    "93000": Rule(DeliveryState.FAILED, GONE, fault=True),
    "93004": Rule(DeliveryState.FAILED, "机器人被停用了。请群主重新启用。", fault=True),
    "93008": Rule(DeliveryState.FAILED, "机器人不在群里了。请重新加进群。", fault=True),
    "45009": Rule(DeliveryState.RETRY, "发得太快，等一分钟再发。", wait=60),
    "45011": Rule(DeliveryState.RETRY, "发得太快，等一分钟再发。", wait=60),
    "40008": Rule(DeliveryState.FAILED, CONTENT),
    "40009": Rule(DeliveryState.FAILED, CONTENT),
    "44004": Rule(DeliveryState.FAILED, CONTENT),
    "45002": Rule(DeliveryState.FAILED, CONTENT),
    "47001": Rule(DeliveryState.FAILED, CONTENT),
    "301019": Rule(DeliveryState.FAILED, CONTENT),
    # Busy. Not proven that nothing was posted, and a robot can't be asked.
    "-1": Rule(DeliveryState.UNKNOWN, UNSURE),
    "45033": Rule(DeliveryState.UNKNOWN, UNSURE),
}
OTHER = "企业微信没有收（{code}）。请把这个数字告诉镇上管系统的人。"


def outcome_of(error: SendError, *, attempts: int) -> Outcome:
    """The next state of a robot's delivery after an error."""
    if not error.reached:
        return _again(attempts)
    if not error.code:
        return Outcome(state=DeliveryState.UNKNOWN, reason=UNSURE)
    rule = RULES.get(error.code)
    if rule is None:
        reason = OTHER.format(code=error.code)
        return Outcome(state=DeliveryState.FAILED, code=error.code, reason=reason)
    return Outcome(
        state=rule.state,
        code=error.code,
        reason=rule.reason,
        wait=rule.wait,
        fault=rule.reason if rule.fault else "",
    )


def _again(attempts: int) -> Outcome:
    """It surely never got there: try later, longer each time, and not for ever."""
    if attempts >= MOST_TRIES:
        return Outcome(
            state=DeliveryState.FAILED,
            reason="连不上企业微信，试了几次都不行。请看看网，再点“重发”。",
        )
    wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    return Outcome(
        state=DeliveryState.RETRY, reason="连不上企业微信，过一会儿再发。", wait=wait
    )
