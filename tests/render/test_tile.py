"""A large poster glued out of A4 sheets: cut and laid together it is the poster again."""

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.render.layout_samples import finance
from tests.render.notice_samples import URL, land
from tests.render.reading import page_millimetres, pdf_text, qr_addresses
from villagepub.render import Large, poster_pdf, tiled_pdf
from villagepub.render.papers import Ink
from villagepub.render.tile import GRIDS

PPI = 127  # five pixels a millimetre
MM = PPI / 25.4
WINDOW = (round(297 * 0.9 * MM), round(210 * 0.9 * MM))  # of the poster on a sheet
EDGE = 7 * MM


def drawn(pdf: bytes) -> list[Image.Image]:
    pages = pdfium.PdfDocument(pdf)
    return [page.render(scale=PPI / 72).to_pil().convert("L") for page in pages]


def glued(sheets: list[Image.Image], columns: int, rows: int) -> Image.Image:
    """Each sheet cut along its marks, laid side by side."""
    (width, height), whole = (
        WINDOW,
        Image.new("L", (WINDOW[0] * columns, WINDOW[1] * rows)),
    )
    for number, sheet in enumerate(sheets):
        row, column = divmod(number, columns)
        left = EDGE if column == 0 else sheet.width - EDGE - width
        top = EDGE if row == 0 else sheet.height - EDGE - height
        part = sheet.crop(
            (round(left), round(top), round(left) + width, round(top) + height)
        )
        whole.paste(part, (column * width, row * height))
    return whole


def apart(one: Image.Image, other: Image.Image) -> float:
    """How much of the ink stands elsewhere; a pixel is not elsewhere."""
    small = one.reduce(12), other.reduce(12)
    ink = ImageStat.Stat(ImageChops.invert(small[1])).mean[0]
    return ImageStat.Stat(ImageChops.difference(*small)).mean[0] / ink


@pytest.mark.parametrize("ink", ["colour", "saver"])
@pytest.mark.parametrize("paper", GRIDS)
def test_cut_and_laid_together_the_sheets_are_the_poster(
    paper: Large, ink: Ink
) -> None:
    content, (columns, rows) = land(20), GRIDS[paper]
    tiles = tiled_pdf(content, paper=paper, ink=ink)
    assert page_millimetres(tiles) == {(297, 210)}
    sheets = drawn(tiles)
    whole = drawn(poster_pdf(content, paper=paper, ink=ink))[0]
    again = glued(sheets[: columns * rows], columns, rows)
    same = whole.resize(again.size, Image.Resampling.LANCZOS)
    assert apart(again, same) < 0.1
    assert apart(again, ImageChops.offset(same, 0, round(3 * MM))) > 0.3


def test_the_code_is_read_from_the_glued_poster() -> None:
    again = glued(drawn(tiled_pdf(land(74)))[:4], 2, 2)
    out = io.BytesIO()
    again.save(out, "PNG")
    assert qr_addresses(out.getvalue()) == [URL]


def test_every_sheet_says_which_it_is_and_what_lies_on_top() -> None:
    content = finance()
    words = pdf_text(tiled_pdf(content, paper="a3"))
    pages = len(pdfium.PdfDocument(poster_pdf(content, paper="a3")))
    assert words.count("第1张，共2张") == pages
    assert words.count("第2张，共2张") == pages
    assert words.count("这一条涂胶，第2张压在上面") == pages
    assert "沿上边虚线剪去白边" in words
    if pages > 1:
        assert f"（第{pages}幅，共{pages}幅）" in words
