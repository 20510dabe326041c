"""What the tests of the error table share: kinds of channel, states, and their pairs."""

import pytest

from tests.wechat.line import APP, ARTICLE, GROUP, MASS, ROBOT
from villagepub.states import ChannelKind, DeliveryState

ALL, OFFICIAL, WECOM = (ROBOT, APP, MASS, ARTICLE, GROUP), (ARTICLE, MASS), (APP, GROUP)
FAILED, RETRY, UNKNOWN = (
    DeliveryState.FAILED,
    DeliveryState.RETRY,
    DeliveryState.UNKNOWN,
)
ENDS = {
    ROBOT: DeliveryState.SENT,
    APP: DeliveryState.SENT,
    MASS: DeliveryState.ACCEPTED,
    ARTICLE: DeliveryState.ACCEPTED,
    GROUP: DeliveryState.ACCEPTED,
}
UNCLEAR = ("html", "bad-gateway", "nothing", "hang", "done-then-nothing")
BUSY = ("-1", "45033", "268488001")


def each(codes: tuple[str, ...], kinds: tuple[ChannelKind, ...]) -> list:
    return [pytest.param(k, c, id=f"{k}-{c}") for k in kinds for c in codes]
