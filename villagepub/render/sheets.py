"""A sheet of NoticeContent as the plain rows that the templates set.

A row is ``{"c": cells, "s": kind, "m": mark}``. A section becomes a band with its title
(``"t"``) and its sums in their columns; a month whose first row is a carry-over needs no
band: the month stands in that row, and the month's sum closes it.
"""

from collections.abc import Sequence
from typing import Any

from villagepub.content import (
    Column,
    ColumnKind,
    Fact,
    NoticeContent,
    Row,
    Section,
    Sheet,
)
from villagepub.render.layouts import LAYOUTS
from villagepub.render.open_web import NAMES_GONE
from villagepub.render.row_breaks import breaks
from villagepub.render.table_columns import drop_uniform_columns, titles

# How eagerly a column takes spare width.
GROW: dict[ColumnKind, float] = {
    "no": 0.6,
    "name": 0.9,
    "mid": 0.8,
    "text": 1.2,
    "long": 1.4,
    "num": 1.0,
}
NOTHING = "本期无"
CAPITALS = frozenset("零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整负人民币（）：")


def table(content: NoticeContent, sheet: Sheet) -> dict[str, Any]:
    """``sheet`` for list.typ, finance.typ, vote.typ and wechat.typ."""
    rows = [row for section in sheet.sections for row in _section(sheet, section)]
    if rows and any(sheet.total):
        rows.append({"c": _labelled(sheet, sheet.total, "合计"), "s": "sum"})
    columns = _columns(sheet, LAYOUTS[content.layout].narrow)
    columns, rows, said = drop_uniform_columns(columns, rows)
    return {
        "cols": columns,
        "rows": rows,
        "titles": titles(rows),
        "note": "；".join(filter(None, (said, sheet.note))),
        "unit": sheet.unit_note,
        "empty": NAMES_GONE if sheet.note == NAMES_GONE else NOTHING,
        "total": total_bar(content.facts) if rows else None,
        **breaks(rows, again=_bands_needed(sheet)),
    }


def total_bar(facts: Sequence[Fact]) -> dict[str, str] | None:
    """The headline sum with its 大写, from the fact that carries one."""
    for fact in facts:
        if fact.note and set(fact.note) <= CAPITALS:
            words = fact.note.removeprefix("人民币").removeprefix("（大写）")
            return {
                "label": fact.label,
                "words": words.removeprefix("：").removeprefix("大写："),
                "figure": fact.value + fact.unit,
            }
    return None


def _columns(sheet: Sheet, narrow: int) -> list[dict[str, Any]]:
    has_marks = any(row.mark and row.kind == "row" for row in sheet.rows)
    marked = _marked_column(sheet.columns) if has_marks else None
    return [
        {
            "head": column.head,
            "unit": column.unit,
            "kind": column.kind,
            "grow": 0.6 if i < narrow else GROW[column.kind],
            "noted": column.unit in sheet.unit_note,
            "mark": i == marked,
        }
        for i, column in enumerate(sheet.columns)
    ]


def _marked_column(columns: Sequence[Column]) -> int:
    """Where the word 改 or 补 stands: behind the number, where it costs the least width
    (a wider name column would cost a corrected A4 poster a sheet), else the name."""
    for kinds in (("no",), ("name",), ("text", "long", "mid")):
        for i, column in enumerate(columns):
            if column.kind in kinds:
                return i
    return 0


def _section(sheet: Sheet, section: Section) -> list[dict[str, Any]]:
    rows = [_row(row) for row in section.rows]
    monthly = bool(section.rows) and section.rows[0].kind == "carry"
    if monthly:
        _name_carry(rows[0]["c"], section.title)
        if any(section.total):
            label = section.title + "合计"
            rows.append({"c": _labelled(sheet, section.total, label), "s": "sum"})
        return rows
    if not section.title:
        if any(section.total) and len(sheet.sections) > 1:
            rows.append({"c": _labelled(sheet, section.total, "小计"), "s": "sum"})
        return rows
    return [_band(sheet, section), *rows]


def _row(row: Row) -> dict[str, Any]:
    kind = "sum" if row.kind == "sub" else row.kind
    out: dict[str, Any] = {"c": list(row.cells), "s": kind}
    if row.mark:
        out["m"] = row.mark
    return out


def _name_carry(cells: list[str], title: str) -> None:
    if title.endswith("月") and not cells[0] and title not in "".join(cells):
        cells[0] = title


def _band(sheet: Sheet, section: Section) -> dict[str, Any]:
    """The band of a section; its sums stand in the columns of numbers only."""
    sums = section.total or ("",) * len(sheet.columns)
    cells = [
        cell if column.kind == "num" and i > 0 else ""
        for i, (column, cell) in enumerate(zip(sheet.columns, sums, strict=False))
    ]
    words = [section.title, section.note]
    return {"c": cells, "s": "sub", "t": "　".join(w for w in words if w)}


def _labelled(sheet: Sheet, cells: Sequence[str], label: str) -> list[str]:
    """``cells`` with ``label`` instead of a bare 合计, or in a free column before the sums."""
    out = list(cells)
    for i, cell in enumerate(out):
        if cell.replace("　", "").replace(" ", "") in ("合计", "小计", "总计"):
            out[i] = label if label not in ("合计", "小计") else cell
            return out
    texts = [i for i, c in enumerate(sheet.columns) if c.kind != "num" and not out[i]]
    if texts and not any(label in cell for cell in out):
        wide = [i for i in texts if sheet.columns[i].kind != "no"]
        out[(wide or texts)[0]] = label
    return out


def _bands_needed(sheet: Sheet) -> bool:
    """Whether a band is said again where its rows go on: no column names the section."""
    titled = [s for s in sheet.sections if s.title and s.rows]
    return any(s.title not in row.cells for s in titled for row in s.rows[:1])
