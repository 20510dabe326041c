"""Pictures that are no photo of a list, or none of the usual kind."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.clerk.desk import Desk
from tests.web.clerk.test_paper import ELDERS, needs_reader, when_read
from villagepub import photo

# The head of a picture of 30,000 × 30,000 dots, and nothing behind it.
PNG_OF_900_MILLION_DOTS = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\x75\x30" * 2 + b"\x08\x02\0\0\0"
    b"\xe9\x45\x6f\xed" + bytes(60)
)


@needs_reader
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PNG_OF_900_MILLION_DOTS, "不是照片，或者不完整"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "没有找到名单"),
    ],
    ids=["huge", "svg"],
)
def test_a_hostile_picture_is_refused_in_a_sentence(
    client: FlaskClient, data: bytes, said: str
) -> None:
    page = Desk(client, "laotuo").bring(ELDERS, data, "IMG_0711.jpg")
    assert page.code == 422
    assert "“IMG_0711.jpg”" in page.words
    assert said in page.words


@needs_reader
def test_a_hostile_picture_that_only_the_reader_may_open_is_refused_where_one_waits_for_it(
    client: FlaskClient,
) -> None:
    clerk = Desk(client, "laotuo")
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
    page = clerk.bring(ELDERS, heic, "IMG_0711.HEIC")  # the reader may be quicker
    page = clerk.get(when_read(clerk, page))
    assert "“IMG_0711.HEIC”不是照片，或者不完整" in page.words


@needs_reader
def test_an_iphones_photo_is_opened_as_any_other(sheets_folder: Path) -> None:
    from villagepub.photo import page

    data = (sheets_folder / "photo.heic").read_bytes()
    assert photo.is_photo(data)
    assert max(page.opened(data, "IMG_0711.heic").shape) >= page.MIN_SIDE
