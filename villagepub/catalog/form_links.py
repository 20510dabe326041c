"""Which form a village item is filled in, and which standard item it answers to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from villagepub.data_files import toml_of
from villagepub.models import CatalogItem


@dataclass(frozen=True, slots=True)
class Link:
    """``words`` all stand in the village item's name; ``standard``: domain and levels."""

    words: tuple[str, ...]
    form: str
    standard: tuple[str, ...]


@cache
def links() -> tuple[Link, ...]:
    return tuple(
        Link(tuple(one["name"]), one["form"], tuple(one.get("standard", ())))
        for one in toml_of("catalog/links.toml")["links"]
    )


def link_of(name: str) -> Link:
    """The form and the standard item that an item of this name is tied to."""
    found = (link for link in links() if all(word in name for word in link.words))
    return next(found, Link((), "", ()))


def standard_key(link: Link, standard: Iterable[CatalogItem]) -> str:
    """The key of the link's standard item among the current ones; '' if it isn't there.

    Counties name and cut the first level differently (农业生产发展资金 may be missing or
    stand a level higher), so the domain and the last level decide and the first helps.
    """
    if not link.standard:
        return ""
    domain, *levels = link.standard
    fitting = [
        row
        for row in standard
        if row.domain == domain and levels[-1] in (row.level1, row.level2, row.level3)
    ]
    exact = [r for r in fitting if levels[0] in (r.level1, r.level2)]
    chosen = exact or (fitting if len(fitting) == 1 else [])
    return chosen[0].key if chosen else ""
