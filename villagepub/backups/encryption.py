"""A file sealed with a passphrase, by age (pyrage), in pieces: memory does not grow with it.

A zip of two age files: one opens with the passphrase and holds a key, the other opens with
that key and holds what was sealed. ``unzip`` and ``age`` open both without this program.
"""

import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from villagepub.backups import members

KEY, BODY = "口令打开这个.age", "再用它打开这个.age"
# age makes a passphrase cost a second; who sends a file that says 2^40 gets no answer.
_WORK = re.compile(rb"age-encryption\.org/v1\n-> scrypt \S{22} (\d{1,2})\n")
MAX_WORK = 22


class NotOpened(Exception):
    """Another passphrase, or the file is not whole; nothing of it may be used."""


def is_sealed(path: Path) -> bool:
    """Raises OSError."""
    try:
        with zipfile.ZipFile(path) as outer:
            return KEY in outer.namelist()
    except zipfile.BadZipFile:
        return False


@contextmanager
def sealed(path: Path, passphrase: str) -> Iterator[IO[bytes]]:
    """What is written into it arrives in ``path`` sealed. Raises OSError."""
    from pyrage import passphrase as by_passphrase
    from pyrage import x25519

    identity = x25519.Identity.generate()
    with zipfile.ZipFile(path, "w") as outer:
        outer.writestr(KEY, by_passphrase.encrypt(str(identity).encode(), passphrase))
        with (
            outer.open(BODY, "w", force_zip64=True) as body,
            _encrypted(body, identity.to_public()) as plain,
        ):
            yield plain


@contextmanager
def _encrypted(target: IO[bytes], recipient: object) -> Iterator[IO[bytes]]:
    """age reads what it seals: a pipe to a thread of its own turns that round."""
    reader, writer = os.pipe()
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(_encrypt, os.fdopen(reader, "rb"), target, recipient)
        try:
            with os.fdopen(writer, "wb") as plain:
                yield plain
        except BrokenPipeError:
            pass  # the other end says why
        done.result()


def _encrypt(source: IO[bytes], target: IO[bytes], recipient: object) -> None:
    from pyrage import EncryptError, encrypt_io

    with source:
        try:
            encrypt_io(source, target, [recipient])
        except EncryptError as error:  # its text names what the target raised
            number = re.search(r"\[Errno (\d+)\]", str(error))
            code = int(number[1]) if number else 5
            raise OSError(code, os.strerror(code)) from None


@contextmanager
def opened(path: Path, passphrase: str) -> Iterator[IO[bytes]]:
    """What was sealed, whole and proved before the first byte is used. Raises NotOpened."""
    with zipfile.ZipFile(path) as outer, tempfile.TemporaryFile() as plain:
        _decrypt(outer, plain, passphrase)
        plain.seek(0)
        yield plain


def _decrypt(outer: zipfile.ZipFile, plain: IO[bytes], passphrase: str) -> None:
    from pyrage import DecryptError, IdentityError, decrypt_io, x25519
    from pyrage import passphrase as by_passphrase

    key = members.whole(outer, KEY, most=members.MAX_KEYS)
    work = _WORK.match(key)
    if work is None or int(work[1]) > MAX_WORK:
        raise NotOpened
    try:
        text = by_passphrase.decrypt(key, passphrase).decode()
        with outer.open(BODY) as body:
            decrypt_io(body, plain, [x25519.Identity.from_str(text)])
    except (DecryptError, IdentityError, UnicodeDecodeError):
        raise NotOpened from None
    except OSError as error:
        if error.errno is None:  # age says so of what was changed or cut off
            raise NotOpened from None
        raise
