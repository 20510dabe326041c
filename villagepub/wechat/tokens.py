"""Access tokens in the database: sealed, one refresh for all workers.

Two workers that refresh at once would kill each other's token. One takes a short lease,
asks, and writes the token down; the others wait for it.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import col

from villagepub import clock, db
from villagepub.models import Token, has_no_holder, latest_end
from villagepub.wechat.encryption import SealError, seal, unseal
from villagepub.wechat.errors import SendError

MARGIN = timedelta(minutes=1)  # a token this close to its end is not used any more
LEASE = timedelta(seconds=30)
WAIT, TRIES = 0.2, 60  # seconds between looks, looks

Fetch = Callable[[bool], tuple[str, int]]  # force → token, seconds that it lives


@dataclass(frozen=True)
class Tokens:
    """The tokens of an instance. ``secret_key`` seals them."""

    engine: Engine
    secret_key: bytes
    now: Callable[[], datetime] = clock.now
    _seen: dict[str, tuple[str, datetime]] = field(default_factory=dict, repr=False)

    def get(self, owner: str, fetch: Fetch, *, rejected: str = "") -> str:
        """The token of ``owner``; a new one if there is none or it was ``rejected``.

        Raises SendError as ``fetch`` does, or if another worker's refresh never ends.
        """
        key = hashlib.sha256(owner.encode()).hexdigest()
        for _ in range(TRIES):
            token = self._valid(key, rejected)
            if token and token != rejected:
                return token
            if self._take_lease(key):
                return self._refreshed(
                    key, fetch, force=bool(token) and token == rejected
                )
            time.sleep(WAIT)
        raise SendError("another worker's refresh never ended", reached=False)

    def _valid(self, key: str, rejected: str) -> str:
        """As this round last read it; from the database if that was rejected or ends."""
        token, ends = self._seen.get(key, ("", self.now()))
        if token and token != rejected and ends - self.now() >= MARGIN:
            return token
        with db.reading(self.engine) as session:
            row = session.get(Token, key)
        if row is None or row.expires_at is None or not row.sealed:
            return ""
        if row.expires_at - self.now() < MARGIN:
            return ""
        try:
            token = unseal(row.sealed, self.secret_key)
        except SealError:
            return ""  # the instance's key has changed: fetch a new one
        self._seen[key] = (token, row.expires_at)
        return token

    def _take_lease(self, key: str) -> bool:
        now = self.now()
        with db.transaction(self.engine) as session:
            db.add_missing(session, Token, [{"key": key, "sealed": ""}])
            taken = session.connection().execute(
                sa.update(Token)
                .where(
                    col(Token.key) == key,
                    has_no_holder(
                        col(Token.refreshing_until), now, latest_end(now, LEASE)
                    ),
                )
                .values(refreshing_until=now + LEASE)
            )
            return bool(taken.rowcount)

    def _refreshed(self, key: str, fetch: Fetch, *, force: bool) -> str:
        values: dict[str, object] = {"refreshing_until": None}
        try:
            token, seconds = fetch(force)
            values |= {
                "sealed": seal(token, self.secret_key),
                "expires_at": self.now() + timedelta(seconds=seconds),
            }
        finally:
            with db.transaction(self.engine) as session:
                session.connection().execute(
                    sa.update(Token).where(col(Token.key) == key).values(**values)
                )
        return token
