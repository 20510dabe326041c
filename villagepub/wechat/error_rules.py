"""From an error to what happens next and what people read."""

import re
from dataclasses import dataclass, replace

from villagepub.outbox import Outcome
from villagepub.outbox.claims import ASK_AFTER, ASKED, REMEMBERED
from villagepub.states import ChannelKind, DeliveryState
from villagepub.wechat.errors import SendError

MOST_TRIES = 6
BACK_OFF = (10, 30, 120, 600, 3600)  # seconds
POLLS = (10, 30, 120, 600, 3600)  # seconds; freepublish/get: 100 a day an account
UNSURE_TRIES = 3
WORKING = "微信收下了，正在发。"


@dataclass(frozen=True, slots=True)
class Rule:
    """``wait`` seconds for RETRY, ``until_midnight`` instead of them; ``fault`` switches
    the channel off, ``stops`` the whole account; ``unsure``: nobody can tell whether
    something was done; ``is_full``: a quota is gone.
    """

    state: DeliveryState
    reason: str
    wait: int = 0
    fault: bool = False
    stops: bool = False
    until_midnight: bool = False
    unsure: bool = False
    is_full: bool = False


FAILED, RETRY = DeliveryState.FAILED, DeliveryState.RETRY
GONE = "群里的机器人没有了。请在群设置里重新加一个，把新地址填进来。"
PLACES = {
    ChannelKind.ARTICLE: "公众号",
    ChannelKind.MASS: "公众号",
    ChannelKind.APP: "企业微信",
}
UNSURE = "微信没有给准话，不知道发出去没有。请到{place}里看一眼。"
ADDRESS = (
    "微信只认登记过的电脑（IP 白名单），这台{ip}还没登记。请管理员在微信后台加上。"
)
CREDENTIALS = "账号的密钥不对。请管理员到“公众号和企业微信”里重新填一次。"
NO_LOGIN = "微信一直不认这个账号的登录。请管理员到“公众号和企业微信”里再试一试。"
RIGHT = "这个账号没有开通这项权限。请管理员到微信后台开通，或者换一种方式发。"
SLOW = "发得太快，等一分钟再发。"
QUOTA = "今天的次数用完了，过了零点再发。"
NO_MASS = "这个月（今天）的群发次数用完了。可以先发成文章，再把网址转到群里。"
CONTENT = "{what}不合微信的规矩，没发出去。请更正以后再发，或者把话和图片转到群里。"
# What a content error is about, as a clerk would point at it.
FIELDS = {
    "40004": "文件", "40006": "文件的大小", "40007": "封面图", "40008": "消息的样子", "40009": "图片的大小", "301019": "图片",
    "45001": "文件（太大）", "44003": "文章（是空的）", "44004": "内容（是空的）", "45002": "正文（太长）",
    "45003": "标题（太长）", "45004": "摘要（太长）", "45008": "卡片（太多）", "45166": "正文（里面有网址）",
    "53503": "草稿", "40058": "内容",
}  # fmt: skip
OF_ROBOTS = FIELDS | {"40007": "文件"}  # a robot has no cover

RULES: dict[str, Rule] = {
    "93000": Rule(FAILED, GONE, fault=True),
    "93004": Rule(FAILED, "机器人被停用了。请群主重新启用。", fault=True),
    "93008": Rule(FAILED, "机器人不在群里了。请重新加进群。", fault=True),
    **dict.fromkeys(("45011", "53501", "42010", "45066"), Rule(RETRY, SLOW, wait=60)),
    "45009": Rule(RETRY, QUOTA, until_midnight=True, is_full=True),
    "45028": Rule(FAILED, NO_MASS),
    **dict.fromkeys(
        ("40164", "60020", "89503", "89506", "89507"),
        Rule(FAILED, ADDRESS, fault=True, stops=True),
    ),
    **dict.fromkeys(
        ("40013", "40125", "40091"), Rule(FAILED, CREDENTIALS, fault=True, stops=True)
    ),
    # Refused even with a new token; asking for that one went well.
    **dict.fromkeys(("40001", "40014", "42001", "41001"), Rule(FAILED, NO_LOGIN)),
    **dict.fromkeys(
        ("48001", "48002", "48003", "48008", "84074", "84061", "60011", "301002"),
        Rule(FAILED, RIGHT, fault=True),
    ),
    **dict.fromkeys((*FIELDS, "47001", "47003", "45067"), Rule(FAILED, CONTENT)),
    "81013": Rule(FAILED, "收的人都不在企业微信里了。请管理员核对人员。"),
    "53500": Rule(FAILED, "这个公众号被限制发文章。请管理员到公众号后台看原因。", fault=True),
    "53504": Rule(FAILED, "微信要求到公众号后台手工发这一篇。"),
    "53505": Rule(FAILED, "微信要求先到公众号后台手工存一次草稿，再发。"),
    # Busy. Not proven that nothing was done.
    **dict.fromkeys(("-1", "45033", "268488001"), Rule(RETRY, UNSURE, unsure=True)),
}  # fmt: skip
SECRET = Rule(FAILED, CREDENTIALS, fault=True, stops=True)
# A robot's 45009 is its minute; of 企业微信 the minute, and the hour if it comes again.
MINUTE = Rule(RETRY, SLOW, wait=65, is_full=True)
HOUR = Rule(RETRY, "发得太快，微信要歇一个钟头，到时候再发。", wait=3600, is_full=True)
OF_WECOM = (ChannelKind.APP, ChannelKind.CUSTOMER_GROUP)
ALREADY = "45065"  # the same mass message was taken before: that is success
OTHER = "微信没有收（{code}）。请把这个数字告诉镇上管系统的人。"
_IP = re.compile(r"\bip:? *([0-9a-fA-F.:]*[0-9a-fA-F])")


def outcome_of(
    error: SendError,
    *,
    attempts: int,
    kind: ChannelKind = ChannelKind.ROBOT,
    in_doubt: bool = False,
) -> Outcome:
    """The next state of a delivery after an error.

    ``in_doubt``: an earlier call may have posted it, so a failure now settles nothing.
    """
    outcome = _outcome(error, attempts, kind)
    if in_doubt and outcome.state is FAILED:
        return replace(outcome, state=DeliveryState.UNKNOWN, reason=_unsure_words(kind))
    return outcome


def _outcome(error: SendError, attempts: int, kind: ChannelKind) -> Outcome:
    rule = _rule(error, kind, attempts)
    is_unsure = rule.unsure if rule else not error.code
    if is_unsure:
        return (
            _unsure(error, attempts, kind) if error.reached else _again(error, attempts)
        )
    if error.code == ALREADY:
        return Outcome(
            state=DeliveryState.ACCEPTED,
            code=error.code,
            reason=WORKING,
            remote_id=str(error.answer.get("msg_id", "")),
            wait=POLLS[0],
        )
    if rule is None:
        reason = OTHER.format(code=error.code)
        return Outcome(state=FAILED, code=error.code, reason=reason)
    fields = OF_ROBOTS if kind is ChannelKind.ROBOT else FIELDS
    reason = rule.reason.format(what=fields.get(error.code, "内容"), ip=_ip(error))
    return Outcome(
        state=rule.state,
        code=error.code,
        reason=reason,
        wait=rule.wait,
        until_midnight=rule.until_midnight,
        fault=reason if rule.fault else "",
        stops_account=rule.stops,
        is_full=rule.is_full,
    )


def _rule(error: SendError, kind: ChannelKind, attempts: int) -> Rule | None:
    """The same number says different things of a token, a robot and an account."""
    if error.at_token and error.code == "40001":
        return SECRET
    if error.code == "45009" and not error.at_token:
        if kind is ChannelKind.ROBOT:
            return MINUTE
        if kind in OF_WECOM:
            return MINUTE if attempts < 2 else HOUR
    return RULES.get(error.code)


def _ip(error: SendError) -> str:
    """Our address as the server sees it: for people to read, never to act on."""
    found = _IP.search(str(error.answer.get("errmsg", "")))
    return f"（{found[1]}）" if found else ""


def _unsure_words(kind: ChannelKind) -> str:
    return UNSURE.format(place=PLACES.get(kind, "群"))


def _unsure(error: SendError, attempts: int, kind: ChannelKind) -> Outcome:
    """Where the server tells a repetition, repeat; where it can be asked what it has,
    ask; elsewhere a person is asked.
    """
    if attempts <= UNSURE_TRIES and kind in REMEMBERED:
        told, wait = "微信没有给准话，一分钟后再发一次，微信认得出是同一条。", 61
    elif attempts <= UNSURE_TRIES and kind in ASKED:
        told = "微信没有给准话，过两分钟查一查发出去没有，再说。"
        wait = int(ASK_AFTER.total_seconds())
    else:
        return Outcome(
            state=DeliveryState.UNKNOWN,
            code=error.code,
            reason=_unsure_words(kind),
            in_doubt=True,
        )
    return Outcome(state=RETRY, code=error.code, reason=told, wait=wait, in_doubt=True)


def _again(error: SendError, attempts: int) -> Outcome:
    """Surely nothing was posted: try later, longer each time, and not for ever."""
    if attempts >= MOST_TRIES:
        told = "连不上微信，试了几次都不行。请看看网，再点“重发”。"
        return Outcome(state=FAILED, code=error.code, reason=told)
    wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    told = "连不上微信，过一会儿再发。"
    return Outcome(state=RETRY, code=error.code, reason=told, wait=wait)
