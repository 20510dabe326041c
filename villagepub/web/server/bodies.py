"""A request's body, taken whole before anybody begins to work on it.

Who sends drips is waited for by nobody: a body has some seconds to begin, must then keep
a smallest rate, and ends in any case. What is too large is read to its end and thrown
away, within the same limits: a browser that still sends would not read our sentence.
"""

import asyncio
import io
from collections import deque
from collections.abc import AsyncIterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GRACE = 20.0  # seconds before the rate counts
RATE = 500  # bytes a second; a bad phone has ten times as much
MAX_SECONDS = 900.0
MAX_DISCARDED = 64 * 1024 * 1024  # bytes: larger ones are not even thrown away
PIECE = 256 * 1024  # bytes: malloc gives so much back to the system when it is let go


class BodyRefused(Exception):
    """A body that is not taken; ``status`` is 400, 408 or 413."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class BodyStream(io.RawIOBase):
    """Read once, from the beginning: what has been read is let go of, so that a sheet
    stands in memory once while its form is taken apart.
    """

    def __init__(self) -> None:
        self._pieces: deque[bytearray] = deque()
        self._read = 0  # of the first piece

    def add(self, chunk: bytes) -> None:
        """Small ones are put together: somebody may send a byte at a time."""
        if not self._pieces or len(self._pieces[-1]) >= PIECE:
            self._pieces.append(bytearray())
        self._pieces[-1] += chunk

    def readable(self) -> bool:
        return True

    def readinto(self, target: "WriteableBuffer") -> int:
        if not self._pieces:
            return 0
        room = memoryview(target).cast("B")
        part = self._pieces[0][self._read : self._read + len(room)]
        room[: len(part)] = part
        self._read += len(part)
        if self._read == len(self._pieces[0]):
            self._pieces.popleft()
            self._read = 0
        return len(part)


async def take(chunks: AsyncIterable[bytes], *, length: int, limit: int) -> BodyStream:
    """All ``length`` bytes. Raises BodyRefused."""
    if length > max(limit, MAX_DISCARDED):
        raise BodyRefused(413)
    body, got = BodyStream(), 0
    began = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout_at(began + GRACE) as deadline:
            async for chunk in chunks:
                got += len(chunk)
                if length <= limit:
                    body.add(chunk)
                deadline.reschedule(began + min(GRACE + got / RATE, MAX_SECONDS))
    except TimeoutError:
        raise BodyRefused(408) from None
    if length > limit:
        raise BodyRefused(413)
    if got != length:  # the line broke
        raise BodyRefused(400)
    return body
