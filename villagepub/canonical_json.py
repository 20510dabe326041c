"""Plain frozen values as canonical JSON and back, and the code made of their digest."""

import json
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter
from pydantic_core import SchemaValidator

T = TypeVar("T")

# Without 0 and O, 1, I, L and U: nothing here is mistaken when read aloud.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def check_code(digest: str) -> str:
    """The first 40 bits of a digest as XXXX-XXXX, to be read aloud and typed by hand."""
    number = int(digest[:12], 16)
    letters = []
    for _ in range(8):
        number, rest = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[rest])
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def canonical_json(value: object) -> str:
    """Sorted keys, no spaces, dates in ISO: equal values give equal bytes."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in frozen content")


@cache
def _adapter(cls: Any) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


@cache
def _reader(cls: Any) -> SchemaValidator:
    """Without pydantic's memory of 16,384 texts for good: they were of the last long
    list, and held the memory of the rows between which they stood (``memory``).
    """
    return SchemaValidator(_adapter(cls).core_schema, {"cache_strings": "none"})


def thaw(cls: type[T], text: str) -> T:
    """A frozen value out of the JSON that was made of it.

    Unknown keys are left aside and missing ones take their defaults, so an older
    version can still be read by a newer program. Raises ValueError (pydantic's) for a
    text that is no such value.
    """
    value: T = _reader(cls).validate_json(text)  # type: ignore[arg-type]
    return value


def as_plain(value: object) -> Any:
    """Dicts, tuples and plain values, as ``dataclasses.asdict`` gives them, ten times as
    fast: a list of thousands of rows is written with every change.
    """
    cls: Any = type(value)
    return _adapter(cls).dump_python(value)


def typed(cls: type[T], data: object) -> T:
    """The same out of plain data, as TOML gives it."""
    value: T = _adapter(cls).validate_python(data)  # type: ignore[arg-type]
    return value
