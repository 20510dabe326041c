"""Files kept by their digest in a folder or an S3 bucket; the same file is kept once."""

import hashlib
import re
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


def put(url: str, folder: str, data: bytes) -> str:
    """Keep a file; its SHA-256 is the name it is found by. Raises StoreError."""
    import obstore
    from obstore.exceptions import BaseError

    digest = hashlib.sha256(data).hexdigest()
    try:
        obstore.put(_opened(url), f"{folder}/{digest}", data)
    except (BaseError, OSError) as error:
        raise _away(error) from None
    kept = _path(url)
    if kept is not None:
        (kept / folder / digest).chmod(0o600)
    return digest


def get(url: str, folder: str, digest: str) -> bytes:
    """The file of a digest. Raises FileNotFoundError, or StoreError."""
    if not _DIGEST.fullmatch(digest):
        raise FileNotFoundError(digest)
    import obstore
    from obstore.exceptions import BaseError

    try:
        return bytes(obstore.get(_opened(url), f"{folder}/{digest}").bytes())
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
