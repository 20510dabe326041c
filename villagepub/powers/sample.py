"""The list that the program ships: a sample to begin with, issued by nobody."""

from functools import cache

from villagepub.canonical_json import typed
from villagepub.data_files import toml_of
from villagepub.powers.item import PowerList


@cache
def sample() -> PowerList:
    """Structured after 宁海县《村务工作权力清单36条》 (2014); its days and papers are examples."""
    return typed(PowerList, toml_of("powers/sample.toml") | {"is_sample": True})
