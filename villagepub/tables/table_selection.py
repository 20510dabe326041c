"""Of the tables of a page or a document those that are lists: menus and frames are none."""

from collections.abc import Sequence
from dataclasses import replace

from villagepub.tables.header_parser import words_in
from villagepub.tables.table import Table


def lists_of(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Tables with rows whose heads say as much as half of what the best one's say."""
    filled = [table for table in tables if table.rows]
    words = [words_in([column.label for column in table.columns]) for table in filled]
    best = max(words, default=0)
    kept = [t for t, said in zip(filled, words, strict=True) if said * 2 >= best]
    others = len(tables) - len(kept)
    if not kept or not others:
        return tuple(kept)
    note = f"还有 {others} 个表不像名单，没有用。"
    return (replace(kept[0], notes=(*kept[0].notes, note)), *kept[1:])
