"""Plain frozen values as canonical JSON and back, and the code made of their digest."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

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
def _hints(cls: Any) -> dict[str, Any]:
    known = {f.name for f in fields(cls)}
    return {name: h for name, h in get_type_hints(cls).items() if name in known}


def thaw(cls: type[T], data: Mapping[str, Any]) -> T:
    """A frozen value out of the plain data that ``asdict`` made of it.

    Unknown keys are left aside and missing ones take their defaults, so an older
    version can still be read by a newer program.
    """
    hints = _hints(cls)  # type: ignore[arg-type]
    return cls(**{k: _value(hints[k], v) for k, v in data.items() if k in hints})


def _value(hint: Any, value: Any) -> Any:
    if value is None or hint in _PLAIN:
        return value
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _value(next(a for a in args if a is not type(None)), value)
    if origin is tuple:
        inner = args[0]
        if inner in _PLAIN:
            return tuple(value)
        return tuple(_value(inner, v) for v in value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and is_dataclass(hint):
        return thaw(hint, value)
    return value


_PLAIN = (str, int, float, bool)
