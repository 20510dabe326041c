"""Sealed files: the age format, as the age command itself reads it."""

import io
import os
import pty
import shutil
from pathlib import Path

import pytest

from villagepub import age_file
from villagepub.age_file import PIECE, NotOpened, Sealed, opened

PASSPHRASE = "窑洞 糜子 信天游 2026"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age_file, "WORK", 10)


def sealed(data: bytes) -> bytes:
    out = io.BytesIO()
    with Sealed(out, PASSPHRASE) as target:
        target.write(data[:1000])
        target.write(data[1000:])
    return out.getvalue()


@pytest.mark.parametrize(
    "size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7]
)
def test_what_was_sealed_opens_to_the_byte(size: int) -> None:
    data = os.urandom(size)
    assert b"".join(opened(io.BytesIO(sealed(data)), PASSPHRASE)) == data


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(NotOpened):
        list(opened(io.BytesIO(sealed(b"data")), "another"))


@pytest.mark.parametrize("place", [30, 60, 120, 200, -1])
def test_one_changed_byte_anywhere_is_noticed(place: int) -> None:
    made = bytearray(sealed(b"data" * 1000))
    made[place] ^= 1
    with pytest.raises(NotOpened):
        list(opened(io.BytesIO(bytes(made)), PASSPHRASE))


@pytest.mark.parametrize("left", [0.2, 0.5, 0.999])
def test_a_file_that_was_cut_off_is_never_taken_for_whole(left: float) -> None:
    made = sealed(os.urandom(3 * PIECE))
    with pytest.raises(NotOpened):
        list(opened(io.BytesIO(made[: int(len(made) * left)]), PASSPHRASE))


def test_pieces_that_change_places_are_noticed() -> None:
    made = sealed(os.urandom(3 * PIECE))
    start = len(made) - 3 * (PIECE + 16)
    one, other = start + PIECE + 16, start + 2 * (PIECE + 16)
    swapped = made[:start] + made[one:other] + made[start:one] + made[other:]
    with pytest.raises(NotOpened):
        list(opened(io.BytesIO(swapped), PASSPHRASE))


def test_a_header_that_asks_for_hours_of_work_is_refused() -> None:
    head = (
        b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\nAAAA\n--- AAAA\n"
    )
    with pytest.raises(NotOpened):
        list(opened(io.BytesIO(head), PASSPHRASE))


@pytest.mark.skipif(shutil.which("age") is None, reason="the age command is not here")
def test_the_age_command_opens_it(tmp_path: Path) -> None:
    data = os.urandom(PIECE + 5)
    (tmp_path / "x.age").write_bytes(sealed(data))
    child, terminal = pty.fork()  # it asks for the passphrase on a terminal
    if child == 0:
        os.chdir(tmp_path)
        os.execlp("age", "age", "-d", "-o", "x", "x.age")  # noqa: S606
    os.read(terminal, 100)
    os.write(terminal, PASSPHRASE.encode() + b"\n")
    while True:
        try:
            if not os.read(terminal, 100):
                break
        except OSError:  # the terminal is gone with the command
            break
    assert os.waitpid(child, 0)[1] == 0
    assert (tmp_path / "x").read_bytes() == data
