"""Imports something without what it would load beside it and nobody here uses."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*names: str) -> Iterator[None]:
    """For libraries that load whatever is installed: Huey its drivers of Redis and
    PostgreSQL (20 MB), structlog the printer of coloured tracebacks. What is loaded
    already stays.
    """
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: not there
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
