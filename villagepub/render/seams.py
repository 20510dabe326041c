"""Where a poster is cut into A4 sheets: through no figure, wherever the poster has them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from villagepub.render.picture import one_reader

if TYPE_CHECKING:
    import pypdfium2 as pdfium

# Of the poster's size: the largest at which no seam cuts a figure, else where fewest are
# cut that stand whole on no sheet.
SCALES = (0.88, 0.86, 0.84, 0.82, 0.8)
# Millimetres of the poster on one sheet, where another follows and on the last; the
# difference across is the strip with the words on gluing.
WIDE, LAST_WIDE, HIGH = 278.5, 283.0, 189.0
GLUE = 6.0  # that lie under the next sheet at least
STEP = 0.5  # between the places tried for a seam
AIR = 0.8  # between a seam and what stands beside it
MILLIMETRES = 25.4 / 72
FIGURE = re.compile(r"\d(?:[\d.,:-]*\d)?")

HeightSpan = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedWord:
    """A figure, or one character of anything else; millimetres from the left and the top."""

    text: str
    x: HeightSpan
    y: HeightSpan

    @property
    def is_figure(self) -> bool:
        return self.text[0].isdigit()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tile:
    """A sheet's part, in millimetres of the reduced poster: ``x`` and ``y`` as seen once
    glued, ``ends`` where its print ends, under the next sheets.
    """

    page: int
    row: int
    column: int
    x: HeightSpan
    y: HeightSpan
    ends: tuple[float, float]


def tiles(pdf: bytes, columns: int, rows: int) -> tuple[float, list[Tile]]:
    """The scale, and the sheets in the order of gluing."""
    pages = list(_pages(pdf))
    tried: list[tuple[tuple[int, int], float, list[Tile]]] = []
    for scale in SCALES:
        cost, found = (0, 0), list[Tile]()
        for number, (size, words) in enumerate(pages, 1):
            placed = [_placed(word, scale) for word in words]
            some = list(_page(number, _scaled(size, scale), placed, columns, rows))
            cut = [w for w in placed if w.is_figure and not _stands(w, some, seen=True)]
            torn = sum(not _stands(w, some, seen=False) for w in cut)
            cost, found = (cost[0] + torn, cost[1] + len(cut)), found + some
        tried.append((cost, scale, found))
        if cost == (0, 0):
            break
    return min(tried, key=lambda one: one[0])[1:]


def _stands(word: PlacedWord, sheets: Sequence[Tile], *, seen: bool) -> bool:
    """Whether one sheet has it whole: once glued, or as it is printed."""
    return any(
        _within(word.x, t.x if seen else (t.x[0], t.ends[0]))
        and _within(word.y, t.y if seen else (t.y[0], t.ends[1]))
        for t in sheets
    )


def _placed(word: PlacedWord, scale: float) -> PlacedWord:
    return replace(word, x=_scaled(word.x, scale), y=_scaled(word.y, scale))


def _scaled(span: HeightSpan, scale: float) -> HeightSpan:
    return span[0] * scale, span[1] * scale


def _meet(one: HeightSpan, other: HeightSpan) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(one: HeightSpan, other: HeightSpan) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _page(
    number: int, size: HeightSpan, words: Sequence[PlacedWord], columns: int, rows: int
) -> Iterator[Tile]:
    """Straight seams across; down, each row of sheets has its own."""
    wide, high = size
    lines = [(word.is_figure, word.y) for word in words]
    across = [0.0, *_seams(high, rows, HIGH, HIGH, lines), high]
    for row, band in enumerate(pairwise(across)):
        there = [(word.is_figure, word.x) for word in words if _meet(word.y, band)]
        down = [0.0, *_seams(wide, columns, WIDE, LAST_WIDE, there), wide]
        for column, part in enumerate(pairwise(down)):
            ends = min(wide, part[0] + WIDE), min(high, band[0] + HIGH)
            if column == columns - 1:
                ends = wide, ends[1]
            yield Tile(page=number, row=row, column=column, x=part, y=band, ends=ends)


def _seams(
    whole: float,
    parts: int,
    room: float,
    last: float,
    spans: Iterable[tuple[bool, HeightSpan]],
) -> Iterator[float]:
    """Each within its share of the play, where it cuts the fewest figures, then characters."""
    if parts == 1:
        return
    every = list(spans)
    step = room - GLUE
    play = (step * (parts - 1) + last - whole) / (parts - 1)
    for number in range(1, parts):
        least = number * (step - play)
        near = [(f, s) for f, s in every if _meet(s, (least - AIR, least + play + AIR))]
        places = (least + at * STEP for at in range(int(play / STEP) + 1))
        costs = (
            (_cost(near, at), abs(at - whole * number / parts), at) for at in places
        )
        yield min(costs)[2]


def _cost(near: Sequence[tuple[bool, HeightSpan]], place: float) -> tuple[int, int]:
    """Figures and characters that a seam there cuts or touches."""
    cut = [f for f, (start, end) in near if start - AIR < place < end + AIR]
    return sum(cut), len(cut)


def _pages(pdf: bytes) -> Iterator[tuple[HeightSpan, list[PlacedWord]]]:
    import pypdfium2 as pdfium

    with one_reader, pdfium.PdfDocument(pdf) as document:
        for page in document:
            wide, high = page.get_size()
            yield (wide * MILLIMETRES, high * MILLIMETRES), list(_words(page, high))
            page.close()


def _words(page: "pdfium.PdfPage", high: float) -> Iterator[PlacedWord]:
    from pypdfium2 import raw

    text = page.get_textpage()
    count = text.count_chars()
    letters = "".join(chr(raw.FPDFText_GetUnicode(text, at)) for at in range(count))
    for found in re.finditer(rf"{FIGURE.pattern}|\S", letters):
        boxes = [text.get_charbox(at) for at in range(*found.span())]
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        yield PlacedWord(
            text=found[0],
            x=_scaled((min(lefts), max(rights)), MILLIMETRES),
            y=_scaled((high - max(tops), high - min(bottoms)), MILLIMETRES),
        )
