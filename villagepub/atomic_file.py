"""A file that is there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_or_gone(path: Path) -> Iterator[Path]:
    """A file beside ``path`` that takes its place once it is whole.

    Raises OSError in the name of ``path``, which is the one that was asked for.
    """
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.touch(mode=0o600)  # a backup is nobody else's to read
        unfinished.chmod(0o600)
        yield unfinished
        unfinished.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        unfinished.unlink(missing_ok=True)
