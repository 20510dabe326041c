"""Set as a Chinese printer sets it: read back from where each character stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import pytest
from pypdfium2 import raw

from tests.render.layout_samples import finance, free, month, projects, vote
from tests.render.notice_samples import corrected, land
from tests.render.reading import opened
from villagepub.content import NoticeContent, Sheet
from villagepub.render import poster_pdf
from villagepub.render.papers import Paper

CLOSING, OPENING = "，。、；：！？）》〕”’", "（《〔“‘"
FULL = 0.55  # em from which a mark takes a whole square


@dataclass(frozen=True, slots=True)
class Mark:
    """A character: where its square begins and stands (points), the size of its type."""

    letter: str
    x: float
    y: float
    size: float


def pages_of(content: NoticeContent, paper: Paper = "a4") -> Iterator[list[Mark]]:
    with opened(poster_pdf(content, paper=paper, ink="black")) as document:
        for page in document:
            words = page.get_textpage()
            yield [
                Mark(letter, box[0], box[1], raw.FPDFText_GetFontSize(words.raw, at))
                for at in range(words.count_chars())
                if not (letter := chr(raw.FPDFText_GetUnicode(words.raw, at))).isspace()
                and (box := words.get_charbox(at, loose=True))
            ]


def lines_of(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Characters as they follow each other at one height, without a gap of two squares."""
    line: list[Mark] = []
    for mark in marks:
        near = line and 0 < mark.x - line[-1].x < 2 * mark.size
        if not (near and abs(mark.y - line[-1].y) < 1 and mark.size == line[-1].size):
            yield line
            line = []
        line.append(mark)
    yield line


def lines(content: NoticeContent, paper: Paper = "a4") -> list[list[Mark]]:
    return [
        line for page in pages_of(content, paper) for line in lines_of(page) if line
    ]


SAMPLES = {
    "list": lambda: land(74),
    "finance": finance,
    "vote": vote,
    "free": free,
    "projects": projects,
    "corrected": corrected,
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_two_marks_that_meet_take_the_room_of_less_than_two(kind: str) -> None:
    """》（ is one square and a half at most, a pair of half marks one."""
    wide = [
        (one.letter + other.letter, round((other.x - one.x) / one.size, 2))
        for line in lines(SAMPLES[kind]())
        for one, other in pairwise(line)
        if one.letter in CLOSING
        and other.letter in CLOSING + OPENING
        and other.x - one.x > FULL * one.size
    ]
    assert wide == []


@pytest.mark.parametrize("kind", SAMPLES)
def test_no_line_begins_or_ends_with_a_mark_that_may_not(kind: str) -> None:
    found = [line for line in lines(SAMPLES[kind]()) if len(line) > 1]
    assert found
    assert [x for x in found if x[0].letter in CLOSING] == []
    assert [x for x in found if x[-1].letter in OPENING] == []


@pytest.mark.parametrize("kind", ["list", "finance", "projects"])
def test_no_space_stands_between_a_figure_and_its_character(kind: str) -> None:
    """7月2日, 第1页: the figure's own width, and not a quarter of a square more."""
    wide = [
        (one.letter + other.letter, round((other.x - one.x) / one.size, 2))
        for line in lines(SAMPLES[kind](), "a3")
        for one, other in pairwise(line)
        if one.letter.isdigit()
        and "\u4e00" <= other.letter <= "\u9fff"
        and 0.7 * one.size < other.x - one.x < one.size  # more is another column
    ]
    assert wide == []


def rows_a_page(content: NoticeContent, word: str, paper: Paper) -> list[int]:
    """Lines on each sheet that begin with the word or hold it: rows of the list."""
    counts = []
    for marks in pages_of(content, paper):
        heights = {
            round(line[0].y)
            for line in lines_of(marks)
            if line and word in "".join(m.letter for m in line)
        }
        counts.append(len(heights))
    return counts


def account(rows: int) -> NoticeContent:
    """One month of so many entries: whatever their number, sheets end well."""
    sample = finance()
    board = sample.board
    return finance(
        board=Sheet(
            columns=board.columns,
            sections=(month(7, rows),),
            unit_note=board.unit_note,
            note=board.note,
        )
    )


@pytest.mark.parametrize("paper", ["a4", "a3"])
@pytest.mark.parametrize("rows", range(8, 50, 3))
def test_no_row_of_an_account_stands_alone_on_its_sheet(
    rows: int, paper: Paper
) -> None:
    counts = rows_a_page(account(rows), "7月", paper)
    assert sum(counts) >= rows
    assert min(counts) >= 3, counts


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_the_last_character_of_a_date_does_not_stand_alone(paper: Paper) -> None:
    """公布期限 goes to a line of its own before its 日） goes to the next."""
    heads = [
        "".join(m.letter for m in line)
        for key, group in groupby(lines(finance(), paper), key=len)
        for line in group
        if key <= 2
    ]
    assert "日）" not in heads


@pytest.mark.parametrize(("paper", "count"), [("a4", 5), ("a4", 8), ("a3", 2)])
def test_no_line_of_a_cell_ends_between_a_figure_and_what_it_counts(
    paper: Paper, count: int
) -> None:
    words = "硬化道路1.2公里，宽3.5米，2021年至2026年分3期做完，每亩补60元"
    torn = [
        one.letter + other.letter
        for page in pages_of(worded(projects(count), words), paper)
        for one, other in pairwise(page)
        if one.letter.isdigit()
        and other.letter in "公米年期元"
        and abs(one.y - other.y) > one.size / 2
    ]
    assert torn == []


def worded(content: NoticeContent, words: str) -> NoticeContent:
    """The projects with these words in the column that has the most."""
    (section,) = content.board.sections
    rows = tuple(
        replace(row, cells=(*row.cells[:3], words, *row.cells[4:]))
        for row in section.rows
    )
    sections = (replace(section, rows=rows),)
    return replace(content, board=replace(content.board, sections=sections))
