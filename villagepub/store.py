"""Files kept by their digest: a file that is there twice is kept once."""

import hashlib
from pathlib import Path


def put(folder: Path, data: bytes) -> str:
    """Keep a file; its SHA-256 is the name it is found by."""
    digest = hashlib.sha256(data).hexdigest()
    path = folder / digest
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(data)
        unfinished.chmod(0o600)
        unfinished.replace(path)
    return digest


def get(folder: Path, digest: str) -> bytes:
    """The file of a digest. Raises FileNotFoundError."""
    return (folder / digest).read_bytes()
