"""The pages of the site: a package an audience, in it a module a page.

A page that makes sentences is a package: its ``views``, its ``page``.
"""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules


def hang_pages(audience: str, path: Iterable[str]) -> None:
    """Import the views of every page of a package: each hangs them on to its blueprint."""
    for found in iter_modules(path):
        views = ".views" if found.ispkg else ""
        import_module(f"{audience}.{found.name}{views}")
