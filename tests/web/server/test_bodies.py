"""A body as it is handed on: every byte once, and none kept that was read."""

import asyncio
import io
import tracemalloc
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from wsgiref.types import WSGIEnvironment

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub.web.clerk.upload.memory_files import MemoryRequest
from villagepub.web.server import bodies

MB = 1_000_000


async def sent(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


def taken(chunks: list[bytes]) -> io.BufferedReader:
    """In a thread of its own: where a browser was at work, this one has a loop."""
    length = sum(map(len, chunks))

    def take() -> io.RawIOBase:
        return asyncio.run(bodies.take(sent(chunks), length=length, limit=length))

    with ThreadPoolExecutor(1) as thread:
        return io.BufferedReader(thread.submit(take).result())


@given(st.lists(st.binary(max_size=9), max_size=9), st.integers(1, 20))
def test_whatever_the_pieces_it_is_read_as_it_was_sent(
    chunks: list[bytes], size: int
) -> None:
    body = taken(chunks)
    assert b"".join(iter(lambda: body.read(size), b"")) == b"".join(chunks)


@pytest.mark.parametrize("chunk", [1_000, 3 * MB])
def test_what_has_been_read_is_let_go_of(chunk: int) -> None:
    tracemalloc.start()
    body = taken([bytes(chunk)] * (12 * MB // chunk))
    before, _ = tracemalloc.get_traced_memory()
    read = sum(len(block) for block in iter(lambda: body.read(64_000), b""))
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == 12 * MB
    assert before > 12 * MB
    assert left < MB


def test_a_byte_at_a_time_takes_no_more_room_than_the_bytes() -> None:
    chunks = [b"a"] * 300_000
    tracemalloc.start()
    body = taken(chunks)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < MB
    assert len(body.read()) == len(chunks)


def test_a_sheet_in_a_form_is_held_once_however_often_it_is_read() -> None:
    rim = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    chunks = [rim, *[bytes(64_000)] * 200, b"\r\n--b--\r\n"]
    tracemalloc.start()
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "multipart/form-data; boundary=b",
        "CONTENT_LENGTH": str(sum(map(len, chunks))),
        "wsgi.input": taken(chunks),
        "wsgi.input_terminated": True,
    }
    stream = MemoryRequest(environ).files["file"].stream
    first = stream.read(20 * MB)
    stream.seek(0)
    second = stream.read(20 * MB)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(first) == len(second) == 64_000 * 200
    assert held < 14 * MB
