"""What is read of a backup, which may be anybody's: each member once, and no more of it at
a time than one of ours can hold. Names in it lead nowhere: only those that are looked for
are opened.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import IO

from villagepub.backups.errors import BackupError

# Rows are JSON with the same words in each: ours unpack to ten or twenty times their size.
MAX_RATIO, MAX_ANYHOW = 200, 100_000_000
MAX_LINE = 64_000_000  # bytes of a row: a list of the largest file, a photo
MAX_MANIFEST = 1_000_000
MAX_FILE = 25_000_000  # bytes of what was imported from the government
MAX_KEYS = 100_000


def require_bounded(archive: zipfile.ZipFile, packed: IO[bytes]) -> None:
    """Refuses what says to unpack to a disk full, or has two members of one name.

    No member gives more than it says. Raises BackupError.
    """
    members = archive.infolist()
    size = packed.seek(0, io.SEEK_END)
    if sum(m.file_size for m in members) > MAX_ANYHOW + MAX_RATIO * size:
        raise BackupError(
            "备份解开来比它自己大几百倍，不像是这个程序备份的，没有恢复。"
        )
    if len({m.filename for m in members}) < len(members):
        raise BackupError("备份里有两份同名的，不知道该用哪一份，没有恢复。")


def whole(archive: zipfile.ZipFile, name: str, *, most: int) -> bytes:
    """Raises BackupError for one that is larger, KeyError where there is none."""
    if archive.getinfo(name).file_size > most:
        raise _too_large(name)
    return archive.read(name)


def lines(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Raises BackupError at one that is too long, and where there is no such member."""
    if name not in archive.namelist():
        raise BackupError(f"备份里少了“{name}”，没有恢复。")
    with io.BufferedReader(archive.open(name)) as file:  # type: ignore[type-var]
        while line := file.readline(MAX_LINE + 1):
            if len(line) > MAX_LINE:
                raise _too_large(name)
            yield line


def _too_large(name: str) -> BackupError:
    return BackupError(f"备份里的“{name}”大得不对，没有恢复。")
