"""The gate's word lists, out of ``data/words.toml``: a new word is a line there."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from villagepub.data_files import toml_of


@cache
def _lists() -> Mapping[str, Any]:
    return toml_of("privacy/data/words.toml")


def words(*path: str) -> Any:
    """A list, or a table of lists: ``words("health", "words")``."""
    found: Any = _lists()
    for key in path:
        found = found[key]
    return found


def any_of(those: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(map(re.escape, sorted(those, key=len, reverse=True)))
