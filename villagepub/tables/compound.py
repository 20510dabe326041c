"""One stream out of an OLE compound file, the box that xls workbooks come in ([MS-CFB])."""

import struct
from collections.abc import Sequence

HEADER = 512
LAST = 0xFFFF_FFFA  # sector numbers from here on have a meaning of their own
LIVE = frozenset({1, 2, 5})  # kinds of directory entries: storage, stream, root


class CompoundError(ValueError):
    """Not a compound file, or one that leads in circles."""


class Compound:
    """Sectors and chains of one file; every chain is at most as long as the file."""

    def __init__(self, data: bytes) -> None:
        if len(data) < HEADER:
            raise CompoundError("too short")
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self._small_size = 1 << min(struct.unpack_from("<H", data, 32)[0], 16)
        self._cutoff = struct.unpack_from("<I", data, 56)[0]
        self._next = self._table(self._fat_sectors())
        (small,) = struct.unpack_from("<I", data, 60)
        self._small_next = self._table(self._chain(small, self._next))
        self._entries = self._directory()

    def stream(self, *names: str) -> bytes:
        """The first stream of one of these names, in any spelling of case."""
        wanted = {name.lower() for name in names}
        for name, kind, start, size in self._entries:
            if kind == 2 and name.lower() in wanted:
                return self._read(start, size)
        raise CompoundError("no such stream")

    def _sector(self, number: int) -> bytes:
        at = (
            HEADER + number * self._size
            if self._size == 512
            else (number + 1) * self._size
        )
        return self._data[at : at + self._size]

    def _fat_sectors(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        (after,) = struct.unpack_from("<I", self._data, 68)
        for _ in range(len(self._data) // self._size):
            if after >= LAST:
                break
            numbers = self._numbers(self._sector(after))
            if not numbers:
                break
            sectors += numbers[:-1]
            after = numbers[-1]
        return [s for s in sectors if s < LAST]

    def _table(self, sectors: Sequence[int]) -> list[int]:
        return self._numbers(b"".join(self._sector(s) for s in sectors))

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack_from(f"<{len(data) // 4}I", data))

    def _chain(self, start: int, following: Sequence[int]) -> list[int]:
        chain: list[int] = []
        while start < len(following):
            chain.append(start)
            if len(chain) > len(following):
                raise CompoundError("a chain without an end")
            start = following[start]
        return chain

    def _directory(self) -> list[tuple[str, int, int, int]]:
        (first,) = struct.unpack_from("<I", self._data, 48)
        raw = b"".join(map(self._sector, self._chain(first, self._next)))
        entries = []
        for at in range(0, len(raw) - 127, 128):
            length, kind = struct.unpack_from("<HB", raw, at + 64)
            start, size = struct.unpack_from("<II", raw, at + 116)
            if kind in LIVE:
                name = raw[at : at + min(max(length - 2, 0), 62)]
                entries.append((name.decode("utf-16-le", "replace"), kind, start, size))
        return entries

    def _read(self, start: int, size: int) -> bytes:
        if size >= self._cutoff:
            sectors = self._chain(start, self._next)
            return b"".join(map(self._sector, sectors))[:size]
        root = next((e for e in self._entries if e[1] == 5), None)
        if root is None:
            raise CompoundError("no root")
        box = b"".join(map(self._sector, self._chain(root[2], self._next)))
        step = self._small_size
        parts = (
            box[n * step : n * step + step]
            for n in self._chain(start, self._small_next)
        )
        return b"".join(parts)[:size]
