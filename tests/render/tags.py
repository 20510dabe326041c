"""The tags of a PDF, as a screen reader goes through them."""

from collections.abc import Iterator
from typing import Any

import pikepdf


def assert_each_cell_has_its_head(table: pikepdf.Object) -> None:
    """Its first row is of heads with a scope; every cell below names one of them."""
    rows = [tag for tag in tags_of(table) if tag.S == "/TR"]
    kinds = [{str(cell.S) for cell in row.K} for row in rows]
    assert kinds[0] == {"/TH"}
    scopes = {str(attribute(cell, "/Scope")) for cell in rows[0].K}
    assert scopes == {"/Column"}
    heads = {bytes(cell.ID) for cell in rows[0].K}
    widths = {sum(int(attribute(c, "/ColSpan") or 1) for c in row.K) for row in rows}
    assert len(widths) == 1
    for row in rows[1:]:
        for cell in row.K:
            named = {bytes(one) for one in attribute(cell, "/Headers") or ()}
            assert named <= heads
            assert named or cell.S == "/TH"


def attribute(cell: pikepdf.Object, name: str) -> Any:
    own: Any = cell.get("/A", [])
    several = own if isinstance(own, pikepdf.Array) else [own]
    return next((one[name] for one in several if name in one), None)


def tags_of(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every element of the structure, in the order it is read aloud."""
    below: Any = root.get("/K", [])
    for one in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            yield from tags_of(one)
