"""What a poster leaves out of the printed columns because every row says the same, and
the widest texts of the rest: Typst measures only those.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from villagepub.render.titles import NARROW, width

MIN_SAME, MAX_SAME = 2, 16  # rows, characters of what is said once over the list
FEW = 6  # rows with room to say everything themselves: an audit's result stands beside who was audited
WIDEST = 4  # texts of a column that are measured: their width is only estimated here

TypstTable = tuple[list[dict[str, Any]], list[dict[str, Any]], str]


def drop_uniform_columns(
    columns: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]
) -> TypstTable:
    """The columns that say something, the rows with their cells, and what is the same in
    every row, to be said once: 补贴标准：60.00元/亩（全部相同）.
    """
    plain = [row["c"] for row in rows if row["s"] == "row"]
    other = [row["c"] for row in rows if row["s"] != "row"]
    said = []
    kept = []
    for at, column in enumerate(columns):
        if not _is_same([c[at] for c in plain], [c[at] for c in other]):
            kept.append(at)
        elif _may_be_lifted(column, text := plain[0][at], len(plain)):
            said.append(f"{column['head']}：{text}{column['unit']}")
        elif text:
            kept.append(at)
    cells = [_row(row, kept) for row in rows]
    shown = [columns[at] | _texts(cells, n) for n, at in enumerate(kept)]
    return shown, cells, "；".join(said) + ("（全部相同）" if said else "")


def _row(row: Mapping[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    """``span`` of a band: its words stand in the columns before its first figure."""
    cells = [row["c"][at] for at in kept]
    if "t" not in row:
        return {**row, "c": cells}
    first = next((at for at, cell in enumerate(cells) if cell), len(cells))
    return {**row, "c": cells, "span": max(1, first)}


def titles(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The widest words of bands, by the columns in which they stand."""
    spans: dict[int, set[str]] = {}
    for row in rows:
        if "t" in row:
            spans.setdefault(row["span"], set()).add(row["t"])
    return [
        {"t": text, "span": span}
        for span, texts in spans.items()
        for text in _widest(texts)
    ]


def _is_same(values: Sequence[str], others: Sequence[str]) -> bool:
    return len(set(values)) == 1 and not any(others)


def _may_be_lifted(column: Mapping[str, Any], text: str, count: int) -> bool:
    is_short = count > FEW and len(text) <= MAX_SAME
    return bool(text) and is_short and column["kind"] not in ("name", "no")


def _texts(rows: Sequence[Mapping[str, Any]], at: int) -> dict[str, list[str]]:
    """``plain``: of the rows; ``bold``: of sums and bands, which are set heavier."""
    return {
        "plain": _widest(row["c"][at] for row in rows if row["s"] == "row"),
        "bold": _widest(row["c"][at] for row in rows if row["s"] != "row"),
    }


def _widest(texts: Iterable[str]) -> list[str]:
    own = set(texts)
    most = max(map(len, own), default=0)
    long = [text for text in own if len(text) >= most * NARROW]
    return sorted(long, key=lambda text: (-width(text), text))[:WIDEST]
