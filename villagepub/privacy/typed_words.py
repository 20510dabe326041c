"""Words that people write about their work, and names of files: kept without anybody's
number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any
from urllib.parse import unquote, unquote_plus, urlsplit

from villagepub.privacy.detectors import find, scrub
from villagepub.privacy.gate import without_health

MAX_FILE_NAME = 120


def file_name(name: str) -> str:
    """What may be kept of a file's name: neither numbers nor what somebody suffers from."""
    return without_health(scrub(name))[:MAX_FILE_NAME]


def web_address(text: str) -> str:
    """Where a list stands on the web; of an address with somebody's number in it, however
    it is encoded, the site alone. What else a site counts its pages by stays.
    """
    try:
        site = urlsplit(text)
        is_login = "@" in site.netloc
    except ValueError:  # [::1 is no address
        return ""
    seen = (text, unquote(text), unquote_plus(unquote(text)))
    hits = (hit.kind for one in seen for hit in find(one))
    if not is_login and all(kind == "number" for kind in hits):
        return text
    return f"{site.scheme}://{scrub(site.hostname or '')}/" if site.hostname else ""


def with_numbers(
    value: Any, at: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in a value that holds a number which may be a person's, however deep it
    stands, and where: ``("steps", 2, "actor")``.
    """
    if isinstance(value, str):
        if find(value):
            yield at, value
        return
    for name, part in _parts(value):
        yield from with_numbers(part, (*at, name))


def _parts(value: Any) -> Iterator[tuple[str | int, Any]]:
    if is_dataclass(value) and not isinstance(value, type):
        yield from ((f.name, getattr(value, f.name)) for f in fields(value))
    elif isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, (tuple, list)):
        yield from enumerate(value)
