"""From an error to what happens next and what people read (wechat.md 3.4)."""

from dataclasses import dataclass

from villagepub.outbox import Outcome
from villagepub.wechat.errors import SendError
from villagepub.words import ChannelKind, DeliveryState

MOST_TRIES = 6
BACK_OFF = (10, 30, 120, 600, 3600)  # seconds
# The server knows a repeated call by its key or body: trying again posts nothing twice.
DEDUPED = frozenset({ChannelKind.APP, ChannelKind.MASS})
UNSURE_TRIES = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """``wait`` seconds for RETRY, ``until_midnight`` instead of them; ``fault`` switches
    the channel off; ``unsure``: nobody can tell whether something was done.
    """

    state: DeliveryState
    reason: str
    wait: int = 0
    fault: bool = False
    until_midnight: bool = False
    unsure: bool = False


FAILED, RETRY = DeliveryState.FAILED, DeliveryState.RETRY
GONE = "群里的机器人没有了。请在群设置里重新加一个，把新地址填进来。"
CONTENT = "内容不合微信的规矩，没发出去。请改短一点再发。"
UNSURE = "微信没有给准话，不知道发出去没有。请到群里看一眼。"
ADDRESS = "微信只认登记过的电脑（IP 白名单），这台还没登记。请管理员在微信后台加上。"
CREDENTIALS = "账号的密钥不对。请管理员到“公众号和企业微信”里重新填一次。"
RIGHT = "这个账号没有开通这项权限。请管理员到微信后台开通，或者换一种方式发。"
SLOW = "发得太快，等一分钟再发。"
QUOTA = "今天的次数用完了，过了零点再发。"
NO_MASS = "这个月（今天）的群发次数用完了。可以先发成文章，再把网址转到群里。"

RULES: dict[str, Rule] = {
    **dict.fromkeys(("93000",), Rule(FAILED, GONE, fault=True)),
    "93004": Rule(FAILED, "机器人被停用了。请群主重新启用。", fault=True),
    "93008": Rule(FAILED, "机器人不在群里了。请重新加进群。", fault=True),
    **dict.fromkeys(("45011", "53501", "42010", "45066"), Rule(RETRY, SLOW, wait=60)),
    "45009": Rule(RETRY, QUOTA, until_midnight=True),
    "45028": Rule(FAILED, NO_MASS),
    **dict.fromkeys(
        ("40164", "60020", "89503", "89506", "89507"), Rule(FAILED, ADDRESS, fault=True)
    ),
    **dict.fromkeys(
        ("40013", "40125", "40091", "40001"), Rule(FAILED, CREDENTIALS, fault=True)
    ),
    **dict.fromkeys(
        ("48001", "48002", "48003", "48008", "84074", "84061", "60011", "301002"),
        Rule(FAILED, RIGHT, fault=True),
    ),
    **dict.fromkeys(
        (
            "40008", "40009", "44004", "45002", "45003", "45004", "45166", "47001",
            "47003", "40007", "44003", "53503", "301019", "45067", "40058",
        ),
        Rule(FAILED, CONTENT),
    ),
    "81013": Rule(FAILED, "收的人都不在企业微信里了。请管理员核对人员。"),
    "53500": Rule(FAILED, "这个公众号被限制发文章。请管理员到公众号后台看原因。", fault=True),
    "53504": Rule(FAILED, "微信要求到公众号后台手工发这一篇。"),
    "53505": Rule(FAILED, "微信要求先到公众号后台手工存一次草稿，再发。"),
    # Busy. Not proven that nothing was done.
    **dict.fromkeys(
        ("-1", "45033", "268488001"),
        Rule(DeliveryState.UNKNOWN, UNSURE, unsure=True),
    ),
}  # fmt: skip
ROBOT_MINUTE = Rule(RETRY, SLOW, wait=60)
ALREADY = "45065"  # the same mass message was taken before: that is success
OTHER = "微信没有收（{code}）。请把这个数字告诉镇上管系统的人。"


def outcome_of(
    error: SendError, *, attempts: int, kind: ChannelKind = ChannelKind.ROBOT
) -> Outcome:
    """The next state of a delivery after an error."""
    if not error.reached and not error.code:
        return _again(attempts)
    if not error.code:
        return _unsure("", attempts, kind)
    if error.code == ALREADY:
        return Outcome(state=DeliveryState.ACCEPTED, code=error.code)
    rule = _rule(error.code, kind)
    if rule is None:
        reason = OTHER.format(code=error.code)
        return Outcome(state=FAILED, code=error.code, reason=reason)
    if rule.unsure:
        return _unsure(error.code, attempts, kind)
    return Outcome(
        state=rule.state,
        code=error.code,
        reason=rule.reason,
        wait=rule.wait,
        until_midnight=rule.until_midnight,
        fault=rule.reason if rule.fault else "",
    )


def _rule(code: str, kind: ChannelKind) -> Rule | None:
    """A robot's 45009 is its minute, everybody else's is the day."""
    if code == "45009" and kind is ChannelKind.ROBOT:
        return ROBOT_MINUTE
    return RULES.get(code)


def _unsure(code: str, attempts: int, kind: ChannelKind) -> Outcome:
    """Where the server tells a repetition, repeat; elsewhere a person is asked."""
    if kind in DEDUPED and attempts <= UNSURE_TRIES:
        return Outcome(
            state=RETRY, code=code, reason="微信没有给准话，一分钟后再问。", wait=61
        )
    return Outcome(state=DeliveryState.UNKNOWN, code=code, reason=UNSURE)


def _again(attempts: int) -> Outcome:
    """It surely never got there: try later, longer each time, and not for ever."""
    if attempts >= MOST_TRIES:
        return Outcome(
            state=FAILED,
            reason="连不上微信，试了几次都不行。请看看网，再点“重发”。",
        )
    wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    return Outcome(state=RETRY, reason="连不上微信，过一会儿再发。", wait=wait)
