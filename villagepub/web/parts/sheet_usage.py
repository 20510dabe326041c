"""How much of a sheet was used, adding up: what of it was used, what was not, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from villagepub import forms
from villagepub.content import Meta
from villagepub.notices.column_usage import ColumnFate
from villagepub.notices.open_draft import OpenDraft
from villagepub.render.layouts import LAYOUTS
from villagepub.tables.table import rows_words

MAX_ROWS = 8  # numbers of rows that one line says


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetUsage:
    """``sentence``: 表上 79 行：列名 1 行，名单 74 行，合计 1 行，没算进去 3 行.

    ``left_out``: the rows that are no people, with the reason. ``unused``: the columns
    that are not taken over, each once however many sheets have it.
    """

    sentence: str
    left_out: tuple[Meta, ...]
    unused: tuple[ColumnFate, ...]


def usage_of(work: OpenDraft) -> SheetUsage:
    return SheetUsage(
        sentence=_sentence(work),
        left_out=_left_out(work),
        unused=_unused(work.inspection.columns),
    )


def _sentence(work: OpenDraft) -> str:
    """'' where there is no sheet: everything was typed."""
    tables = work.sheet.tables
    if not tables:
        return ""
    others = sum(map(len, _others(work).values()))
    listed = sum(len(t.rows) for t in tables) - others
    counts = {
        "列名": sum(len(t.header_rows) for t in tables),
        LAYOUTS[work.frame.form.layout].list_name: listed,
        "不列的": others,
        "合计": sum(len(t.totals) for t in tables),
        "没算进去": sum(len(t.ignored) for t in tables),
    }
    said = "，".join(f"{name} {n:,} 行" for name, n in counts.items() if n)
    return f"表上 {sum(counts.values()):,} 行：{said}"


def _others(work: OpenDraft) -> dict[str, list[int]]:
    """By part, the rows that the clerk has left out together: of other villages, of a
    sheet that is a summary.
    """
    listed = {(part.name, r.row) for part, r in work.inspection.entry.placed}
    found: dict[str, list[int]] = {}
    for decision in work.sheet.decisions:
        for part, row in forms.dropped_together(decision):
            if (part, row) not in listed:
                found.setdefault(part, []).append(row)
    return found


def _left_out(work: OpenDraft) -> tuple[Meta, ...]:
    """Rows that were not taken for people, by sheet, in the order of the source."""
    tables = work.sheet.tables
    lines: list[tuple[str, int, str]] = []
    others = _others(work)
    for table, part in zip(tables, work.inspection.entry.parts, strict=False):
        name = f"{part.name or table.name} " if len(tables) > 1 else ""
        found = [(r.row, r.reason) for r in table.ignored]
        found += [(r.row, "合计，拿来对数") for r in table.totals]
        found += [(row, "你选了不列") for row in others.get(part.name, ())]
        if part.opening_row:
            found.append((part.opening_row, "上期结转，拿来接上"))
        lines += [(name, row, reason) for row, reason in sorted(found)]
    return tuple(_joined(lines))


def _joined(lines: Iterable[tuple[str, int, str]]) -> Iterable[Meta]:
    """第 1、2 行 标题: neighbours with the same reason share a line."""
    together: dict[tuple[str, str], list[int]] = {}
    for name, row, reason in lines:
        together.setdefault((name, reason), []).append(row)
    for (name, reason), rows in together.items():
        yield Meta(label=f"{name}{rows_words(rows, MAX_ROWS)}", value=reason)


def _unused(fates: Iterable[ColumnFate]) -> tuple[ColumnFate, ...]:
    own = {(f.label, f.said): f for f in fates if f.fate != "used"}
    return tuple(own.values())
