"""A photo whose reading others have proved: read once a run, by whoever needs it first."""

import hashlib
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.once import made_once
from villagepub import photo
from villagepub.photo import PhotoGrid

Reader = Callable[[bytes, str], PhotoGrid]


def reader(folders: pytest.TempPathFactory) -> Reader:
    """As ``photo.read``, which reads for seconds on both processors."""
    really = photo.read

    def read(data: bytes, name: str) -> PhotoGrid:
        def make(folder: Path) -> None:
            (folder / "grid").write_bytes(pickle.dumps(really(data, name)))

        known = f"photo-{hashlib.sha256(data).hexdigest()}"
        kept = made_once(folders, known, make) / "grid"
        grid: PhotoGrid = pickle.loads(kept.read_bytes())  # noqa: S301  (our own)
        return grid

    return read
