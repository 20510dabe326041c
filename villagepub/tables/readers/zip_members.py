"""The parts of a zipped file, by the sizes that they really have.

A zip says of each part how large it is unpacked; whoever made it may have written
anything there, and the parsers unpack until the end.
"""

import io
import struct
import zipfile
import zlib

MAX_MEMBERS = 3_000
_CHUNK = 1024 * 1024
_HEADER = struct.Struct("<26xHH")  # of a part: the lengths of its name and what follows


class Oversized(Exception):
    """More parts, or larger ones, than any list has."""


class Locked(Exception):
    """A password is needed."""


def sizes_of(data: bytes, *, most: int) -> dict[str, int]:
    """The unpacked sizes by lower-case name, ``most`` bytes all together.

    Raises Oversized, Locked, and zipfile.BadZipFile for what is not what it says.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > most:
        raise Oversized
    if any(info.flag_bits & 1 for info in infos):
        raise Locked
    for info in infos:
        if _unpacked(data, info) != info.file_size:
            raise zipfile.BadZipFile(info.filename)
    return {info.filename.lower(): info.file_size for info in infos}


def _unpacked(data: bytes, info: zipfile.ZipInfo) -> int:
    """How many bytes a part is, counted no further than it says."""
    name, extra = _HEADER.unpack_from(data, info.header_offset)
    start = info.header_offset + _HEADER.size + name + extra
    packed = data[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(info.filename)
    unpacking, count = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while not unpacking.eof and count <= info.file_size:
        got = unpacking.decompress(packed, _CHUNK)
        packed = unpacking.unconsumed_tail
        if not got and not packed:
            break
        count += len(got)
    return count
