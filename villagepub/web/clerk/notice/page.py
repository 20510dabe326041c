"""Where a notice went, and what of that is left to a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from villagepub.models import Notice
from villagepub.outbox.queries import DeliveryLine
from villagepub.outbox.superseded import REPLACED
from villagepub.states import DeliveryState, NoticeStatus
from villagepub.web.clerk.notice.delivery_line import SentLine, delivery_line
from villagepub.web.clerk.notice.delivery_parts import machine_lines


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """``old_articles``: name and address of what only a person can delete."""

    robots: tuple[SentLine, ...]
    groups: tuple[SentLine, ...]
    old_articles: tuple[tuple[str, str], ...]


def sent(
    notice: Notice, deliveries: Sequence[DeliveryLine], writes: bool, at: datetime
) -> Sent:
    """``writes``: may this person act on it?"""
    now = [d for d in deliveries if _still_counts(notice, d)]
    return Sent(
        robots=machine_lines([d for d in now if not d.is_by_hand], writes, at),
        groups=tuple(delivery_line(d, writes, at) for d in now if d.is_by_hand),
        old_articles=_old_articles(deliveries, notice),
    )


def _still_counts(notice: Notice, delivery: DeliveryLine) -> bool:
    """Of what was corrected or withdrawn only a doubt is left: it may have gone out.
    What was sent before its list was taken down was sent.
    """
    if not delivery.is_superseded or delivery.state is DeliveryState.UNKNOWN:
        return True
    is_of_what_stands = (
        notice.status is not NoticeStatus.WITHDRAWN
        and delivery.version == notice.version
        and delivery.about != REPLACED
    )
    return is_of_what_stands and delivery.state is DeliveryState.SENT


def _old_articles(
    deliveries: Sequence[DeliveryLine], notice: Notice
) -> tuple[tuple[str, str], ...]:
    """What is published of a notice that was withdrawn or corrected since."""
    withdrawn = notice.status is NoticeStatus.WITHDRAWN
    return tuple(
        (d.channel, d.url)
        for d in deliveries
        if d.url
        and d.about != "withdrawal"
        and (withdrawn or d.version < notice.version)
    )
