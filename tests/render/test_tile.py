"""A large poster glued out of A4 sheets: cut and laid together it is the poster again."""

import io
import re
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.render.every_layout import KINDS
from tests.render.layout_samples import finance
from tests.render.notice_samples import URL, land
from tests.render.reading import opened, page_millimetres, pdf_text, qr_addresses
from villagepub.content import NoticeContent
from villagepub.render import Large, poster_pdf, tile, tiled_pdf
from villagepub.render.papers import Ink
from villagepub.render.seams import Tile, tiles
from villagepub.render.tile import GRIDS

PPI = 127  # five pixels a millimetre
MM = PPI / 25.4
EDGE = 7  # millimetres that a printer leaves white


@pytest.fixture
def poster_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """The poster, drawn once: what is asked for as before is not drawn to be cut up."""
    kept: list[tuple[object, bytes]] = []

    def once(content: NoticeContent, **how: Any) -> bytes:
        asked = content, how
        found = next((pdf for known, pdf in kept if known == asked), b"")
        if not found:
            found = poster_pdf(content, **how)
            kept.append((asked, found))
        return found

    monkeypatch.setattr(tile, "poster_pdf", once)
    return once


def drawn(pdf: bytes) -> list[Image.Image]:
    pages = pdfium.PdfDocument(pdf)
    return [page.render(scale=PPI / 72).to_pil().convert("L") for page in pages]


def glued(sheets: list[Image.Image], parts: list[Tile]) -> Image.Image:
    """Each sheet of the first page cut along its marks, laid where it belongs."""
    first = [part for part in parts if part.page == 1]
    end = first[-1]
    whole = Image.new("L", (round(end.x[1] * MM), round(end.y[1] * MM)))
    for sheet, part in zip(sheets, first, strict=False):
        left, top = EDGE * MM, (EDGE + (7 if part.row else 0)) * MM
        wide, high = part.x[1] - part.x[0], part.y[1] - part.y[0]
        right, bottom = round(left + wide * MM), round(top + high * MM)
        seen = sheet.crop((round(left), round(top), right, bottom))
        whole.paste(seen, (round(part.x[0] * MM), round(part.y[0] * MM)))
    return whole


def apart(one: Image.Image, other: Image.Image) -> float:
    """How much of the ink stands elsewhere; a pixel is not elsewhere."""
    small = one.reduce(12), other.reduce(12)
    ink = ImageStat.Stat(ImageChops.invert(small[1])).mean[0]
    return ImageStat.Stat(ImageChops.difference(*small)).mean[0] / ink


@pytest.mark.parametrize("ink", ["colour", "saver"])
@pytest.mark.parametrize("paper", GRIDS)
def test_cut_and_laid_together_the_sheets_are_the_poster(
    paper: Large, ink: Ink, poster_of: Callable[..., bytes]
) -> None:
    content = land(20)
    sheets = tiled_pdf(content, paper=paper, ink=ink)
    assert page_millimetres(sheets) == {(297, 210)}
    poster = poster_of(content, paper=paper, ink=ink)
    whole = drawn(poster)[0]
    again = glued(drawn(sheets), tiles(poster, *GRIDS[paper])[1])
    same = whole.resize(again.size, Image.Resampling.LANCZOS)
    assert apart(again, same) < 0.1
    assert apart(again, ImageChops.offset(same, 0, round(3 * MM))) > 0.3


def test_the_code_is_read_from_the_glued_poster() -> None:
    poster = poster_pdf(land(74), paper="a2")
    again = glued(drawn(tiled_pdf(land(74))), tiles(poster, 2, 2)[1])
    out = io.BytesIO()
    again.save(out, "PNG")
    assert qr_addresses(out.getvalue()) == [URL]


def test_every_sheet_says_which_it_is_and_what_lies_on_top(
    poster_of: Callable[..., bytes],
) -> None:
    content = finance()
    words = pdf_text(tiled_pdf(content, paper="a3"))
    pages = len(pdfium.PdfDocument(poster_of(content, paper="a3")))
    assert words.count("第1张，共2张") == pages
    assert words.count("第2张，共2张") == pages
    assert words.count("短线以下涂胶，第2张压在上面") == pages
    assert "沿上边虚线剪去白边" in words
    if pages > 1:
        assert f"（第{pages}幅，共{pages}幅）" in words


@pytest.mark.parametrize("paper", GRIDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_amount_and_telephone_number_stands_whole_on_a_sheet(
    kind: str, paper: Large, poster_of: Callable[..., bytes]
) -> None:
    content = KINDS[kind]()
    poster = poster_of(content, paper=paper)
    parts = tiles(poster, *GRIDS[paper])[1]
    on_sheets: dict[int, set[str]] = {}
    sheets = figures(tiled_pdf(content, paper=paper))
    for part, found in zip(parts, sheets, strict=True):
        left, top = EDGE, EDGE + (7 if part.row else 0)
        right, bottom = left + part.ends[0] - part.x[0], top + part.ends[1] - part.y[0]
        on_sheets.setdefault(part.page, set()).update(
            text
            for text, (x1, y1, x2, y2) in found
            if x1 >= left and y1 >= top and x2 <= right and y2 <= bottom
        )
    for number, found in enumerate(figures(poster), 1):
        wanted = {text for text, _ in found}
        assert len(wanted) > 4
        assert wanted - on_sheets[number] == set()
    assert {p.number for p in content.phones} <= on_sheets[1]


Box = tuple[float, float, float, float]


def figures(pdf: bytes) -> list[list[tuple[str, Box]]]:
    """By sheet: each amount, date and number of two digits and more, and its box: left,
    top, right, bottom in millimetres.
    """
    every: list[list[tuple[str, Box]]] = []
    with opened(pdf) as document:
        for page in document:
            words, high = page.get_textpage(), page.get_height()
            found = re.finditer(r"\d[\d.,-]*\d", words.get_text_range())
            every.append([])
            for figure in found:
                boxes = [words.get_charbox(at) for at in range(*figure.span())]
                x1, y1, x2, y2 = zip(*boxes, strict=True)
                box = min(x1), high - max(y2), max(x2), high - min(y1)
                at = tuple(side * 25.4 / 72 for side in box)
                every[-1].append((figure[0], (at[0], at[1], at[2], at[3])))
    return every
