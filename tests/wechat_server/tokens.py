"""Access tokens as the vendors give them: they end, and may be revoked (docs/wechat.md)."""

import time
from dataclasses import dataclass, field

LASTS = 7200  # seconds
EARLY = 300  # so long before its end stable_token hands out a new one
FORCED, APART = 20, 30  # forced refreshes a day, seconds between them


@dataclass
class Tokens:
    """Those of one account. ``skew``: seconds by which a test has put the clock on."""

    name: str
    given: int = 0
    current: str = ""
    ends: dict[str, float] = field(default_factory=dict)
    forced: list[float] = field(default_factory=list)
    skew: float = 0.0

    def now(self) -> float:
        return time.monotonic() + self.skew

    def ask(self, *, force: bool = False, early: int = 0) -> tuple[str, int] | int:
        """The token and the seconds it still lives, or an errcode.

        The same again until it is nearly over; only force kills it before.
        """
        if force:
            recent = [t for t in self.forced if self.now() - t < 24 * 3600]
            if len(recent) >= FORCED:
                return 45009
            if recent and self.now() - recent[-1] < APART:
                return 45011
            self.forced.append(self.now())
        if force or self.left() <= early:
            self.revoke()
        return self.current, int(self.left())

    def left(self) -> float:
        return self.ends.get(self.current, 0.0) - self.now()

    def revoke(self) -> None:
        """The one in use is worth nothing from now on."""
        self.given += 1
        self.current = f"TOKEN-{self.name}-{self.given}"
        self.ends[self.current] = self.now() + LASTS

    def fault(self, token: str) -> int:
        """The errcode of a call with this token; 0 if it is good."""
        if not token:
            return 41001
        if token not in self.ends:
            return 40014
        if token != self.current:
            return 40001
        return 42001 if self.left() <= 0 else 0
