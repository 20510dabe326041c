"""Files kept by their digest in a folder or an S3 bucket; the same file is kept once.

A bucket's library knows folders too, but would lie in each process, 4 MB, for a few lines.
"""

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
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
    kept = local(url, path)
    with _answering(url):
        if kept:
            _write(kept, data)
        else:
            import obstore

            obstore.put(_opened(url), path, data)


def _write(kept: Path, data: bytes | Path) -> None:
    """Whole or not at all, whoever else writes it; its owner's only. Raises OSError."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=kept.parent, suffix=".part", delete=False) as made:
        unfinished = Path(made.name)
        try:
            with BytesIO(data) if isinstance(data, bytes) else data.open("rb") as given:
                shutil.copyfileobj(given, made)
            made.close()
            unfinished.replace(kept)
        except FileNotFoundError as error:  # cleared up meanwhile
            raise _away(error) from None
        finally:
            unfinished.unlink(missing_ok=True)


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
    with _answering(url):
        if here := local(url, folder):
            _clear_folder(here, local(url, keep) if keep else None)
            return
        import obstore

        found = [o["path"] for page in obstore.list(_opened(url), folder) for o in page]
        gone = [p for p in found if not keep or not p.startswith(f"{keep}/")]
        if gone:
            obstore.delete(_opened(url), gone)


def _clear_folder(folder: Path, keep: Path | None) -> None:
    """What somebody is writing there, too: he is told, and tries again."""
    for file in list(folder.rglob("*")):
        if file.is_file() and keep not in file.parents:
            file.unlink(missing_ok=True)


def _read(url: str, path: str) -> bytes:
    kept = local(url, path)
    with _answering(url):
        if kept:
            return kept.read_bytes()
        import obstore

        return bytes(obstore.get(_opened(url), path).bytes())


@contextmanager
def _answering(url: str) -> Iterator[None]:
    """What the store says of itself in one sentence; a missing file stays one."""
    try:
        yield
    except FileNotFoundError:
        raise
    except _faults(url) as error:
        raise _away(error) from None


def _faults(url: str) -> tuple[type[Exception], ...]:
    if _path(url):
        return (OSError,)
    from obstore.exceptions import BaseError

    return OSError, BaseError


@lru_cache(maxsize=4)
def _opened(url: str) -> "ObjectStore":
    """A bucket with what ``AWS_*`` says of keys, region and endpoint."""
    from obstore.store import from_url

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
