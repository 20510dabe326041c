"""QR codes through qrcode: SVG for print, PNG for pages and pictures."""

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from villagepub.errors import UserError

if TYPE_CHECKING:
    from qrcode import QRCode


@lru_cache(maxsize=256)
def qr_svg(url: str) -> str:
    """An SVG of black squares with the quiet zone of four modules around it.

    Level M: a quarter of a poster's code may be torn or dirty and it is still read,
    and the squares stay larger than at level Q.
    """
    from qrcode.image.svg import SvgPathImage

    out = io.BytesIO()
    _code(url).make_image(image_factory=SvgPathImage).save(out)
    return out.getvalue().decode()


def qr_png(url: str, box: int = 8) -> bytes:
    """A black and white PNG; ``box`` is the side of one module in pixels."""
    out = io.BytesIO()
    _code(url, box).make_image().save(out)
    return out.getvalue()


def _code(url: str, box: int = 10) -> "QRCode":
    if not url:
        raise UserError("没有网址，画不出二维码：草稿要审核通过才有网址。")
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_M

    code = QRCode(error_correction=ERROR_CORRECT_M, box_size=box, border=4)
    code.add_data(url)
    code.make(fit=True)
    return code
