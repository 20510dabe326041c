"""What the posters are read with: text, sizes and QR codes out of the finished files."""

import ctypes
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import pypdfium2
import zxingcpp
from PIL import Image
from pypdfium2 import raw


def squeezed(text: str) -> str:
    """Text without blanks: where a PDF puts spaces says nothing about its words."""
    return re.sub(r"\s+", "", text)


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


_texts: dict[bytes, tuple[str, ...]] = {}  # by digest: of what is read, not the file


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, squeezed."""
    key = sha256(pdf).digest()
    if key not in _texts:
        with opened(pdf) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        _texts[key] = tuple(map(squeezed, pages))
    return list(_texts[key])


def pdf_text(pdf: bytes) -> str:
    return "".join(page_texts(pdf))


def qr_addresses(png: bytes) -> list[str]:
    image = Image.open(io.BytesIO(png)).convert("L")
    return [code.text for code in zxingcpp.read_barcodes(image)]


def size_of(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png)).size


def font_sizes(pdf: bytes) -> set[float]:
    """Sizes in pt at which text stands on the sheets, after every scaling."""
    sizes, size = set(), ctypes.c_float()
    with opened(pdf) as document:
        for page in document:
            for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=9):
                raw.FPDFTextObj_GetFontSize(text.raw, ctypes.byref(size))
                matrix = text.get_matrix()
                scale = abs(matrix.d) or abs(matrix.b)  # upright, or turned on its side
                sizes.add(round(size.value * scale, 2))
    return sizes


def page_millimetres(pdf: bytes) -> set[tuple[int, int]]:
    with opened(pdf) as document:
        sizes = [document.get_page_size(number) for number in range(len(document))]
    return {(round(w * 25.4 / 72), round(h * 25.4 / 72)) for w, h in sizes}


def margins(png: bytes) -> tuple[int, int, int, int]:
    """White pixels left, top, right and bottom of everything printed."""
    image = Image.open(io.BytesIO(png)).convert("L").point(lambda v: 255 * (v < 250))
    box = image.getbbox()
    assert box is not None
    return box[0], box[1], image.width - box[2], image.height - box[3]
