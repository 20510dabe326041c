"""Files kept by their digest in a folder or an S3 bucket; the same file is kept once."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from villagepub.errors import UserError

if TYPE_CHECKING:
    from obstore.store import ObjectStore

DISCLOSED = "kept"  # the folder of what is kept of the government's files
_DIGEST = re.compile(r"[0-9a-f]{64}")


class StoreError(UserError):
    """The place where files are kept does not answer; one sentence."""


class LostError(StoreError, FileNotFoundError):
    """A file that has to be there is not."""

    status = 404
    title = "文件不见了"

    def __init__(self) -> None:
        super().__init__(
            "这一份存下来的文件不见了，读不出来。请管电脑的人从备份里找回来，或者把原表再传一次。"
        )


def put(url: str, folder: str, data: bytes) -> str:
    """Keep a file; its SHA-256 is the name it is found by. Raises StoreError."""
    digest = hashlib.sha256(data).hexdigest()
    put_at(url, f"{folder}/{digest}", data)
    return digest


def put_at(url: str, path: str, data: bytes | Path) -> None:
    """Keep a file at a path of its own, in the place of what stands there; one that lies
    on the disk already goes there in pieces.
    """
    import obstore

    with _answering():
        obstore.put(_opened(url), path, data)
    kept = local(url, path)
    if kept is not None:
        kept.chmod(0o600)


def get(url: str, folder: str, digest: str) -> bytes:
    """The file of a digest. Raises StoreError; LostError where it is gone."""
    if not _DIGEST.fullmatch(digest):
        raise LostError
    try:
        return _read(url, f"{folder}/{digest}")
    except FileNotFoundError:
        raise LostError from None


def get_at(url: str, path: str) -> bytes | Path:
    """The file at a path; of a folder, where it lies. Raises like ``get``."""
    kept = local(url, path)
    if kept is None:
        return _read(url, path)
    if not kept.is_file():
        raise FileNotFoundError(path)
    return kept


def local(url: str, path: str) -> Path | None:
    """Where the file at a path lies, or would lie; None where the store is no folder."""
    folder = _path(url)
    return folder / path if folder else None


def clear(url: str, folder: str, *, keep: str = "") -> None:
    """Remove every file below a folder but those below ``keep``. Raises StoreError."""
    import obstore

    with _answering():
        found = [o["path"] for page in obstore.list(_opened(url), folder) for o in page]
        gone = [p for p in found if not keep or not p.startswith(f"{keep}/")]
        if gone:
            obstore.delete(_opened(url), gone)


def _read(url: str, path: str) -> bytes:
    import obstore

    with _answering():
        return bytes(obstore.get(_opened(url), path).bytes())


@contextmanager
def _answering() -> Iterator[None]:
    """What the store says of itself in one sentence; a missing file stays one."""
    from obstore.exceptions import BaseError

    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        raise _away(error) from None


@lru_cache(maxsize=4)
def _opened(url: str) -> "ObjectStore":
    """A folder, or a bucket with what ``AWS_*`` says of keys, region and endpoint."""
    from obstore.store import from_url

    if _path(url) is not None:
        return from_url(url, mkdir=True)
    return from_url(url, retry_config={"max_retries": 2})


def _path(url: str) -> Path | None:
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def _away(error: Exception) -> StoreError:
    # The text of the error may hold addresses and request ids: its kind is enough.
    kind = type(error).__name__
    return StoreError(
        f"存文件的地方没有答应（{kind}），什么都没存。请管电脑的人看看 VILLAGEPUB_STORE_URL。"
    )
