"""Printed lists, photographed badly and read: how much is right, and what passes unasked.

    python -m benchmarks.paper_lists          LISTS of this run's own
    python -m benchmarks.paper_lists 500 7    500 of the dice 7

The clerk of this bench answers what she is asked, by the paper, and looks at nothing
else. A list that she is told to take again gives no notice and is counted by itself.
"""

import random
import secrets
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.photo.lists import PaperList, draw_list
from benchmarks.rounds import missing, verdict
from villagepub import forms, photo, tables
from villagepub.notices import photo_readings, uploads
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault
from villagepub.notices.photo_readings import PhotoReading
from villagepub.photo import PhotoGrid, Spot, spots
from villagepub.tables.grid import column_number

LISTS = 100
HOUSEHOLDS = 0  # of each list; 0 for 8 to 36
MIN_RIGHT = 0.98  # of the cells, before anything is asked
MAX_QUESTIONS = 400  # of one list: it does not end
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Of one list. ``end``: read, or how it was refused; ``asked``: how many cells.

    ``unasked``: figures, sums among them, that stand wrong in the notice; ``words`` too.
    """

    cells: int
    right: int
    end: str = "读成"
    asked: int = 0
    unasked: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def outcome(data: bytes, paper: PaperList) -> Outcome:
    truth = paper.grid
    count = sum(map(len, truth))
    try:
        grid = photo.read(data, "照片.jpg")
        right = _right(grid, truth)
        reading = _begun(grid, paper.form)
    except (photo.ListPhotoError, tables.TableError, NoticeFault) as refusal:
        return Outcome(cells=count, right=0, end=type(refusal).__name__)
    try:
        settled, asked = _answered(reading, paper)
    except _Retaken as why:
        return Outcome(cells=count, right=right, end=str(why))
    figures, words = _wrong(settled, truth, paper.private)
    figures += _wrong_heads(settled, paper)
    return Outcome(cells=count, right=right, asked=asked, unasked=figures, words=words)


class _Retaken(Exception):
    """The clerk was told to take another photo, or has to, by what she was asked."""


def _right(grid: PhotoGrid, truth: Rows) -> int:
    read = [[cell.text for cell in row] for row in grid.rows]
    return sum(
        _same(a, b)
        for own, said in zip(read, truth, strict=False)
        for a, b in zip(own, said, strict=False)
    )


def _same(a: str, b: str) -> bool:
    return _plain(a) == _plain(b)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _begun(grid: PhotoGrid, form: str) -> PhotoReading:
    read = _taken(grid.as_grid("照片.jpg"), form)
    return photo_readings.begin(read, grid, year=2026)


def _taken(grid: tables.Grid, form: str) -> uploads.ReadSheet:
    found = tables.read_grid(grid)
    sheet = uploads.cut_for_draft(forms.get(form), found, id_key=b"key", year=2026)
    return uploads.ReadSheet(form=form, sheet=sheet)


def _answered(reading: PhotoReading, paper: PaperList) -> tuple[PhotoReading, int]:
    """(the reading when nothing is open any more, how many cells were asked)."""
    asked, truth = 0, paper.grid
    while not reading.is_settled():
        found = reading.doubts()
        wanted = found.heads or (*found.figures, *found.words)
        if wanted:
            said = {spot: _said(reading, spot, paper) for spot in wanted}
        else:
            said = {spot: _said(reading, spot, paper) for spot in found.unproven}
            rows = len(truth) - 1 - _totals(truth)
            try:
                reading = photo_readings.look_over(
                    reading, rows=str(rows), are_right=True
                )
            except NoticeFault:
                raise _Retaken("行数不对") from None
        reading = _told(reading, said)
        asked += len(wanted)
        if asked > MAX_QUESTIONS:
            raise _Retaken("问不完")
    return reading, asked


def _told(reading: PhotoReading, said: Mapping[Spot, str]) -> PhotoReading:
    try:
        return photo_readings.say(reading, said)
    except NoticeFault as fault:
        raise _Retaken(str(fault)) from None


def _totals(truth: Rows) -> int:
    return sum("计" in row[0] for row in truth)


def _said(reading: PhotoReading, spot: Spot, paper: PaperList) -> str:
    """What the paper has there. Raises _Retaken where it has no such place."""
    if spot.is_head and spot.column == spots.LINE:
        return paper.unit_line
    truth = paper.grid
    row, column = _place(reading, spot)
    if row >= len(truth) or column >= len(truth[0]):
        raise _Retaken("纸上没有这一格")
    return truth[row][column]


def _place(reading: PhotoReading, spot: Spot) -> tuple[int, int]:
    table = reading.sheet.tables[spot.table]
    row = 1 if spot.is_head else spots.row_at(reading.sheet.tables, spot).row
    return row - 1, column_number(table.columns[spot.column].letter) - 1


def _wrong(
    reading: PhotoReading, truth: Rows, private: Sequence[int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(figures, words) that a notice would have wrong; each as read and as printed."""
    figures: list[str] = []
    words: list[str] = []
    held: set[tuple[int, int]] = set()
    for spot, is_figure in _shown(reading):
        row, column = _place(reading, spot)
        held.add((row, column))
        read = spots.text_at(reading.sheet.tables, spot)
        is_there = row < len(truth) and column < len(truth[0])
        printed = truth[row][column] if is_there else "（没有）"
        if not _same(read, printed):
            (figures if is_figure else words).append(f"{read}≠{printed}")
    lost = len(truth) - 1 - len({row for row, _ in held})
    figures += ["少了一行"] * max(0, lost)
    figures += ["不公开的列"] * sum(column in private for _, column in held)
    return tuple(figures), tuple(words)


def _wrong_heads(reading: PhotoReading, paper: PaperList) -> tuple[str, ...]:
    """Columns that would be taken for others than those of the paper, or their units."""
    lead = tuple(filter(None, (paper.title, paper.unit_line)))
    grid = tables.Grid(name="纸", rows=paper.grid, lead=lead)
    printed = _columns(_taken(grid, paper.form).sheet)
    read = _columns(reading.sheet)
    return tuple(f"列 {printed.get(c)}" for c in printed if printed[c] != read.get(c))


def _columns(sheet: DraftSheet) -> dict[str, tuple[str, str]]:
    """Letter of a column → what it means, and its unit; of one that does not leave the
    house no unit, which nobody sees.
    """
    return {
        column.letter: (key, "" if key.startswith("!") else column.unit)
        for table, mapping in zip(sheet.tables, sheet.mappings, strict=True)
        for column, key in zip(table.columns, mapping, strict=True)
    }


def _shown(reading: PhotoReading) -> Iterator[tuple[Spot, bool]]:
    """Each cell that a notice shows or adds up, and whether it is a figure."""
    form = forms.get(reading.form)
    sheet = reading.sheet
    for t, (table, mapping) in enumerate(
        zip(sheet.tables, sheet.mappings, strict=True)
    ):
        of_figures = spots.figure_columns(form, table, mapping)
        for r in range(len(table.rows)):
            yield from ((Spot(t, r, c), True) for c in of_figures)
            of_words = spots.word_columns(form, table, mapping)
            yield from ((Spot(t, r, c), False) for c in of_words)
        for r in range(len(table.totals)):
            yield from ((Spot(t, r, c, is_total=True), True) for c in of_figures)


def drawn(dice: random.Random) -> Outcome:
    """One list of its own, printed and photographed."""
    from benchmarks.photo.camera import photographed

    paper = draw_list(dice, rows=HOUSEHOLDS)
    data = photographed(paper, dice)
    return outcome(data, paper)


def main(count: int | None = None, seed: int | None = None) -> int:
    if not photo.is_installed():
        return 0 if missing("拍纸上的表", "villagepub[photo]") else 1
    count, seed = count or LISTS, seed or secrets.randbelow(10**6)
    found: list[Outcome] = []
    for number in range(count):
        one = drawn(random.Random(f"{seed}/{number}"))  # noqa: S311  (a drawing)
        found.append(one)
        if one.unasked or one.words or one.end != "读成":
            print(f"{seed}/{number} {one.end} {one.unasked} {one.words}", flush=True)
    return 0 if _reported(found, seed) else 1


def _reported(found: Sequence[Outcome], seed: int) -> bool:
    cells, right = sum(o.cells for o in found), sum(o.right for o in found)
    ends = "，".join(f"{n} 张{end}" for end, n in Counter(o.end for o in found).items())
    asked = sum(o.asked for o in found) / len(found)
    words = sum(len(o.words) for o in found)
    print(f"骰子 {seed}：{ends}；一张问 {asked:.1f} 格；没问而错的字 {words} 格")
    is_right = verdict(
        f"{len(found)} 张拍坏的表，问之前读对的格子",
        right / cells,
        MIN_RIGHT,
        ours=f"{right:,}／{cells:,} 格",
    )
    wrong = sum(bool(o.unasked) for o in found)
    is_safe = verdict(
        f"{len(found)} 张拍坏的表，数错了没问的",
        wrong,
        0,
        ours=f"{wrong} 张",
        at_most=True,
    )
    return is_right and is_safe


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
