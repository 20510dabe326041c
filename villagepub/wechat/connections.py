"""One round's way out: connections are kept open from one delivery to the next.

Robots are all on one server and share what is open; an account has its own.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy.engine import Engine

from villagepub.models import Account
from villagepub.settings import Settings
from villagepub.wechat.api_clients import Caller, caller_of
from villagepub.wechat.encryption import unseal
from villagepub.wechat.robot_client import Robot, wire_of
from villagepub.wechat.tokens import Tokens

if TYPE_CHECKING:
    from villagepub.wechat.wire import Wire


class Connections:
    """Robots and accounts of an instance; each is opened once."""

    def __init__(
        self, engine: Engine, settings: Settings, now: Callable[[], datetime]
    ) -> None:
        self.engine, self.settings, self.now = engine, settings, now
        self._tokens = Tokens(engine, settings.secret_key, now)
        self._robots: dict[str, Robot] = {}
        self._callers: dict[tuple[int, str], Caller] = {}

    @cached_property
    def _wire(self) -> "Wire":
        return wire_of(self.settings.wecom_api)

    def robot(self, sealed: str) -> Robot:
        """By its key. Raises SealError."""
        if sealed not in self._robots:
            key = unseal(sealed, self.settings.secret_key)
            self._robots[sealed] = Robot(key, wire=self._wire)
        return self._robots[sealed]

    def caller(self, account: Account | None) -> Caller:
        """Raises SealError if there is none, or its secret can't be opened."""
        known = (account.id, account.secret) if account else (0, "")
        if known not in self._callers:
            self._callers[known] = caller_of(
                self.engine, self.settings, account, now=self.now, tokens=self._tokens
            )
        return self._callers[known]
