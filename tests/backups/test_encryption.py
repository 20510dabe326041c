"""Sealed files: opened by age itself, refused when a byte is another."""

import os
import shutil
import subprocess
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from villagepub.backups import encryption
from villagepub.backups.encryption import BODY, KEY, NotOpened, is_sealed, opened

PASSPHRASE = "窑洞 糜子 信天游 2026"


@pytest.fixture(scope="module")
def data() -> bytes:
    return os.urandom(300_000)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> Path:
    path = tmp_path_factory.mktemp("sealed") / "x.age"
    with encryption.sealed(path, PASSPHRASE) as target:
        target.write(data[:1000])
        target.write(data[1000:])
    return path


def read(path: Path, passphrase: str = PASSPHRASE) -> bytes:
    with opened(path, passphrase) as plain:
        return plain.read()


def rewritten(file: Path, path: Path, name: str, body: bytes) -> Path:
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(path, "w") as new:
        for member in old.namelist():
            new.writestr(member, body if member == name else old.read(member))
    return path


def test_what_was_sealed_opens_to_the_byte(file: Path, data: bytes) -> None:
    assert is_sealed(file)
    assert data[:100] not in file.read_bytes()
    assert read(file) == data


def test_another_passphrase_opens_nothing(file: Path) -> None:
    with pytest.raises(NotOpened):
        read(file, "another one")


@pytest.mark.parametrize("place", [0, 1000, -1])
def test_one_changed_byte_anywhere_is_noticed(
    file: Path, tmp_path: Path, place: int
) -> None:
    with zipfile.ZipFile(file) as outer:
        body = bytearray(outer.read(BODY))
    body[place] ^= 1
    with pytest.raises(NotOpened):
        read(rewritten(file, tmp_path / "y", BODY, bytes(body)))


@pytest.mark.parametrize("left", [0.5, 0.999])
def test_a_body_that_was_cut_off_is_never_taken_for_whole(
    file: Path, tmp_path: Path, left: float
) -> None:
    with zipfile.ZipFile(file) as outer:
        body = outer.read(BODY)
    with pytest.raises(NotOpened):
        read(rewritten(file, tmp_path / "y", BODY, body[: int(len(body) * left)]))


def test_a_header_that_asks_for_years_of_work_is_refused(
    file: Path, tmp_path: Path
) -> None:
    head = (
        b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 40\nAAAA\n--- AAAA\n"
    )
    with pytest.raises(NotOpened):
        read(rewritten(file, tmp_path / "y", KEY, head))


def test_a_disk_that_fills_up_is_said_as_that() -> None:
    with (
        pytest.raises(OSError, match="No space left"),
        encryption.sealed(Path("/dev/full"), PASSPHRASE) as target,
    ):
        for _ in range(100):
            target.write(bytes(100_000))


def test_memory_does_not_grow_with_what_is_sealed(tmp_path: Path) -> None:
    tracemalloc.start()
    with encryption.sealed(tmp_path / "x", PASSPHRASE) as target:
        for _ in range(400):
            target.write(os.urandom(100_000))
    assert tracemalloc.get_traced_memory()[1] < 5_000_000  # of 40 MB
    tracemalloc.stop()


@pytest.mark.skipif(shutil.which("age") is None, reason="the age command is not here")
def test_age_and_unzip_open_it_without_this_program(
    file: Path, data: bytes, tmp_path: Path
) -> None:
    with zipfile.ZipFile(file) as outer:
        outer.extractall(tmp_path)
    subprocess.run(  # it asks for the passphrase on a terminal: script is one
        ["script", "-qec", f"age -d -o key {KEY}", "/dev/null"],
        input=PASSPHRASE.encode() + b"\n",
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=True,
    )
    done = subprocess.run(
        ["age", "-d", "-i", "key", BODY], cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stdout == data
