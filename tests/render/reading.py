"""What the posters are read with: text, sizes and QR codes out of the finished files."""

import io
import re

import zxingcpp
from PIL import Image
from pypdf import PdfReader


def squeezed(text: str) -> str:
    """Text without blanks: where a PDF puts spaces says nothing about its words."""
    return re.sub(r"\s+", "", text)


def pdf_text(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    return squeezed("".join(page.extract_text() for page in reader.pages))


def qr_addresses(png: bytes) -> list[str]:
    image = Image.open(io.BytesIO(png)).convert("L")
    return [code.text for code in zxingcpp.read_barcodes(image)]


def size_of(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png)).size


def font_sizes(pdf: bytes) -> set[float]:
    """Sizes in pt at which text stands on the sheets, after every scaling."""
    sizes: set[float] = set()

    def visit(
        text: str, cm: list[float], tm: list[float], _font: object, size: float
    ) -> None:
        if text.strip():
            scale = abs(cm[3] * tm[3] + cm[1] * tm[2]) or abs(cm[1] * tm[1])
            sizes.add(round(size * scale, 2))

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return sizes


def page_millimetres(pdf: bytes) -> set[tuple[int, int]]:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return {
        (
            round(float(p.mediabox.width) * 25.4 / 72),
            round(float(p.mediabox.height) * 25.4 / 72),
        )
        for p in pages
    }


def margins(png: bytes) -> tuple[int, int, int, int]:
    """White pixels left, top, right and bottom of everything printed."""
    image = Image.open(io.BytesIO(png)).convert("L").point(lambda v: 255 * (v < 250))
    box = image.getbbox()
    assert box is not None
    return box[0], box[1], image.width - box[2], image.height - box[3]
