"""A request's body, taken whole before anybody begins to work on it.

Who sends drips is waited for by nobody: a body has some seconds to begin, must then keep
a smallest rate, and ends in any case. What is too large is read to its end and thrown
away, within the same limits: a browser that still sends would not read our sentence.
"""

import asyncio
import io
from collections.abc import AsyncIterable

GRACE = 20.0  # seconds before the rate counts
RATE = 500  # bytes a second; a bad phone has ten times as much
MAX_SECONDS = 900.0
MAX_DISCARDED = 64 * 1024 * 1024  # bytes: larger ones are not even thrown away


class BodyRefused(Exception):
    """A body that is not taken; ``status`` is 400, 408 or 413."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def take(chunks: AsyncIterable[bytes], *, length: int, limit: int) -> io.BytesIO:
    """All ``length`` bytes. Raises Refused."""
    if length > max(limit, MAX_DISCARDED):
        raise BodyRefused(413)
    body, got = io.BytesIO(), 0
    began = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout_at(began + GRACE) as deadline:
            async for chunk in chunks:
                got += len(chunk)
                if length <= limit:
                    body.write(chunk)
                deadline.reschedule(began + min(GRACE + got / RATE, MAX_SECONDS))
    except TimeoutError:
        raise BodyRefused(408) from None
    if length > limit:
        raise BodyRefused(413)
    if got != length:  # the line broke
        raise BodyRefused(400)
    body.seek(0)
    return body
