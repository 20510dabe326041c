"""A paper list, photographed with a phone, read into the same table that a sheet gives."""

from importlib.util import find_spec

from villagepub import pool
from villagepub.photo.cells import ListPhotoError, PhotoCell, PhotoGrid
from villagepub.photo.doubts import Doubts, find
from villagepub.photo.image_header import HEIC, require_photo
from villagepub.photo.spots import Spot

PARTS = ("rapidocr", "onnxruntime", "cv2")
BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")


def is_installed() -> bool:
    """Whether the parts are there that ``villagepub[photo]`` brings."""
    return all(map(find_spec, PARTS))


def is_photo(data: bytes) -> bool:
    return data.startswith(BEGINNINGS) or data[4:8] == HEIC


def _too_much(_: bytes, name: str) -> ListPhotoError:
    return ListPhotoError(
        f"“{name}”读得太久，没有读完。请只拍表的部分，铺平、正对着再拍一张。"
    )


@pool.bounded(_too_much, limits=pool.PHOTO)
def read(data: bytes, name: str) -> PhotoGrid:
    """The cells of the list in a photo. Raises ListPhotoError.

    The photo lives in the memory of a process of its own and ends with it.
    """
    from villagepub.photo import reader

    return reader.grid(data, name)
