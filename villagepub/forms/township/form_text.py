"""A form as the text of its file: what ``loader.plain`` reads, written again.

Values are TOML as JSON writes them too; tables stand behind what is said at the top.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]  # ("columns", 2, "unit"): where something is said


def write(data: Mapping[str, Any]) -> str:
    """The file's text; reading it gives the same data."""
    return "\n".join(_lines(data, "")).strip() + "\n"


def _lines(data: Mapping[str, Any], above: str) -> Iterator[str]:
    for key, value in data.items():
        if not _is_table(value) and not _is_tables(value):
            yield f"{key} = {_value(value)}"
    for key, value in data.items():
        if _is_table(value):
            yield from ("", f"[{above}{key}]", *_lines(value, f"{above}{key}."))
        elif _is_tables(value):
            for one in value:
                yield from ("", f"[[{above}{key}]]", *_lines(one, f"{above}{key}."))


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: object) -> bool:
    return (
        isinstance(value, list | tuple) and bool(value) and all(map(_is_table, value))
    )


def _value(value: Any) -> str:
    # a string of JSON is one of TOML, but for the one sign that only TOML escapes
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def line_of(text: str, path: Path) -> int:
    """The 1-based line where this is said, or that of the table it belongs to, else 1."""
    lines = dict(_places(text))
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """What each line says: ("columns", 2) of its header, ("columns", 2, "unit") …"""
    at: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if said.startswith("[["):
            name = said.strip("[] ")
            at = (name, _counted(text, number, said))
            yield at, number
        elif said.startswith("["):
            name, _, inner = said.strip("[] ").partition(".")
            at = (*at[:2], inner) if inner and at[:1] == (name,) else (name,)
            yield at, number
        elif "=" in said:
            yield (*at, said.split("=")[0].strip()), number


def _counted(text: str, number: int, header: str) -> int:
    """How many tables of this name stand before the line."""
    before = text.splitlines()[: number - 1]
    return sum(line.strip() == header for line in before)
