"""Each row of wechat.md 3.4 that a robot can meet: the state and what people read."""

import pytest

from villagepub.wechat.errors import SendError
from villagepub.wechat.verdicts import BACK_OFF, MOST_TRIES, outcome_of
from villagepub.words import DeliveryState


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
