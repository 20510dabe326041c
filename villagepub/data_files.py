"""Files of data that the program carries beside its modules."""

import tomllib
from importlib.resources import files
from typing import Any


def text_of(path: str) -> str:
    """``path`` below the package: forms/accounts/accounts.toml."""
    return files("villagepub").joinpath(path).read_text("utf-8")


def toml_of(path: str) -> dict[str, Any]:
    return tomllib.loads(text_of(path))
