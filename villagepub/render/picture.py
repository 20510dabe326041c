"""What goes into a WeChat group: the tall picture in slices, and the card of the link.

Only the 网上 circle is drawn. Typst sets it, PDFium makes pixels of Typst's own PDF,
Pillow makes them small: the colours of the templates and their smoothed edges are known,
so that no picture's own have to be counted. One page is held at a time.
Typst's PNG would be packed and unpacked again on the way, which takes longer than all
the rest (docs/decisions/0003).
"""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from villagepub.content import Circle, Fact, NoticeContent
from villagepub.errors import UserError
from villagepub.render import sheets, titles
from villagepub.render.glyphs import missing
from villagepub.render.layouts import LAYOUTS
from villagepub.render.limits import bounded
from villagepub.render.open_web import for_open_web
from villagepub.render.template_data import common_data, qr
from villagepub.render.typesetter import Setting, Template, Unprintable

if TYPE_CHECKING:
    from PIL import Image
    from pypdfium2 import PdfBitmap

# WeChat and the group robot refuse pictures of 2 MB and more (WeCom document 99110).
MAX_BYTES = 2_000_000
PHOTO_COLOURS = (256, 128, 64, 32, 16)
SCALE = 2  # the templates count 540 pt across: 1,080 px
WHITE = (255, 255, 255)
# Of ``tokens.typ``: what is written, and what it is written on.
INKS = ((28, 22, 20), (179, 18, 26), (93, 80, 75))
GROUNDS = (
    (251, 236, 232), (253, 246, 243), (201, 174, 166), (217, 200, 194), (217, 138, 134),
    (250, 234, 231),
)  # fmt: skip
BAND = 256  # rows of pixels
EDGES = 7  # shades between an ink and white
PACKING = 3  # of zlib: the next step costs two thirds more time for a tenth fewer bytes
HOLD = "长按识别二维码"
one_reader = Lock()  # PDFium works for one thread at a time


def picture(content: NoticeContent) -> tuple[bytes, ...]:
    """PNG slices 1,080 px wide, each under 2 MB, cut between rows, in reading order.

    The last holds the total, the phones and the QR code. Up to 9 slices, which is what
    a group takes at once, until a list has more than about 600 rows.
    Raises MissingGlyph.
    """
    # Whoever draws knows no database, and so no form that a township made: the words for
    # the open web are chosen here.
    return _drawn(content, for_open_web(content))


@bounded
def _drawn(content: NoticeContent, shown: NoticeContent) -> tuple[bytes, ...]:
    pages = _pages("wechat", content, _data(content, shown))
    if content.photos:
        return tuple(map(_photo_png, pages))
    with ThreadPoolExecutor(max_workers=1) as packer:  # Pillow works outside the GIL
        return tuple(
            [p.result() for p in [packer.submit(_png, _flat(x)) for x in pages]]
        )


@bounded
def card(content: NoticeContent, *, is_withdrawn: bool = False) -> bytes:
    """The square picture of a shared link, PNG 600 × 600 px. Raises MissingGlyph.

    Of a withdrawn notice it says so, and no figure.
    """
    fact = Fact(label="", value="撤回") if is_withdrawn else _headline(content)
    data = {
        "paper": "wx",
        "ink": "colour",
        "table": None,
        "title": content.title,
        "head": content.village + ("更正" if content.correction else content.kind),
        "lines": _card_lines(content),
        "label": fact.label,
        "figure": fact.value,
        "unit": fact.unit,
    }
    (flat,) = map(_flat, _pages("card", content, data))
    return _png(flat)


def _data(content: NoticeContent, shown: NoticeContent) -> dict[str, Any]:
    data = common_data(shown, Circle.WEB) | {
        "paper": "wx",
        "ink": "colour",
        "table": sheets.table(content, content.web),
    }
    # the check code is the whole notice's, not the masked copy's
    data["qr"] = qr(content) | ({"call": HOLD} if data["qr"]["svg"] else {})
    return data


def _card_lines(content: NoticeContent) -> list[str]:
    said = content.title if LAYOUTS[content.layout].tells_words else content.item
    lines = titles.splits(said, (said,), most=3)
    fitting = next((some for some in lines if max(map(titles.width, some)) <= 8), None)
    return [content.period, *(fitting or lines[-1])]


def _headline(content: NoticeContent) -> Fact:
    big = [f for f in content.facts if f.big] or list(content.facts[:1])
    return big[0] if big else Fact(label=content.place, value=content.kind)


def _pages(
    template: Template, content: NoticeContent, data: dict[str, Any]
) -> Iterator["PdfBitmap"]:
    """One bitmap a page, RGB and a fourth byte, which holds until the next is asked for.

    With three bytes a pixel PDFium takes half as long again.
    """
    import pypdfium2 as pdfium

    try:
        pdf = Setting(template, data).pdf()
    except Unprintable as error:
        raise missing(content, error.characters) from error
    with one_reader, pdfium.PdfDocument(pdf) as document:
        for page in document:
            bitmap = page.render(scale=SCALE, rev_byteorder=True, prefer_bgrx=True)
            try:
                yield bitmap
            finally:
                bitmap.close()
                page.close()


@cache
def _palette() -> "Image.Image":
    """White, the inks on it in shades, and the grounds."""
    from PIL import Image

    shades = [
        tuple((ink[i] * (EDGES + 1 - n) + 255 * n) // (EDGES + 1) for i in range(3))
        for ink in INKS
        for n in range(EDGES + 1)
    ]
    image = Image.new("P", (1, 1))
    image.putpalette([v for rgb in (WHITE, *GROUNDS, *shades) for v in rgb])
    return image


def _flat(bitmap: "PdfBitmap") -> "Image.Image":
    """In the colours of the templates; read out of the bitmap a band at a time."""
    from PIL import Image

    size, stride = (bitmap.width, bitmap.height), bitmap.stride
    flat = Image.new("P", size)
    flat.putpalette(_palette().getpalette() or [])
    dots = memoryview(bitmap.buffer).cast("B")
    for top in range(0, bitmap.height, BAND):
        rows = min(BAND, bitmap.height - top)
        part = dots[top * stride : (top + rows) * stride]
        band = Image.frombytes(
            "RGB", (bitmap.width, rows), part, "raw", "RGBX", stride, 1
        )
        small = band.quantize(palette=_palette(), dither=Image.Dither.NONE)
        flat.paste(small, (0, top))
    return flat


def _photo_png(bitmap: "PdfBitmap") -> bytes:
    """In as many colours as go into 2 MB."""
    from PIL import Image

    image = bitmap.to_pil().convert("RGB")
    for colours in PHOTO_COLOURS:
        small = image.quantize(colours, method=Image.Quantize.FASTOCTREE)
        palette = small.getpalette() or []
        # the octree's white is (254, 252, 252), which shows beside the chat's real white
        small.putpalette([v for rgb in _triples(palette) for v in _whitened(rgb)])
        out = _png(small, level=4)
        if len(out) < MAX_BYTES:
            return out
    raise UserError("图片太大，微信发不出去：请把这份名单分成几份再公示。")


def _png(image: "Image.Image", level: int = PACKING) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=level)
    return out.getvalue()


def _triples(palette: list[int]) -> list[tuple[int, int, int]]:
    return [
        (palette[i], palette[i + 1], palette[i + 2]) for i in range(0, len(palette), 3)
    ]


def _whitened(rgb: tuple[int, int, int]) -> tuple[int, int, int]:
    return WHITE if min(rgb) >= 251 else rgb
