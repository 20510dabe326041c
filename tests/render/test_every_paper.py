"""Every layout on every paper in every ink: drawn once, then read for all that must hold."""

import io
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from tests.render.every_layout import KINDS
from tests.render.layout_samples import month, projects
from tests.render.notice_samples import URL
from tests.render.reading import (
    font_sizes,
    opened,
    page_millimetres,
    page_texts,
    squeezed,
)
from tests.render.tags import assert_each_cell_has_its_head, tags_of
from villagepub.content import NoticeContent
from villagepub.render import PAPERS, Ink, Paper, poster_pdf
from villagepub.render.typesetter import TEMPLATES

TALL = {"a4": (210, 297), "a3": (297, 420), "a3big": (297, 420)}
LYING = {"a2": (594, 420), "a1": (841, 594)}
SMALLEST = {
    "a4": 10.5, "a3": 14.0, "a3big": 22.0, "a2": 14.0, "a1": 18.0, "roll": 9.0,
}  # fmt: skip
WHITE = {"roll": 1.0}  # millimetres at every edge; 10 on paper
PPI = 100


@cache
def content_of(kind: str) -> NoticeContent:
    return KINDS[kind]()


@cache
def printed(kind: str, paper: Paper, ink: Ink = "black") -> bytes:
    return poster_pdf(content_of(kind), paper=paper, ink=ink)


def drawn(pdf: bytes, ppi: int = PPI) -> list[Image.Image]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=ppi / 72).to_pil().convert("L") for page in document]


def photographed(page: Image.Image) -> Image.Image:
    """Held askew, a light in the glass before it, a little out of focus."""
    wide, high = page.size
    tilted = page.transform(
        page.size,
        Image.Transform.QUAD,
        (-0.03 * wide, 0.02 * high, 0.02 * wide, high, wide, 0.97 * high, wide, 0),
        Image.Resampling.BILINEAR,
        fillcolor=255,
    ).rotate(7, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    glare = Image.new("L", tilted.size, 0)
    ImageDraw.Draw(glare).ellipse((0, 0, *tilted.size), fill=90)
    glare = glare.filter(ImageFilter.BoxBlur(9))
    white = Image.new("L", tilted.size, 255)
    return Image.composite(white, tilted, glare).filter(ImageFilter.GaussianBlur(0.6))


def edges(page: Image.Image) -> float:
    """The narrowest white edge in millimetres."""
    box = page.point(lambda v: 255 * (v < 250)).getbbox()
    assert box
    left, top, right, bottom = box
    least = min(left, top, page.width - right, page.height - bottom)
    return least * 25.4 / PPI


@pytest.mark.parametrize("paper", get_args(Paper))
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_printed_is_legible_inside_its_margins_and_leads_to_its_page(
    kind: str, paper: Paper
) -> None:
    pdf = printed(kind, paper)
    assert min(font_sizes(pdf)) >= SMALLEST[paper] - 0.01
    pages = drawn(pdf)
    assert min(map(edges, pages)) >= WHITE.get(paper, 10.0) - 0.3
    ends = pages[-1:] if paper == "roll" else pages
    for page in ends:
        corner = page.crop(
            (0, page.height * 6 // 10, page.width * 6 // 10, page.height)
        )
        whole = page if paper == "roll" else corner  # as a phone frames it
        found = zxingcpp.read_barcodes(photographed(whole))
        assert [code.text for code in found] == [URL]


@pytest.mark.parametrize("paper", get_args(Paper))
@pytest.mark.parametrize("kind", KINDS)
def test_its_words_are_the_notices_in_their_order(kind: str, paper: Paper) -> None:
    content, text = content_of(kind), "".join(page_texts(printed(kind, paper)))
    said = [content.title, content.number, *(p.number for p in content.phones)]
    said += [f.value for f in content.facts]
    bars = [bar for chart in content.charts for bar in chart.bars]
    said += [one.text for bar in bars for one in (bar, *bar.earlier)]
    assert paper == "roll" or pages_say(kind, paper)
    if content.layout != "vote":
        said += [row.cells[-1] for row in content.board.rows]
    assert [s for s in said if squeezed(s) not in text] == []
    ends = [squeezed(row.cells[1]) for row in content.board.rows[:20]]
    if content.layout == "list" and paper != "roll":
        places = [text.find(end) for end in ends]
        assert all(a < b for a, b in pairwise(places))


def pages_say(kind: str, paper: Paper) -> bool:
    """Which sheet it is of how many there are."""
    texts = page_texts(printed(kind, paper))
    return all(f"第{k}页共{len(texts)}页" in text for k, text in enumerate(texts, 1))


@pytest.mark.parametrize("ink", ["colour", "saver"])
@pytest.mark.parametrize("kind", KINDS)
def test_another_ink_says_the_same(kind: str, ink: Ink) -> None:
    for paper in ("a4", "a3"):
        assert page_texts(printed(kind, paper, ink)) == page_texts(printed(kind, paper))


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_have_the_size_of_their_paper_turned_where_the_table_is_wide(
    kind: str,
) -> None:
    for paper, (short, long) in TALL.items():
        turned = {"wide", "finance", "wrapped"} if paper == "a3big" else {"wide"}
        size = (long, short) if kind in turned else (short, long)
        assert page_millimetres(printed(kind, paper)) == {size}, paper
    for paper, size in LYING.items():
        assert page_millimetres(printed(kind, paper)) == {size}
    assert {wide for wide, _ in page_millimetres(printed(kind, "roll"))} == {72}


def test_the_roll_is_black_only() -> None:
    assert printed("list", "roll", "colour") == printed("list", "roll")
    page = drawn(printed("finance", "roll"), 203)[0]
    grey = sum(page.histogram()[40:215])
    assert grey < 0.08 * page.width * page.height  # the smoothed edges of the type


@pytest.mark.parametrize("kind", ["list", "finance"])
def test_total_and_telephone_are_read_from_two_metres_the_list_from_eight_tenths(
    kind: str,
) -> None:
    """A3, 1:200: a figure 10 mm high from 2 m, 4 mm from 0.8 m."""
    content = content_of(kind)
    heights = figure_heights(printed(kind, "a3"))
    big = next(f.value for f in content.facts if f.big)
    assert max(heights[big]) >= 10
    assert min(heights[content.phones[0].number]) >= 10
    at = {"list": -1, "finance": 5}[kind]
    amounts = [row.cells[at] for row in content.board.rows[:9]]
    assert min(high for a in amounts for high in heights.get(a, ())) >= 4


@pytest.mark.parametrize("kind", KINDS)
def test_large_type_is_large_where_it_matters_and_wastes_no_sheet(kind: str) -> None:
    """Telephone numbers stand out as on any A3, standing or lying; names and figures are
    whole; no sheet says a caption over rows that begin on the next.
    """
    content, pdf = content_of(kind), printed(kind, "a3big")
    heights = figure_heights(pdf)
    assert min(min(heights[p.number]) for p in content.phones) >= 9
    with opened(pdf) as document:
        lines = [page.get_textpage().get_text_range() for page in document]
    names = {c for row in content.board.rows for c in row.cells if c.endswith("生财")}
    assert [n for n in names if n not in "".join(lines)] == []
    assert len(lines) <= {"list": 5, "finance": 6, "wrapped": 4, "wide": 6}.get(kind, 2)
    if note := content.board.note:
        with_note = [text for text in page_texts(pdf) if squeezed(note) in text]
        assert all("经手人" in text.partition("如有异议")[0] for text in with_note)


def test_a_few_rows_stand_in_larger_type() -> None:
    few, many = (
        min(figure_heights(poster_pdf(projects(count)))["86,000.00"])
        for count in (3, 9)
    )
    assert few >= 1.1 * many


def test_on_a_roll_the_sum_in_words_has_a_line_of_its_own() -> None:
    words = content_of("wrapped").facts[0].note
    with opened(printed("wrapped", "roll")) as document:
        text = document[len(document) - 1].get_textpage().get_text_range()
    assert f"大写：{words}" in text.splitlines()


def figure_heights(pdf: bytes) -> dict[str, list[float]]:
    """Millimetres that each figure is high, wherever it stands, by the boxes of its digits."""
    found: dict[str, list[float]] = {}
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            words = page.get_textpage()
            text = words.get_text_range()
            for word in re.finditer(r"[\d,.-]{3,}", text):
                boxes = [
                    words.get_charbox(at)
                    for at in range(*word.span())
                    if text[at].isdigit()
                ]
                high = min((b[3] - b[1] for b in boxes), default=0) * 25.4 / 72
                found.setdefault(word[0], []).append(high)
    return found


@pytest.mark.parametrize("paper", ["a4", "roll"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_reader_finds_language_title_heads_and_what_pictures_show(
    kind: str, paper: Paper
) -> None:
    """PDF/A-2a and PDF/UA-1, and the same bytes a second time."""
    pdf, content = printed(kind, paper), content_of(kind)
    with pikepdf.open(io.BytesIO(pdf)) as book:
        assert book.check_pdf_syntax() == []
        with book.open_metadata() as about:
            assert (about.pdfa_status, about["pdfuaid:part"]) == ("2A", "1")
            assert content.title in str(about["dc:title"])
        root = book.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).lower() == "zh-cn"
        assert root.ViewerPreferences.DisplayDocTitle  # not the name of the file
        tags = list(tags_of(root.StructTreeRoot))
        said = [str(tag.Alt) for tag in tags if "/Alt" in tag]
        assert all("/Alt" in tag for tag in tags if tag.S == "/Figure")
        assert any(words.startswith("二维码") for words in said)
        for chart in content.charts:
            words = "".join(w for w in said if w.startswith(chart.title))
            assert all(bar.words in words for bar in chart.bars)
        heads = [str(tag.S) for tag in tags if str(tag.S) in ("/H1", "/H2", "/H3")]
        assert heads.count("/H1") == 1
        tables = [tag for tag in tags if tag.S == "/Table"]
        assert tables or paper == "roll" or kind == "vote"
        for table in tables:
            assert_each_cell_has_its_head(table)
    assert poster_pdf(content, paper=paper, ink="black") == pdf


@pytest.mark.parametrize("count", [8, 18, 130])
def test_no_row_stands_alone_on_the_last_sheet(count: int) -> None:
    texts = page_texts(poster_pdf(projects(count), paper="a4"))
    rows = [text.count("更换DN50") for text in texts]
    assert (sum(rows), min(rows) >= 2) == (count, True)


def test_papers_and_their_sizes_are_one_list() -> None:
    tokens = (TEMPLATES / "tokens.typ").read_text("utf-8")
    named = set(re.findall(r"^  (\w+): \(w: ", tokens, re.MULTILINE))
    assert named - {"wx"} == set(PAPERS) == set(get_args(Paper))
    assert Path(TEMPLATES / "roll.typ").exists()


@pytest.mark.parametrize("rows", [10, 12, 13])
def test_no_months_head_ends_a_sheet_where_the_charts_fill_more_than_one(
    rows: int,
) -> None:
    board = replace(
        content_of("finance").board, sections=tuple(month(n, rows) for n in (7, 8, 9))
    )
    pdf = poster_pdf(replace(content_of("finance"), board=board), paper="a3big")
    ends = [text.partition("如有异议")[0][-40:] for text in page_texts(pdf)]
    assert [end for end in ends if "上月结转" in end] == []
