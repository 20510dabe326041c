"""An uploaded file is read whole without a copy, which would hold up every page."""

import tracemalloc

from villagepub.web.clerk.upload.memory_files import MemoryFile

CHUNK = bytes(64 * 1024)


def filled(chunks: int) -> MemoryFile:
    file = MemoryFile()
    for _ in range(chunks):
        file.write(CHUNK)
    file.seek(0)
    return file


def test_a_file_is_read_whole_without_a_copy() -> None:
    tracemalloc.start()
    try:
        file = filled(300)
        tracemalloc.reset_peak()
        data = file.read()
        assert tracemalloc.get_traced_memory()[1] < 1.2 * len(data)
    finally:
        tracemalloc.stop()
    assert data == CHUNK * 300
    assert file.read() == b""


def test_a_part_of_it_is_read_as_of_any_file() -> None:
    file = filled(2)
    assert file.read(10) == bytes(10)
    assert len(file.read()) == 2 * len(CHUNK) - 10
    file.seek(0)
    assert len(file.read(None)) == 2 * len(CHUNK)
