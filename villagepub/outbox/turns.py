"""The order in which the deliveries of one notice may go to one channel.

A delivery of another version or kind that is on its way (or may be) goes first: a
correction must not overtake what it corrects. Pictures and files wait until the text of
the same message has been sent.
"""

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from villagepub.models import Delivery
from villagepub.states import DeliveryState

WORDS = "text"
TEXT_HAS_ARRIVED = (DeliveryState.SENT, DeliveryState.CONFIRMED, DeliveryState.PARTIAL)
_earlier = aliased(Delivery)
_is_same = sa.and_(
    col(_earlier.version) == Delivery.version, col(_earlier.kind) == Delivery.kind
)
_in_the_air = sa.or_(
    col(_earlier.state) == DeliveryState.SENDING,
    sa.and_(col(_earlier.state) == DeliveryState.RETRY, col(_earlier.in_doubt)),
)
_words_to_come = sa.and_(
    col(_earlier.part) == WORDS, col(_earlier.state).not_in(TEXT_HAS_ARRIVED)
)
HAS_ITS_TURN = ~sa.exists().where(
    col(_earlier.notice_id) == Delivery.notice_id,
    col(_earlier.channel_id) == Delivery.channel_id,
    col(_earlier.id) < Delivery.id,
    sa.or_(sa.and_(~_is_same, _in_the_air), sa.and_(_is_same, _words_to_come)),
)
