"""The list that the program ships: a sample to begin with, issued by nobody."""

import tomllib
from functools import cache
from importlib.resources import files

from villagepub.canonical_json import typed
from villagepub.powers.item import PowerList


@cache
def sample() -> PowerList:
    """Structured after 宁海县《村务工作权力清单36条》 (2014); its days and papers are examples."""
    text = files("villagepub.powers").joinpath("sample.toml").read_text("utf-8")
    return typed(PowerList, tomllib.loads(text) | {"is_sample": True})
