"""Decides what an error means for a delivery: sent again, when, or what people read.

``outbox/outcomes.py`` writes that down; ``outbox/claims.py`` takes it up again when its
time has come.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum, auto

from villagepub.delivery_attempts import Outcome
from villagepub.states import AccountKind, DeliveryState
from villagepub.wechat.errors import SendError

BACK_OFF = (10, 30, 120, 600)  # seconds
POLLS = (10, 30, 120, 600, 3600)  # seconds; freepublish/get: 100 a day an account
UNSURE_TRIES = 3
ASK_AFTER = timedelta(minutes=2)  # the vendor may take a while to know what it has
NO_MEDIA = "40007"
WORKING = "微信收下了，正在发。"


@dataclass(frozen=True, slots=True)
class RetryRule:
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
NO_ROBOT = "机器人的地址微信不认。请到群设置里把地址重新复制一遍，填进来。"
NO_GROUP = "这个群找不到了：群解散了，或者不归这个企业微信了。请到“居民群”里看一看。"
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

TOKEN = ("40001", "40014", "42001", "41001")
NO_CREDENTIALS = ("40013", "40125", "40091")
NO_RIGHT = (
    "48001", "48002", "48003", "48008", "84074", "84061", "60011", "301002"
)  # fmt: skip
RULES: dict[str, RetryRule] = {
    **dict.fromkeys(("45011", "53501", "42010", "45066"), RetryRule(RETRY, SLOW, wait=60)),
    "45009": RetryRule(RETRY, QUOTA, until_midnight=True, is_full=True),
    "45028": RetryRule(FAILED, NO_MASS),
    **dict.fromkeys(
        ("40164", "60020", "89503", "89506", "89507"),
        RetryRule(FAILED, ADDRESS, fault=True, stops=True),
    ),
    **dict.fromkeys(
        NO_CREDENTIALS, RetryRule(FAILED, CREDENTIALS, fault=True, stops=True)
    ),
    # Refused even with a new token; asking for that one went well.
    **dict.fromkeys(TOKEN, RetryRule(FAILED, NO_LOGIN)),
    **dict.fromkeys(
        NO_RIGHT,
        RetryRule(FAILED, RIGHT, fault=True),
    ),
    **dict.fromkeys((*FIELDS, "47001", "47003", "45067"), RetryRule(FAILED, CONTENT)),
    "81013": RetryRule(FAILED, "收的人都不在企业微信里了。请管理员核对人员。"),
    "53500": RetryRule(FAILED, "这个公众号被限制发文章。请管理员到公众号后台看原因。", fault=True),
    "53504": RetryRule(FAILED, "微信要求到公众号后台手工发这一篇。"),
    "53505": RetryRule(FAILED, "微信要求先到公众号后台手工存一次草稿，再发。"),
    # Busy. Not proven that nothing was done.
    **dict.fromkeys(("-1", "45033", "268488001"), RetryRule(RETRY, UNSURE, unsure=True)),
}  # fmt: skip
SECRET = RetryRule(FAILED, CREDENTIALS, fault=True, stops=True)
# A robot's 45009 is its minute; of 企业微信 the minute, and the hour if it comes again.
MINUTE = RetryRule(RETRY, SLOW, wait=65, is_full=True)
HOUR = RetryRule(
    RETRY, "发得太快，微信要歇一个钟头，到时候再发。", wait=3600, is_full=True
)
ALREADY = "45065"  # the same mass message was taken before: that is success


class Doubt(Enum):
    """Who settles whether something was posted, when the answer was lost."""

    PERSON = auto()
    REPEAT = auto()  # the server tells a repetition
    LOOK_UP = auto()  # the server can be asked what it has


@dataclass(frozen=True, kw_only=True, slots=True)
class Vendor:
    """Whose server it is: where a person looks, what its numbers are about.

    ``own``: what a number says there and nowhere else, the first time and again.
    """

    place: str
    fields: Mapping[str, str]
    own: Mapping[str, tuple[RetryRule, ...]] = field(default_factory=dict)
    doubt: Doubt = Doubt.PERSON


ROBOTS = Vendor(
    place="群",
    fields=OF_ROBOTS,
    own={
        "45009": (MINUTE,),
        "93000": (RetryRule(FAILED, GONE, fault=True),),
        "93004": (RetryRule(FAILED, "机器人被停用了。请群主重新启用。", fault=True),),
        "93008": (RetryRule(FAILED, "机器人不在群里了。请重新加进群。", fault=True),),
        # A robot has no account, no token and no rights: its address is all.
        **dict.fromkeys(
            (*TOKEN, *NO_CREDENTIALS, *NO_RIGHT),
            (RetryRule(FAILED, NO_ROBOT, fault=True),),
        ),
    },
)
WECOM = Vendor(
    place="企业微信",
    fields=FIELDS,
    own={
        "45009": (MINUTE, HOUR),
        "93000": (RetryRule(FAILED, NO_GROUP, fault=True),),
    },
)
OFFICIAL = Vendor(place="公众号", fields=FIELDS)
GROUPS = Vendor(place="群", fields=FIELDS)
OF_ACCOUNT = {AccountKind.OFFICIAL: OFFICIAL, AccountKind.WECOM: WECOM}
OTHER = "微信没有收（{code}）。请把这个数字告诉镇上管系统的人。"
_IP = re.compile(r"\bip:? *([0-9a-fA-F.:]*[0-9a-fA-F])")


def outcome_of(
    error: SendError,
    *,
    attempts: int,
    vendor: Vendor = ROBOTS,
    in_doubt: bool = False,
) -> Outcome:
    """The next state of a delivery after an error.

    ``in_doubt``: an earlier call may have posted it, so a failure now settles nothing.
    """
    outcome = _outcome_without_doubt(error, attempts, vendor)
    if in_doubt and outcome.state is FAILED:
        reason = UNSURE.format(place=vendor.place)
        return replace(outcome, state=DeliveryState.UNKNOWN, reason=reason)
    return outcome


def sentence_of(error: SendError, vendor: Vendor) -> str:
    """What is wrong, for somebody who sets something up: nothing is sent again."""
    return outcome_of(error, attempts=1, vendor=vendor).reason


def _outcome_without_doubt(error: SendError, attempts: int, vendor: Vendor) -> Outcome:
    """The next state where no earlier call may have posted it."""
    rule = _rule(error, vendor, attempts)
    is_unsure = rule.unsure if rule else not error.code
    if is_unsure:
        return (
            _when_answer_was_lost(error, attempts, vendor)
            if error.reached
            else _back_off(error, attempts)
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
    what = vendor.fields.get(error.code, "内容")
    reason = rule.reason.format(what=what, ip=_ip(error))
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


def _rule(error: SendError, vendor: Vendor, attempts: int) -> RetryRule | None:
    """The same number says different things of a token, a robot and an account."""
    if error.at_token and error.code == "40001":
        return SECRET
    own = () if error.at_token else vendor.own.get(error.code, ())
    return own[min(attempts, len(own)) - 1] if own else RULES.get(error.code)


def _ip(error: SendError) -> str:
    """Our address as the server sees it: for people to read, never to act on."""
    found = _IP.search(str(error.answer.get("errmsg", "")))
    return f"（{found[1]}）" if found else ""


def _when_answer_was_lost(error: SendError, attempts: int, vendor: Vendor) -> Outcome:
    """Where the server tells a repetition, repeat; where it can be asked what it has,
    ask; elsewhere a person is asked.
    """
    if attempts <= UNSURE_TRIES and vendor.doubt is Doubt.REPEAT:
        told, wait = "微信没有给准话，一分钟后再发一次，微信认得出是同一条。", 61
    elif attempts <= UNSURE_TRIES and vendor.doubt is Doubt.LOOK_UP:
        told = "微信没有给准话，过两分钟查一查发出去没有，再说。"
        wait = int(ASK_AFTER.total_seconds())
    else:
        return Outcome(
            state=DeliveryState.UNKNOWN,
            code=error.code,
            reason=UNSURE.format(place=vendor.place),
            in_doubt=True,
        )
    return Outcome(state=RETRY, code=error.code, reason=told, wait=wait, in_doubt=True)


def _back_off(error: SendError, attempts: int) -> Outcome:
    """Surely nothing was posted: try later, longer each time. Who waits for too long is
    asked about (outbox.backlog), not given up.
    """
    wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    told = "连不上微信，过一会儿再发。"
    return Outcome(state=RETRY, code=error.code, reason=told, wait=wait, is_away=True)
