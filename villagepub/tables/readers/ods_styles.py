"""Which styles of an ods strike their text through."""

import zipfile
from collections.abc import Iterator
from typing import Any

from villagepub.tables.readers.xml_tree import xml_tree

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MARK = b"text-line-through"
_LINES = ("text-line-through-style", "text-line-through-type", "text-crossing-out")
MAX_DEPTH = 20  # styles that go on from one another


def struck(archive: zipfile.ZipFile) -> frozenset[str]:
    """By name; one that goes on from a struck one is struck, if it does not say no."""
    said: dict[str, bool] = {}
    parents: dict[str, str] = {}
    members = {"styles.xml", "content.xml"} & {*archive.namelist()}
    for name, style in _styles(archive, sorted(members, reverse=True)):
        parents[name] = str(style.get(f"{STYLE}parent-style-name") or "")
        for text in style.iterchildren(f"{STYLE}text-properties"):
            lines = [v for mark in _LINES if (v := text.get(f"{STYLE}{mark}"))]
            if lines:
                said[name] = any(line != "none" for line in lines)
    return frozenset(name for name in parents if _is_struck(name, said, parents))


def _styles(archive: zipfile.ZipFile, members: list[str]) -> Iterator[tuple[str, Any]]:
    files = [archive.read(member) for member in members]
    if not any(_MARK in data for data in files):
        return
    for data in files:
        for style in xml_tree(data).iter(f"{STYLE}style"):
            yield str(style.get(f"{STYLE}name")), style


def _is_struck(name: str, said: dict[str, bool], parents: dict[str, str]) -> bool:
    for _ in range(MAX_DEPTH):
        if name in said or not name:
            break
        name = parents.get(name, "")
    return said.get(name, False)


def own_style(element: Any) -> str:
    """The style of a cell, a paragraph or a run; '' where none is named."""
    return next((v for k, v in element.attrib.items() if k.endswith("}style-name")), "")


def default_style(element: Any) -> str:
    """The style that the cells of a row or of a column have by default."""
    return str(element.get(f"{TABLE}default-cell-style-name") or "")
