"""What the head of a picture says, before any of it is looked at."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from villagepub.photo.cells import ListPhotoError

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

# What Pillow opens by itself. HEIC is opened by a library of its own, which is trusted
# with a stranger's file only in the reader's process.
FORMATS = ("JPEG", "PNG", "WEBP")
HEIC = b"ftyp"  # at the fifth byte: an iPhone's photo, or a film
MAX_PIXELS = 80_000_000  # of what is opened; phones make up to 50 million


@contextmanager
def checked(data: bytes, name: str, formats: tuple[str, ...]) -> Iterator["ImageFile"]:
    """The picture, not decoded. Raises ListPhotoError for what is none, or too large,
    and for what turns out to be broken while it is held.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=formats) as photo:
            if photo.width * photo.height > MAX_PIXELS:
                raise ListPhotoError(f"“{name}”太大，打不开。请用手机相机重拍一张。")
            yield photo
    except ListPhotoError:
        raise
    except Exception as error:  # whatever a broken or a hostile file makes Pillow raise
        raise ListPhotoError(
            f"“{name}”不是照片，或者不完整。请用手机相机重拍一张。"
        ) from error


def require_photo(data: bytes, name: str) -> None:
    """At once, so that nobody waits for it: raises ListPhotoError for what is no picture.

    Of HEIC only the reader can tell.
    """
    if data[4:8] != HEIC:
        with checked(data, name, FORMATS):
            return
