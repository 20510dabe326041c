"""每一列是什么: the columns of a free notice's table, with what each would become."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from villagepub.forms.heads.free_columns import KINDS, kind_of
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault
from villagepub.web.http.signed_values import signed, unsigned

TABLE = "free-table"  # what is signed
EXAMPLES = 3  # cells that tell a person which column it is


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnBox:
    """``chosen``: a kind, '' while nobody has said; ``cut``: why it is gone already."""

    number: int
    label: str
    examples: str
    chosen: str
    cut: str = ""


def boxes(sheet: DraftSheet, chosen: Sequence[str] = ()) -> tuple[ColumnBox, ...]:
    """``chosen``: what was said before, by column; else what the heads say."""
    (table,), (mapping,) = sheet.tables, sheet.mappings
    reasons = {c.label: c.reason for c in sheet.cuts}
    return tuple(
        ColumnBox(
            number=n,
            label=column.label or f"第 {n + 1} 列",
            examples=_examples([row.cells[n] for row in table.rows]),
            chosen=chosen[n] if chosen else _said(mapping[n]),
            cut=reasons.get(column.label, "不该公开")
            if mapping[n].startswith("!")
            else "",
        )
        for n, column in enumerate(table.columns)
        if column.kind != "index"
    )


def _said(key: str) -> str:
    return kind_of(key) or (key if key in KINDS else "")


def _examples(cells: Sequence[str]) -> str:
    filled = list(dict.fromkeys(cell for cell in cells if cell))
    more = "…" if len(filled) > EXAMPLES else ""
    return "、".join(cell[:16] for cell in filled[:EXAMPLES]) + more


def carried(sheet: DraftSheet) -> str:
    """The cut table on its way through the person's browser: nothing of it is stored
    before they have said what each column is.
    """
    return signed(sheet.to_json(), of=TABLE)


def brought_back(text: str) -> DraftSheet:
    fault = NoticeFault("这张表没有完整传回来，请再拿一次。")
    return DraftSheet.from_json(unsigned(text, fault, of=TABLE))


def kinds_said(sheet: DraftSheet) -> list[str]:
    """What the form of this request says each column is, '' where it says nothing."""
    count = len(sheet.tables[0].columns)
    return [request.form.get(f"kind-{n}", "") for n in range(count)]
