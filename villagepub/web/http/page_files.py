"""Pages as they were made, in files: neither a restart nor the minute after which a page
is asked about anew makes it again.

A file holds for what its page was made of: its key is the digest of the program and of
all that the view hands over (``notices.page_facts``, of which nothing is opened). The seal over key and page is the instance's own, so a file
that somebody else wrote, or that is half written, is none. They lie beside what is drawn
of a notice and go with it, whatever happens to the notice (``drawn_files``); a store that
is a bucket far away has none, since no page waits for it.
"""

import gzip
import hashlib
import hmac
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request
from sqlalchemy.engine import Engine

from villagepub import store
from villagepub.notices import drawn_files
from villagepub.notices.page_facts import PageFacts, facts_reader
from villagepub.notices.page_state import state_reader
from villagepub.settings import Settings

KEY = "villagepub.page_files"
_SEAL = hashlib.sha256().digest_size
_PACKAGE = Path(__file__).resolve().parent.parent.parent


class PageFiles:
    def __init__(self, chosen: Settings, engine: Engine) -> None:
        self._store_url, self._secret = chosen.store_url, chosen.secret_key
        self.facts_of, self._state_of = facts_reader(engine), state_reader(engine)

    def made(
        self,
        public_id: str,
        name: str,
        *,
        of: object,
        make: Callable[[], str],
    ) -> tuple[str, bytes]:
        """The tag and the gzip of a page, out of its file if it was made of the same."""
        place = f"{drawn_files.pages_of(public_id)}/{name}"
        key = hashlib.sha256(program() + repr(of).encode()).digest()
        path = store.local(self._store_url, place)
        zipped = self._read(path, key) if path else None
        if zipped is None:
            state = self._state_of(public_id)
            zipped = gzip.compress(make().encode(), 6, mtime=0)
            if path:
                self._write(
                    path, key, zipped, still=lambda: self._state_of(public_id) == state
                )
        return key.hex(), zipped

    def _read(self, path: Path, key: bytes) -> bytes | None:
        try:
            data = path.read_bytes()
        except OSError:
            return None
        seal, zipped = data[:_SEAL], data[_SEAL:]
        return zipped if hmac.compare_digest(seal, self._seal(key, zipped)) else None

    def _write(
        self, path: Path, key: bytes, zipped: bytes, *, still: Callable[[], bool]
    ) -> None:
        """What happened meanwhile may have been cleared up before the file was there: it
        is asked about once the file is, and the file goes again.
        """
        with suppress(OSError):  # a full disk keeps nobody from the page
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(path, "wb", opener=_own) as file:
                file.write(self._seal(key, zipped) + zipped)
            if not still():
                path.unlink(missing_ok=True)

    def _seal(self, key: bytes, zipped: bytes) -> bytes:
        return hmac.digest(self._secret, key + zipped, "sha256")


def _own(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)  # nobody else's to read


def init_app(app: Flask, chosen: Settings, engine: Engine) -> None:
    app.extensions[KEY] = PageFiles(chosen, engine)


def facts_of(public_id: str) -> PageFacts | None:
    """What the pages of a notice hang on; None where nothing was ever published."""
    files: PageFiles = current_app.extensions[KEY]
    return files.facts_of(public_id)


def response(public_id: str, *, of: object, make: Callable[[], str]) -> Response:
    """The page of this request; its file stands in the folder of its notice.

    ``of``: all that ``make`` looks at and that may change; its ``repr`` tells it apart.
    """
    files: PageFiles = current_app.extensions[KEY]
    version = (request.view_args or {}).get("version", "now")
    is_big = request.cookies.get("big") == "1"
    name = f"{version}{'-big' if is_big else ''}"
    tag, data = files.made(public_id, name, of=(request.path, is_big, of), make=make)
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
