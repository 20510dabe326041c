"""Each row of wechat.md 3.4 that a robot can meet: the state and what people read."""

import pytest

from villagepub.wechat.errors import SendError
from villagepub.wechat.verdicts import BACK_OFF, MOST_TRIES, outcome_of
from villagepub.words import ChannelKind, DeliveryState


@pytest.mark.parametrize(
    ("code", "state", "says", "switches_off"),
    [
        ("93000", DeliveryState.FAILED, "重新加一个", True),
        ("93004", DeliveryState.FAILED, "停用", True),
        ("93008", DeliveryState.FAILED, "不在群里", True),
        ("45009", DeliveryState.RETRY, "等一分钟", False),
        ("45011", DeliveryState.RETRY, "等一分钟", False),
        ("45002", DeliveryState.FAILED, "改短一点", False),
        ("44004", DeliveryState.FAILED, "改短一点", False),
        ("40008", DeliveryState.FAILED, "改短一点", False),
        ("47001", DeliveryState.FAILED, "改短一点", False),
        ("-1", DeliveryState.UNKNOWN, "到群里看一眼", False),
        ("45033", DeliveryState.UNKNOWN, "到群里看一眼", False),
        ("99999", DeliveryState.FAILED, "99999", False),
        ("", DeliveryState.UNKNOWN, "到群里看一眼", False),
    ],
)
def test_each_answer_has_its_state_and_sentence(
    code: str, state: DeliveryState, says: str, switches_off: bool
) -> None:
    outcome = outcome_of(SendError("x", code=code), attempts=1)
    assert outcome.state is state
    assert says in outcome.reason
    assert bool(outcome.fault) is switches_off


ARTICLE, MASS, APP, GROUP = (
    ChannelKind.ARTICLE,
    ChannelKind.MASS,
    ChannelKind.APP,
    ChannelKind.CUSTOMER_GROUP,
)
FAILED, RETRY, UNKNOWN = (
    DeliveryState.FAILED,
    DeliveryState.RETRY,
    DeliveryState.UNKNOWN,
)
OF_ACCOUNTS: list[tuple[str, ChannelKind, DeliveryState, str, bool]] = [
    *((code, GROUP, UNKNOWN, "到群里看一眼", False) for code in ("-1", "45033", "268488001", "")),
    *((code, MASS, RETRY, "再问", False) for code in ("-1", "268488001", "")),
    *((code, APP, RETRY, "再问", False) for code in ("-1", "45033", "")),
    *((code, ARTICLE, UNKNOWN, "到群里看一眼", False) for code in ("-1", "")),
    *((code, ARTICLE, RETRY, "等一分钟", False) for code in ("45011", "53501")),
    *((code, MASS, RETRY, "等一分钟", False) for code in ("42010", "45066")),
    ("45009", ARTICLE, RETRY, "过了零点", False),
    ("45028", MASS, FAILED, "群发次数用完", False),
    ("45065", MASS, DeliveryState.ACCEPTED, "", False),
    *((code, ARTICLE, FAILED, "IP 白名单", True) for code in ("40164", "89503")),
    ("60020", APP, FAILED, "IP 白名单", True),
    *((code, ARTICLE, FAILED, "密钥不对", True) for code in ("40013", "40125")),
    *((code, APP, FAILED, "密钥不对", True) for code in ("40001", "40091")),
    *((code, ARTICLE, FAILED, "没有开通", True) for code in ("48001", "48002", "48003")),
    *((code, GROUP, FAILED, "没有开通", True) for code in ("84074", "60011", "301002")),
    *(
        (code, ARTICLE, FAILED, "不合微信的规矩", False)
        for code in (
            "45002", "45003", "45004", "45166", "47001", "47003", "40007", "44003",
            "44004", "53503",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "kind", "state", "says", "switches_off"), OF_ACCOUNTS)
def test_each_answer_to_an_account_has_its_state_and_sentence(
    code: str, kind: ChannelKind, state: DeliveryState, says: str, switches_off: bool
) -> None:
    outcome = outcome_of(SendError("x", code=code), attempts=1, kind=kind)
    assert outcome.state is state
    assert says in outcome.reason
    assert bool(outcome.fault) is switches_off


def test_a_repeated_doubt_ends_with_a_question() -> None:
    outcome = outcome_of(SendError("x"), attempts=4, kind=MASS)
    assert outcome.state is UNKNOWN


def test_the_days_quota_is_waited_out_until_midnight() -> None:
    outcome = outcome_of(SendError("x", code="45009"), attempts=1, kind=ARTICLE)
    assert outcome.until_midnight


def test_the_minutes_quota_is_waited_out() -> None:
    assert outcome_of(SendError("x", code="45009"), attempts=1).wait >= 60


def test_what_never_arrived_is_tried_later_and_longer_each_time() -> None:
    tries = [
        outcome_of(SendError("x", reached=False), attempts=n).wait
        for n in range(1, MOST_TRIES)
    ]
    assert tries == list(BACK_OFF)


def test_what_never_arrives_is_given_up_with_a_sentence() -> None:
    outcome = outcome_of(SendError("x", reached=False), attempts=MOST_TRIES)
    assert outcome.state is DeliveryState.FAILED
    assert "看看网" in outcome.reason
