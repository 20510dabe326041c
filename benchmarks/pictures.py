"""The WeChat picture against a plain Pillow drawing of the same rows.

    python -m benchmarks.pictures

The peer is what one writes first: an RGB canvas, one ``draw.text`` a cell, cut into
slices of the same height, saved as Pillow saves. It sets no weights, aligns nothing and
repeats no head; its files are larger.
"""

import io
import sys

from PIL import Image, ImageDraw, ImageFont

from benchmarks.notices import land
from benchmarks.posters import changed, whole_font
from benchmarks.rounds import medians, ms, verdict
from villagepub.content import NoticeContent
from villagepub.render import picture, qr_png
from villagepub.render.picture import MAX_BYTES

ROWS = 74
WIDTH = 1080
SLICE = 1900
ROW = 80
SIMPLIFIED_CHINESE = 2
RED = (179, 18, 26)
INK = (28, 22, 20)


def drawn(content: NoticeContent) -> list[bytes]:
    """Head, rows, sums and QR code in one tall picture, then cut."""
    cells = [r.cells for r in content.web.rows] + [content.web.total]
    height = 900 + ROW * len(cells) + 700
    image = Image.new("RGB", (WIDTH, height), "white")
    draw = ImageDraw.Draw(image)
    big, small = _font(80), _font(40)
    draw.text((40, 40), content.title[:12], font=big, fill=RED)
    draw.text((40, 140), content.title[12:], font=big, fill=RED)
    y = 300
    for fact in content.facts:
        draw.text(
            (40, y), f"{fact.label} {fact.value} {fact.unit}", font=small, fill=INK
        )
        y += 60
    y = 900
    for row in cells:
        for i, cell in enumerate(row):
            draw.text((40 + i * 170, y), cell, font=small, fill=INK)
        draw.line((40, y + 66, WIDTH - 40, y + 66), fill=(217, 200, 194), width=2)
        y += ROW
    code = Image.open(io.BytesIO(qr_png(content.url, box=10))).convert("RGB")
    image.paste(code, (600, y + 40))
    for i, phone in enumerate(content.phones):
        draw.text(
            (40, y + 40 + i * 60), f"{phone.label} {phone.number}", font=small, fill=RED
        )
    return [_png(image, top) for top in range(0, height, SLICE)]


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(whole_font(), size, index=SIMPLIFIED_CHINESE)


def _png(image: Image.Image, top: int) -> bytes:
    out = io.BytesIO()
    bottom = min(top + SLICE, image.height)
    image.crop((0, top, WIDTH, bottom)).save(out, "PNG")
    return out.getvalue()


def main() -> int:
    content = land(ROWS)
    slices = picture(content)
    print(f"{len(slices)} slices, {max(map(len, slices)) // 1024} KB at most")
    assert all(len(one) < MAX_BYTES for one in slices)
    result = medians(
        {
            "product": lambda n: picture(changed(content, n)),
            "naive": lambda n: drawn(changed(content, n)),
        },
        rounds=7,
    )
    good = verdict(
        f"微信图片 {ROWS} 行，比直接用 Pillow 画",
        result["naive"] / result["product"],
        2,
        ours=ms(result["product"]),
        peer=f"Pillow {ms(result['naive'])}",
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
