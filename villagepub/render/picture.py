"""What goes into a WeChat group: the tall picture in slices, and the card of the link.

Only the 网上 circle is drawn. Typst sets it, PDFium makes pixels of Typst's own PDF,
Pillow makes them small: 32 colours are all that red, ink and their smoothed edges need.
Typst's PNG would be packed and unpacked again on the way, which takes longer than all
the rest (docs/decisions/0003).
"""

import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
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
    from pypdfium2 import PdfPage

# WeChat and the group robot refuse pictures of 2 MB and more (WeCom document 99110).
MAX_BYTES = 2_000_000
COLOURS, PHOTO_COLOURS = (32, 16, 8), (256, 128, 64, 32, 16)
SCALE = 2  # the templates count 540 pt across: 1,080 px
WHITE = (255, 255, 255)
HOLD = "长按识别二维码"
_one = Lock()  # PDFium works for one thread at a time


@bounded
def picture(content: NoticeContent) -> tuple[bytes, ...]:
    """PNG slices 1,080 px wide, each under 2 MB, cut between rows, in reading order.

    The last holds the total, the phones and the QR code. Up to 9 slices, which is what
    a group takes at once, until a list has more than about 600 rows.
    Raises MissingGlyph.
    """
    pages = _pages("wechat", content, _data(content))
    colours = PHOTO_COLOURS if content.photos else COLOURS
    with ThreadPoolExecutor(max_workers=2) as pool:  # Pillow works outside the GIL
        return tuple(pool.map(lambda page: _small(page, colours), pages))


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
    return _small(_pages("card", content, data)[0])


def _data(content: NoticeContent) -> dict[str, Any]:
    data = common_data(for_open_web(content), Circle.WEB) | {
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
) -> list["Image.Image"]:
    """One RGB image a page."""
    import pypdfium2 as pdfium

    try:
        pdf = Setting(template, data).pdf()
    except Unprintable as error:
        raise missing(content, error.characters) from error
    with _one, pdfium.PdfDocument(pdf) as document:
        return [_drawn(page) for page in document]


def _drawn(page: "PdfPage") -> "Image.Image":
    bitmap = page.render(scale=SCALE, rev_byteorder=True)
    try:
        # copied: the pixels belong to PDFium and go with the page
        image: Image.Image = bitmap.to_pil()
        return image.convert("RGB") if image.mode != "RGB" else image.copy()
    finally:
        bitmap.close()
        page.close()


def _small(image: "Image.Image", palettes: Sequence[int] = COLOURS) -> bytes:
    for colours in palettes:
        out = _palette_png(image, colours)
        if len(out) < MAX_BYTES:
            return out
    raise UserError("图片太大，微信发不出去：请把这份名单分成几份再公示。")


def _palette_png(image: "Image.Image", colours: int) -> bytes:
    from PIL import Image

    small = image.quantize(colours, method=Image.Quantize.FASTOCTREE)
    palette = small.getpalette() or []
    # the octree's white is (254, 252, 252), which shows beside the chat's real white
    palette = [v for rgb in _triples(palette) for v in _whitened(rgb)]
    small.putpalette(palette)
    out = io.BytesIO()
    small.save(out, "PNG", compress_level=4)
    return out.getvalue()


def _triples(palette: list[int]) -> list[tuple[int, int, int]]:
    return [
        (palette[i], palette[i + 1], palette[i + 2]) for i in range(0, len(palette), 3)
    ]


def _whitened(rgb: tuple[int, int, int]) -> tuple[int, int, int]:
    return WHITE if min(rgb) >= 251 else rgb
