"""What of the error table needs no server: waits, and what can't be told."""

import pytest

from villagepub.channels.registry import CHANNELS
from villagepub.states import ChannelKind, DeliveryState
from villagepub.wechat.errors import SendError
from villagepub.wechat.retry_policy import (
    BACK_OFF,
    ROBOTS,
    RULES,
    WECOM,
    Vendor,
    outcome_of,
)

CODES = sorted({*RULES, *ROBOTS.own, *WECOM.own})


def vendor_of(kind: ChannelKind) -> Vendor:
    return CHANNELS[kind].vendor


def test_what_never_arrived_is_tried_later_and_longer_each_time() -> None:
    tries = [
        outcome_of(SendError("x", reached=False), attempts=n).wait
        for n in range(1, 200)
    ]
    assert tries == [*BACK_OFF, *[BACK_OFF[-1]] * (199 - len(BACK_OFF))]


@pytest.mark.parametrize("kind", list(ChannelKind))
@pytest.mark.parametrize("code", [*CODES, "45065", "99999", ""])
def test_every_answer_has_a_sentence_and_a_next_act(
    code: str, kind: ChannelKind
) -> None:
    outcome = outcome_of(SendError("x", code=code), attempts=1, vendor=vendor_of(kind))
    assert outcome.reason.endswith("。")
    assert "{" not in outcome.reason
    waits = outcome.wait > 0 or outcome.until_midnight
    assert waits is (outcome.state in (DeliveryState.RETRY, DeliveryState.ACCEPTED))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist",
            "203.0.113.7",
        ),
        (
            "not allow to access from your ip, hint: [1_2_ab], from ip: 203.0.113.7, more",
            "203.0.113.7",
        ),
        ("invalid ip 2001:db8::7, not in whitelist", "2001:db8::7"),
        ("no address in it", ""),
    ],
)
def test_our_address_is_shown_as_the_server_sees_it(said: str, shown: str) -> None:
    error = SendError("x", code="40164", answer={"errmsg": said})
    reason = outcome_of(error, attempts=1, vendor=vendor_of(ChannelKind.MASS)).reason
    assert f"这台{f'（{shown}）' if shown else ''}还没登记" in reason
