"""How large each shared text of an xls is ([MS-XLS] 2.5.293), without reading its letters.

The texts lie one after another over several records; one that goes on in the next record
says there anew whether its characters take one byte or two.
"""

import struct
from collections.abc import Iterator, Sequence

BYTES = 3  # a Chinese character, once it is read


class Cursor:
    """A place in the records that hold the texts."""

    def __init__(self, segments: Sequence[bytes]) -> None:
        self._segments = [s for s in segments if s]
        self._part = self._at = 0

    @property
    def is_over(self) -> bool:
        return self._part >= len(self._segments)

    def take(self, size: int) -> bytes:
        """``size`` bytes of a text's head, which is never parted; fewer at the end."""
        if not self.is_over and self._at + size > len(self._segments[self._part]):
            self._part, self._at = self._part + 1, 0
        if self.is_over:
            return b""
        self._at += size
        return self._segments[self._part][self._at - size : self._at]

    def skip(self, size: int) -> None:
        while size and not self.is_over:
            step = min(size, len(self._segments[self._part]) - self._at)
            size, self._at = size - step, self._at + step
            if size:
                self._part, self._at = self._part + 1, 0

    def skip_characters(self, count: int, width: int) -> None:
        while count and not self.is_over:
            segment = self._segments[self._part]
            step = min(count, (len(segment) - self._at) // width)
            count, self._at = count - step, self._at + step * width
            if count:
                self._part, self._at = self._part + 1, 1
                width = 1 if self.is_over else 1 + (self._segments[self._part][0] & 1)


def sizes(segments: Sequence[bytes]) -> Iterator[int]:
    cursor = Cursor(segments)
    while len(head := cursor.take(3)) == 3:
        count, flags = struct.unpack("<HB", head)
        runs = cursor.take(2) if flags & 8 else b""
        more = cursor.take(4) if flags & 4 else b""
        yield count * BYTES
        cursor.skip_characters(count, 1 + (flags & 1))
        after = int.from_bytes(runs, "little") * 4 + int.from_bytes(more, "little")
        cursor.skip(after)
