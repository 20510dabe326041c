"""The gate's word lists, out of ``data/words.toml``: a new word is a line there."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _lists() -> Mapping[str, Any]:
    text = files("villagepub.privacy").joinpath("data/words.toml").read_text("utf-8")
    return tomllib.loads(text)


def words(*path: str) -> Any:
    """A list, or a table of lists: ``words("health", "words")``."""
    found: Any = _lists()
    for key in path:
        found = found[key]
    return found


def any_of(those: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(map(re.escape, sorted(those, key=len, reverse=True)))
