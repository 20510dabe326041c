"""Imports something without what it would load beside it and nobody here uses."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec, module_from_spec


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


def unopened(*packages: str) -> None:
    """From now on a part of these packages is loaded alone: their own first lines, which
    load all the others, are not run. The outer one first. What is loaded already stays.
    """
    for name in packages:
        if name not in sys.modules:
            spec = find_spec(name)
            if spec is None:
                raise ModuleNotFoundError(name)
            sys.modules.setdefault(name, module_from_spec(spec))
