"""Pages as they were made, in files: neither a restart nor the minute after which a page
is asked about anew makes it again.

A file holds for what its page was made of: its key is the digest of the program and of
all that the view hands over. The seal over key and page is the instance's own, so a file
that somebody else wrote, or that is half written, is none.
"""

import gzip
import hashlib
import hmac
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from zlib import crc32

from flask import Flask, Response, current_app, request

from villagepub.settings import Settings

MAX_FILES = 4096  # pages, 30 MB at most; of two in one place the later stays
FOLDER = "pages"
_SEAL = hashlib.sha256().digest_size
_PACKAGE = Path(__file__).resolve().parent.parent.parent


class PageFiles:
    def __init__(self, chosen: Settings) -> None:
        self._folder, self._secret = chosen.instance / FOLDER, chosen.secret_key

    def made(
        self, address: str, *, of: object, make: Callable[[], str]
    ) -> tuple[str, bytes]:
        """The tag and the gzip of a page, out of its file if it was made of the same."""
        key = hashlib.sha256(program() + repr((address, of)).encode()).digest()
        path = self._folder / f"{crc32(address.encode()) % MAX_FILES:03x}"
        zipped = self._read(path, key)
        if zipped is None:
            zipped = gzip.compress(make().encode(), 6, mtime=0)
            self._write(path, key, zipped)
        return key.hex(), zipped

    def _read(self, path: Path, key: bytes) -> bytes | None:
        try:
            data = path.read_bytes()
        except OSError:
            return None
        seal, zipped = data[:_SEAL], data[_SEAL:]
        return zipped if hmac.compare_digest(seal, self._seal(key, zipped)) else None

    def _write(self, path: Path, key: bytes, zipped: bytes) -> None:
        with suppress(OSError):  # a full disk keeps nobody from the page
            self._folder.mkdir(mode=0o700, exist_ok=True)
            path.write_bytes(self._seal(key, zipped) + zipped)

    def _seal(self, key: bytes, zipped: bytes) -> bytes:
        return hmac.digest(self._secret, key + zipped, "sha256")


def init_app(app: Flask, chosen: Settings) -> None:
    app.extensions[FOLDER] = PageFiles(chosen)


def response(*, of: object, make: Callable[[], str]) -> Response:
    """The page of this request. ``of``: all that ``make`` looks at and that may change;
    its ``repr`` tells it apart.
    """
    files: PageFiles = current_app.extensions[FOLDER]
    variant = f"{request.path} {request.cookies.get('big')}"
    tag, data = files.made(variant, of=of, make=make)
    is_zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = Response(data if is_zipped else gzip.decompress(data))
    if is_zipped:
        answer.headers["Content-Encoding"] = "gzip"
        answer.vary.add("Accept-Encoding")
    answer.set_etag(tag)
    return answer


@cache
def program() -> bytes:
    """The digest of all that makes pages: with a template that is mended every page is."""
    digest = hashlib.sha256()
    for folder in (_PACKAGE, _PACKAGE.parent / "templates"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.digest()
