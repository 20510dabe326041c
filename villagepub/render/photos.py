"""A photo as people send it → a JPEG that may be posted: upright, small, telling nothing.

What a camera writes beside the picture (place, time, the phone, a smaller picture of the
uncropped scene) does not go into the new file: only its pixels do.
"""

import hashlib
import io
from dataclasses import dataclass

from villagepub import pool
from villagepub.content import Photo
from villagepub.errors import UserError

MAX_SIDE = 1600  # px
MAX_PIXELS = 80_000_000  # of what is opened; phones make up to 50 million
QUALITY = 82
# A phone's MPO is opened as the JPEG that it is, an iPhone's HEIC as HEIF.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
SAY = "请换一张 JPG 照片；打不开的，在手机上截个图，传截图。"


class PhotoError(UserError):
    """A file that is no photo which can be posted; one sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    photo: Photo
    data: bytes


def _too_much(_: bytes, name: str) -> PhotoError:
    return PhotoError(f"“{name}”太大，打不开。{SAY}")


@pool.bounded(_too_much)
def prepare(data: bytes, name: str) -> Prepared:
    """Raises PhotoError for what is no photo, or too large a one."""
    from pi_heif import register_heif_opener
    from PIL import Image, ImageOps

    register_heif_opener()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise _too_much(data, name)
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a JPEG is read smaller at once
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
            bare = Image.new("RGB", upright.size, "white")
            with_alpha = upright.convert("RGBA")
            bare.paste(with_alpha, mask=with_alpha.getchannel("A"))
    except PhotoError:
        raise
    except Exception as error:  # whatever a broken or a hostile file makes Pillow raise
        raise PhotoError(f"“{name}”不是照片，或者不完整。{SAY}") from error
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    jpeg = out.getvalue()
    digest = hashlib.sha256(jpeg).hexdigest()
    photo = Photo(digest=digest, width=bare.width, height=bare.height)
    return Prepared(photo=photo, data=jpeg)
