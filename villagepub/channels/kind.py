"""What a kind of channel is: its words, what it sends, how its end is learned.

One module a kind fills one of these; ``CHANNELS`` in channels/registry.py holds them, and
nobody else asks which kind it is: they ask for one of these properties.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from villagepub.channels.announcement import Announcement, MessagePart
from villagepub.delivery_attempts import Claimed, Keep, Limit, Outcome, PollResult
from villagepub.models import Channel
from villagepub.states import AccountKind, ChannelKind, Word
from villagepub.wechat.connections import Connections
from villagepub.wechat.retry_policy import WORKING, Vendor

Parts = Callable[[Announcement, Channel], Sequence[MessagePart]]
Send = Callable[[Connections, Claimed, Keep], Outcome]
Poll = Callable[[Connections, Claimed], Outcome]


def _unlimited(_: Claimed) -> None:
    """Only the server knows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Callback:
    """The event by which the vendor tells that a job is done, and how it is read.

    ``read``: the number of the job, '' if there is none, and what it says.
    """

    event: str
    read: Callable[[Mapping[str, Any]], tuple[str, PollResult | None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """``question``: asked of a person when nobody can tell, ``{}`` the channel's name.

    ``parts``: what goes there, one message after the other. ``send`` raises SendError;
    None where a person forwards. ``poll``: where the answer is only 收下了.
    ``vendor``: whose server it is, and how a doubt is settled there.
    """

    kind: ChannelKind
    label: Word
    question: str
    parts: Parts
    send: Send | None
    vendor: Vendor
    poll: Poll | None = None
    callback: Callback | None = None
    accepted: Word | None = None  # what 收下了 means there
    waits: str = WORKING  # said meanwhile
    arrived: Word | None = None
    account: AccountKind | None = None  # whose interface it needs
    needs_address: bool = False  # a webhook address, which is its key
    needs_target: bool = False  # one of the account's groups, chosen from a list
    is_for_staff: bool = False  # about their work: no notice goes there
    warning: str = ""  # what people should know before it is switched on
    has_owner: bool = False  # a person there taps before anybody has it
    part_names: Mapping[str, str] = field(default_factory=lambda: {"text": "文字"})
    # Of these parts nothing is seen before the step ``SUBMITTING`` is kept.
    stepwise: frozenset[str] = frozenset()
    # How long the server knows a repetition, with a margin.
    remembers: timedelta | None = None
    limit: Callable[[Claimed], Limit | None] = _unlimited
    poll_limit: Callable[[Claimed], Limit | None] = _unlimited

    def deliver(self, ways: Connections, one: Claimed, keep: Keep) -> Outcome:
        """Raises SendError, SealError, and Unbound where staff are told."""
        if self.send is None:
            raise TypeError(f"a person brings it to a {self.kind}")
        return self.send(ways, one, keep)

    def ask(self, ways: Connections, one: Claimed) -> Outcome:
        """What became of it, asked of the vendor. Raises SendError and SealError."""
        if self.poll is None:
            raise TypeError(f"what a {self.kind} took has arrived")
        return self.poll(ways, one)

    def has_forgotten(self, one: Claimed, at: datetime) -> bool:
        """Would the server no longer tell a repetition from a new message?"""
        window, first = self.remembers, one.first_sent_at
        return one.in_doubt and bool(window and first and at - first > window)

    @property
    def is_by_hand(self) -> bool:
        return self.send is None

    @property
    def server(self) -> AccountKind:
        """Whose it is; robots have no account, and stand at 企业微信."""
        return self.account or AccountKind.WECOM
