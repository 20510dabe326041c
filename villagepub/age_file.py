"""Files sealed with a passphrase in the age format (c2sp.org/age, scrypt alone).

``age -d`` opens them anywhere, without this program. Sealed and opened in pieces of 64 KB:
memory does not grow with the file.
"""

import base64
import hmac
import io
import os
from collections.abc import Iterator
from typing import IO

MAGIC = b"age-encryption.org/v1\n"
LABEL = b"age-encryption.org/v1/scrypt"
PIECE = 64 * 1024
TAG = 16  # bytes that sealing adds to each piece
WORK = 17  # log2 of scrypt's N: 128 MB and half a second a try
MAX_WORK = 20


class NotOpened(Exception):
    """Another passphrase, or the file is not whole; nothing of it may be used."""


def is_sealed(head: bytes) -> bool:
    return head.startswith(MAGIC)


class Sealed(io.RawIOBase):
    """What is written into it arrives in ``target`` sealed; ``close`` makes it whole."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        file_key, nonce = os.urandom(16), os.urandom(16)
        target.write(_header(file_key, passphrase) + nonce)
        self._target, self._key = target, _derived(file_key, nonce, b"payload")
        self._rest, self._count = b"", 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._rest += data
        while len(self._rest) > PIECE:  # the last piece is known only at the end
            self._put(self._rest[:PIECE], is_last=False)
            self._rest = self._rest[PIECE:]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._put(self._rest, is_last=True)
        super().close()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        self._target.write(
            _box(self._key).encrypt(_nonce(self._count, is_last), piece, None)
        )
        self._count += 1


def opened(source: IO[bytes], passphrase: str) -> Iterator[bytes]:
    """The pieces of what was sealed. Raises NotOpened, at the latest at the end."""
    file_key = _file_key(source, passphrase)
    key = _derived(file_key, source.read(16), b"payload")
    count, piece = 0, source.read(PIECE + TAG)
    while True:
        following = source.read(PIECE + TAG)
        yield _unboxed(key, _nonce(count, not following), piece)
        if not following:
            return
        count, piece = count + 1, following


def _header(file_key: bytes, passphrase: str) -> bytes:
    salt = os.urandom(16)
    wrapped = _box(_stretched(passphrase, salt, WORK)).encrypt(
        bytes(12), file_key, None
    )
    head = MAGIC + b"-> scrypt %b %d\n%b\n---" % (_text(salt), WORK, _text(wrapped))
    return head + b" " + _text(_mac(file_key, head)) + b"\n"


def _file_key(source: IO[bytes], passphrase: str) -> bytes:
    """Of a header with one scrypt stanza and nothing else."""
    lines = [source.readline(200) for _ in range(4)]
    try:
        arrow, kind, salt, work = lines[1].split()
        mark, mac = lines[3].split()
        if (lines[0], arrow, kind, mark) != (MAGIC, b"->", b"scrypt", b"---"):
            raise NotOpened
        if not 1 <= int(work) <= MAX_WORK:
            raise NotOpened
        key = _stretched(passphrase, _bytes(salt), int(work))
        file_key = _unboxed(key, bytes(12), _bytes(lines[2].strip()))
        head = b"".join(lines[:3]) + b"---"
        if not hmac.compare_digest(_mac(file_key, head), _bytes(mac)):
            raise NotOpened
    except ValueError:
        raise NotOpened from None
    return file_key


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(LABEL + salt, 32, 2**work, 8, 1).derive(passphrase.encode())


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=salt, info=info).derive(file_key)


def _mac(file_key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")


def _box(key: bytes):  # type: ignore[no-untyped-def]
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _unboxed(key: bytes, nonce: bytes, sealed: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        plain: bytes = _box(key).decrypt(nonce, sealed, None)
    except InvalidTag:
        raise NotOpened from None
    return plain


def _nonce(count: int, is_last: bool) -> bytes:
    return count.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
