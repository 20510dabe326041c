"""xls workbooks made byte by byte ([MS-XLS], [MS-CFB]): no library here writes them."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

Cell = str | int | float | None
ERRORS = {"#REF!": 0x17, "#DIV/0!": 0x07, "#N/A": 0x2A}
FREE, END, FAT = 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFD


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def text(value: str) -> bytes:
    return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")


def cell(
    row: int, column: int, value: Cell, shared: Mapping[str, int], style: int
) -> bytes:
    place = struct.pack("<HHH", row, column, style)
    if isinstance(value, str) and value in ERRORS:
        return record(0x0205, place + bytes([ERRORS[value], 1]))
    if isinstance(value, str) and value in shared:
        return record(0x00FD, place + struct.pack("<I", shared[value]))
    if isinstance(value, str):
        return record(0x0204, place + text(value))
    return b"" if value is None else record(0x0203, place + struct.pack("<d", value))


def sheet(
    rows: Sequence[Sequence[Cell]],
    *,
    hidden_rows: Sequence[int],
    hidden_columns: Sequence[int],
    merged: Sequence[tuple[int, int, int, int]],
    shared: Mapping[str, int],
    styles: Mapping[tuple[int, int], int],
) -> bytes:
    out = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600))
    for c in hidden_columns:
        out += record(0x007D, struct.pack("<HHHHHH", c, c, 0, 0, 1, 0))
    out += b"".join(
        record(0x0208, struct.pack("<HHHHHHHH", r, 0, 9, 255, 0, 0, flags, 15))
        for r in range(len(rows))
        for flags in [0x20 if r in hidden_rows else 0]
    )
    out += b"".join(
        cell(r, c, value, shared, styles.get((r, c), 0))
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
    )
    if merged:
        ranges = b"".join(struct.pack("<HHHH", a, b, c, d) for a, c, b, d in merged)
        out += record(0x00E5, struct.pack("<H", len(merged)) + ranges)
    return out + record(0x000A)


def xls(
    rows: Sequence[Sequence[Cell]],
    *,
    name: str = "表",
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    shared: Sequence[str] = (),
    formats: Mapping[tuple[int, int], str] = MappingProxyType({}),
) -> bytes:
    """One sheet; ``merged`` as first row, first column, last row, last column (0-based).

    ``formats`` are number formats by row and column (0-based).
    """
    places = {value: n for n, value in enumerate(shared)}
    body = sheet(
        rows,
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        merged=merged,
        shared=places,
        styles={place: n for n, place in enumerate(formats, 1)},
    )
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600))
    start += record(0x0042, struct.pack("<H", 1200))
    texts = record(
        0x00FC, struct.pack("<II", 0, len(shared)) + b"".join(map(text, shared))
    )
    start += b"".join(styles_of(list(formats.values())))
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    before = len(start) + 4 + 6 + len(title) + len(texts) + 4
    start += record(0x0085, struct.pack("<IBB", before, 0, 0) + title)
    return compound(start + texts + record(0x000A) + body)


def styles_of(codes: Sequence[str]) -> Iterator[bytes]:
    """The formats from number 200 on, the font that they need, a style without format."""
    yield record(
        0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0, 400, 0, 0, 0, 0, 0) + b"\x01\0A"
    )
    for n, code in enumerate(codes, 200):
        yield record(0x041E, struct.pack("<H", n) + text(code))
    for number in (0, *range(200, 200 + len(codes))):
        yield record(0x00E0, struct.pack("<HHH", 0, number, 1) + b"\0" * 14)


def compound(stream: bytes) -> bytes:
    """The stream as the "Workbook" of a compound file of 512-byte sectors."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    count = len(stream) // 512
    tables = (count + 1) // 128 + 1
    chain = [*range(1, count), END]  # the stream, then the directory, then the tables
    numbers = [*chain, END, *[FAT] * tables]
    fat = struct.pack(f"<{len(numbers)}I", *numbers).ljust(tables * 512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, tables, count, 0, 4096, END, 0, END, 0)
    places = [count + 1 + n for n in range(tables)]
    header += struct.pack("<109I", *places, *[FREE] * (109 - tables))
    entries = entry("Root Entry", 5, END, 0, child=1)
    entries += entry("Workbook", 2, 0, len(stream))
    return header + stream + entries.ljust(512, b"\0") + fat


def entry(name: str, kind: int, start: int, size: int, *, child: int = FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, FREE, FREE, child)
        + b"\0" * 36
        + struct.pack("<III", start, size, 0)
    )
