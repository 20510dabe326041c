"""Every kind of channel, and the questions that the house asks of them.

A new kind: a member of ``ChannelKind``, a module beside this one, a line here.
"""

from collections.abc import Callable, Mapping

from villagepub.channels.app import APP
from villagepub.channels.article import ARTICLE
from villagepub.channels.customer_group import CUSTOMER_GROUP
from villagepub.channels.group import GROUP
from villagepub.channels.kind import Kind
from villagepub.channels.mass import MASS
from villagepub.channels.robot import ROBOT
from villagepub.states import AccountKind, ChannelKind
from villagepub.wechat.retry_policy import Doubt

CHANNELS: Mapping[ChannelKind, Kind] = {
    one.kind: one for one in (GROUP, ROBOT, CUSTOMER_GROUP, APP, ARTICLE, MASS)
}


def kinds(which: Callable[[Kind], object]) -> tuple[ChannelKind, ...]:
    """The kinds that have a property, for a query's ``in_``."""
    return tuple(kind for kind, one in CHANNELS.items() if which(one))


def of_account(account: AccountKind) -> tuple[Kind, ...]:
    """What an account of this kind can be used for."""
    return tuple(one for one in CHANNELS.values() if one.account is account)


def at_server_of(kind: ChannelKind) -> tuple[ChannelKind, ...]:
    """All that is out of reach when this one is: 公众号, or 企业微信 and its robots."""
    return kinds(lambda one: one.server is CHANNELS[kind].server)


BY_HAND = kinds(lambda one: one.is_by_hand)
FOR_STAFF = kinds(lambda one: one.is_for_staff)
WITH_ADDRESS = kinds(lambda one: one.needs_address)
LOOKED_UP = kinds(lambda one: one.vendor.doubt is Doubt.LOOK_UP)
WITH_OWNER = kinds(lambda one: one.has_owner)
