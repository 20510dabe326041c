"""The picture for the group: width, weight, no row cut, the web circle only."""

import io
import json
import re
import subprocess
import sys
from functools import cache

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.render.layout_samples import finance, projects, vote
from tests.render.notice_samples import URL, corrected, draft, land, make_content, name
from tests.render.reading import pdf_text, qr_addresses, size_of, squeezed
from villagepub.content import NoticeContent
from villagepub.errors import UserError
from villagepub.render import card, picture, qr_png
from villagepub.render.open_web import for_open_web
from villagepub.render.picture import GROUNDS, INKS, MAX_BYTES, _data, _pages
from villagepub.render.typesetter import TEMPLATES, Setting

TOKENS = TEMPLATES / "tokens.typ"

KINDS = {
    "land": lambda: land(74),
    "groups": lambda: land(40, grouped=True),
    "finance": finance,
    "vote": vote,
    "projects": projects,
    "corrected": corrected,
    "one": lambda: land(1),
    "none": lambda: land(0),
}


def data_of(content: NoticeContent) -> dict[str, object]:
    return _data(content, for_open_web(content))


@cache
def slices_of(kind: str) -> tuple[bytes, ...]:
    """Drawn once, and looked at by many tests."""
    return picture(KINDS[kind]())


def drawn_text(content: NoticeContent) -> str:
    return pdf_text(Setting("wechat", data_of(content)).pdf())


@pytest.mark.parametrize("kind", KINDS)
def test_every_slice_is_1080_pixels_wide_and_under_two_megabytes(kind: str) -> None:
    slices = slices_of(kind)
    assert {size_of(one)[0] for one in slices} == {1080}
    assert max(map(len, slices)) < MAX_BYTES


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_last_slice_holds_the_code(kind: str) -> None:
    slices = slices_of(kind)
    assert qr_addresses(slices[-1]) == [URL]
    assert all(qr_addresses(one) == [] for one in slices[:-1])


def test_slices_of_a_list_are_even() -> None:
    heights = [size_of(one)[1] for one in slices_of("land")]
    assert max(heights) - min(heights) < 0.15 * max(heights)


def test_six_hundred_rows_go_into_nine_pictures() -> None:
    assert len(picture(land(600))) == 9


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_the_web_is_drawn_once(kind: str) -> None:
    content = KINDS[kind]()
    text = drawn_text(content)
    assert all(squeezed(row.cells[-1]) in text for row in content.web.rows)


def test_no_row_is_cut() -> None:
    """A row's numbers stand together on one page of the drawing."""
    content = land(74)
    text = drawn_text(content)
    rows = [squeezed("".join((*r.cells[:5], r.cells[6]))) for r in content.web.rows]
    assert all(row in text for row in rows)


def test_full_names_of_the_list_are_not_in_the_data() -> None:
    content = corrected()
    data = json.dumps(data_of(content), ensure_ascii=False)
    assert not [name(i) for i in range(74) if name(i) in data]


def test_white_stays_white() -> None:
    image = Image.open(io.BytesIO(picture(land(3))[0])).convert("RGB")
    assert image.getpixel((2, 2)) == (255, 255, 255)


def test_a_draft_has_no_code() -> None:
    assert all(qr_addresses(one) == [] for one in picture(draft()))


@pytest.mark.parametrize("kind", KINDS)
def test_the_card_is_a_square_of_600_pixels(kind: str) -> None:
    assert size_of(card(KINDS[kind]())) == (600, 600)


def test_the_card_of_a_long_item_still_works() -> None:
    long = make_content(item="农村集体经济组织资产资源公开发包租赁处置情况", facts=())
    assert size_of(card(long)) == (600, 600)


def test_a_code_as_png_leads_to_the_page() -> None:
    assert qr_addresses(qr_png(URL)) == [URL]


def test_a_draft_cannot_have_a_code() -> None:
    with pytest.raises(UserError, match="审核通过才有网址"):
        qr_png("")


def test_every_colour_of_the_templates_is_one_of_the_pictures_colours() -> None:
    line = next(
        each for each in TOKENS.read_text("utf-8").splitlines() if "colour: (" in each
    )
    both = line + TOKENS.read_text("utf-8").split(line)[1].split("black:")[0]
    said = {bytes.fromhex(word) for word in re.findall(r'rgb\("#(\w{6})"\)', both)}
    assert len(said) == 9
    assert said <= {bytes(rgb) for rgb in (*INKS, *GROUNDS)}


def test_a_picture_has_the_colours_that_were_drawn() -> None:
    """Beside PDFium's own pixels nobody sees a difference: 36 dB, white stays white."""
    content = land(12)
    drawn = _pages("wechat", content, data_of(content))
    pages = [page.to_pil().convert("RGB") for page in drawn]
    for page, one in zip(pages, picture(content), strict=True):
        shown = Image.open(io.BytesIO(one)).convert("RGB")
        beside = ImageStat.Stat(ImageChops.difference(page, shown))
        assert max(beside.rms) < 4
        assert shown.getpixel((2, 2)) == (255, 255, 255)


LONG = """
from resource import RUSAGE_SELF, getrusage
from tests.render.notice_samples import land
from villagepub.render import picture

picture(land(5))
before = getrusage(RUSAGE_SELF).ru_maxrss
picture(land(600))
print(getrusage(RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_long_picture_stands_in_memory_in_the_colours_of_the_templates_alone() -> (
    None
):
    """A slice is 16 MB as PDFium draws it: two more copies of it made 135 MB of these."""
    command = [sys.executable, "-c", LONG]
    grown = subprocess.run(command, capture_output=True, check=True).stdout
    assert int(grown) < 100_000  # KB
