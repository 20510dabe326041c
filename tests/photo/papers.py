"""Lists as a photo gives them: what was read in each cell, and how sure it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from villagepub import forms, tables
from villagepub.notices import uploads
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.photo import Doubts, PhotoCell, PhotoGrid, Spot, find, spots

Rows = Sequence[Sequence[str]]

FARMLAND = (
    ("序号", "户主姓名", "组别", "补贴面积（亩）", "补贴标准（元/亩）", "补贴金额（元）"),
    ("1", "拓秀莲", "1组", "14.71", "60", "882.60"),
    ("2", "白福祥", "1组", "7.94", "60", "476.40"),
    ("3", "高志高", "2组", "13.25", "60", "795.00"),
    ("4", "康满仓", "2组", "2.16", "60", "129.60"),
    ("合计", "", "", "38.06", "", "2283.60"),
)  # fmt: skip
RELIEF = (
    ("户主姓名", "组别", "保障人口", "月保障金额（元）"),
    ("拓秀莲", "1组", "2", "640"),
    ("白福祥", "3组", "1", "355"),
    ("高志高", "3组", "4", "1180"),
    ("合计", "", "7", "2175"),
)
ELDERS = (
    ("姓名", "月数", "月标准", "发放金额"),
    ("拓秀莲", "1", "50", "50"),
    ("白福祥", "3", "100", "300"),
    ("合计", "", "", "350"),
)


@dataclass(frozen=True)
class Asked:
    """What a photographed list is asked about, by the form that it is for."""

    form: str
    sheet: DraftSheet
    doubts: Doubts

    def cells(self, spots_: Sequence[Spot]) -> list[str]:
        """(who, what was read) of each as one word."""
        found = []
        for spot in spots_:
            row = spots.row_at(self.sheet.tables, spot)
            words = (c for c in row.cells if c and not c.replace(".", "").isdecimal())
            who = next(words, "合计")
            found.append(f"{who} {row.cells[spot.column]}")
        return found


def photo_of(
    rows: Rows,
    unsure: Mapping[tuple[int, int], float] | None = None,
    lead: Mapping[str, float] | None = None,
) -> PhotoGrid:
    """The grid of these rows; every cell for sure but these, by (row, column).

    ``lead``: the lines above, and how sure each is.
    """
    return PhotoGrid(
        lead=tuple(
            PhotoCell(text=text, confidence=sure, picture=b"jpeg")
            for text, sure in (lead or {}).items()
        ),
        rows=tuple(
            tuple(
                PhotoCell(
                    text=text,
                    confidence=(unsure or {}).get((r, c), 1.0),
                    picture=b"jpeg" if text else b"",
                )
                for c, text in enumerate(row)
            )
            for r, row in enumerate(rows)
        ),
    )


def asked(
    form: str,
    rows: Rows,
    unsure: Mapping[tuple[int, int], float] | None = None,
    lead: Mapping[str, float] | None = None,
) -> Asked:
    grid = photo_of(rows, unsure, lead)
    read = tables.read_grid(grid.as_grid("照片.jpg"))
    sheet = uploads.cut_for_draft(forms.get(form), read, id_key=b"key", year=2026)
    seen = spots.seen(sheet.tables, grid)
    found = find(forms.get(form), sheet.tables, sheet.mappings, seen)
    return Asked(form, sheet, found)


def with_cell(rows: Rows, row: int, column: int, text: str) -> list[list[str]]:
    changed = [list(r) for r in rows]
    changed[row][column] = text
    return changed
