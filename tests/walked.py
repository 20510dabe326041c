"""The way to a posted notice, walked once and copied for every test that begins there.

Only into a database that nobody has written in since it was copied: else the way is walked.
"""

import shutil
from collections.abc import Callable, Hashable
from pathlib import Path

from sqlalchemy.engine import Engine

_laid: dict[Path, int] = {}  # copies of the small county → when the file was written
_walked: dict[Hashable, tuple[Path, str]] = {}


def note_laid(file: Path) -> None:
    """``file`` is as it was laid."""
    _laid[file] = file.stat().st_mtime_ns


def once(engine: Engine, way: Hashable, walk: Callable[[], str]) -> str:
    """What ``walk`` gives, and its database, walked or copied from where it was walked."""
    file = Path(engine.url.database or "")
    if not _is_as_laid(file):
        return walk()
    if way not in _walked:
        found = walk()
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        kept = file.parents[1] / f"walked-{len(_walked)}.db"
        shutil.copy(file, kept)
        _walked[way] = kept, found
        return found
    kept, found = _walked[way]
    engine.dispose()  # its last connection takes the journal away with it
    shutil.copy(kept, file)
    return found


def _is_as_laid(file: Path) -> bool:
    journal = file.with_name(f"{file.name}-wal")
    if journal.exists() and journal.stat().st_size:
        return False
    return file in _laid and file.stat().st_mtime_ns == _laid[file]
