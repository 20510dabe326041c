"""One attempt to bring a delivery: what was claimed, what came of it, how often one may.

Plain values between the rows (outbox), the channels and the wire (wechat).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from villagepub.models import Account
from villagepub.states import ChannelKind, DeliveryState, OwnerAct

# A step in ``remote``: after it something may have been posted.
SUBMITTING = "submitting"
Keep = Callable[[dict[str, Any]], None]  # writes down a step before the next is taken


@dataclass(frozen=True, slots=True)
class Limit:
    """``most`` calls in any ``span``; without a span, in a day of China."""

    key: str
    most: int
    span: timedelta | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A delivery in this worker's hands, as plain values: no session stays open."""

    id: int
    channel_id: int
    notice_id: int | None = None  # None: a message to staff
    kind: ChannelKind
    secret: str  # sealed: the robot's key
    payload: str
    attempts: int  # this one counted
    target: str = ""
    account: Account | None = None
    remote_id: str = ""
    remote: Mapping[str, Any] = field(default_factory=dict)  # steps done so far
    in_doubt: bool = False  # an earlier call may have posted it
    is_superseded: bool = False  # corrected or withdrawn since: looked up, never sent
    first_sent_at: datetime | None = None

    @property
    def polls(self) -> int:
        return int(self.remote.get("polls", 0))

    @property
    def account_id(self) -> int:
        return self.account.id if self.account else 0

    @property
    def app_id(self) -> str:
        return self.account.app_id if self.account else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of a try. ``wait``: seconds until the next one, or the next poll;
    ``until_midnight``: not before tomorrow, China time.

    ``fault``: why the whole channel is switched off, '' if it is not; ``stops_account``:
    so is every other of the same account. ``remote`` joins what is known of it.
    ``in_doubt``: it may have been posted, whatever the state says. ``is_full``: the
    server's quota is gone, nobody else needs to try before ``wait`` is over; ``is_away``:
    so is the server itself.
    """

    state: DeliveryState
    code: str = ""
    reason: str = ""
    wait: int = 0
    fault: str = ""
    until_midnight: bool = False
    remote_id: str = ""
    remote: Mapping[str, Any] = field(default_factory=dict)
    stops_account: bool = False
    in_doubt: bool = False
    is_full: bool = False
    is_away: bool = False

    @property
    def holds_up(self) -> bool:
        """The channel is closed or full, or nobody answers: the next ones may wait too."""
        return bool(self.fault) or self.is_full or self.is_away


@dataclass(frozen=True, kw_only=True, slots=True)
class PollResult:
    """What the vendor says became of a job. ``state``: CONFIRMED, PARTIAL or FAILED.

    ``remote`` joins the delivery's own. ``is_taken_down``: it had arrived, and was
    deleted or banned afterwards.
    """

    state: DeliveryState
    code: str = ""
    reason: str = ""
    is_taken_down: bool = False
    remote: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """What a group's owner is to be asked, in a worker's hands, as plain values."""

    id: int
    act: OwnerAct
    delivery_id: int
    remote_id: str
    owner: str  # userid, sealed
    account: Account | None
