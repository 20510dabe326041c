"""A photo as people send it: whatever a phone saves, screenshots too."""

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.render.layout_samples import free
from tests.render.reading import page_texts
from villagepub.content import Photo
from villagepub.render import poster_pdf
from villagepub.render.papers import Paper
from villagepub.render.photos import prepare

OPEN = """
import sys
from villagepub.render.photos import prepare
data = open(sys.argv[1], "rb").read()
print(len(prepare(data, "截图").data))
"""


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "MPO"])
def test_a_screenshot_is_taken_by_a_process_that_has_just_begun(
    tmp_path: Path, kind: str
) -> None:
    """Pillow loads a format's plugin when it is first wanted, and a test before this one
    may have wanted it.
    """
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "#b7a98f").save(out, kind)
    path = tmp_path / "photo"
    path.write_bytes(out.getvalue())
    assert size_of(path) > 500


def test_an_iphones_photo_is_taken_and_tells_nothing_of_its_phone(
    sheets_folder: Path,
) -> None:
    path = sheets_folder / "photo.heic"
    assert size_of(path) > 500
    made = prepare(path.read_bytes(), "IMG_0012.HEIC")
    with Image.open(io.BytesIO(made.data)) as jpeg:
        assert (jpeg.format, jpeg.size) == ("JPEG", (640, 480))
        assert not jpeg.getexif()
        red, green, blue = jpeg.getpixel((160, 120))
    assert red > 140 > 60 > green
    assert blue < 60


def size_of(path: Path) -> int:
    """Of what a process that has opened none before makes of it."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    return int(done.stdout)


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_nine_photos_leave_a_few_rows_on_their_sheet(paper: Paper) -> None:
    """They are set smaller rather than send four rows of five to a sheet of their own."""
    files = [_jpeg(n) for n in range(9)]
    photos = [
        Photo(digest=hashlib.sha256(file).hexdigest(), width=160, height=120)
        for file in files
    ]
    content = free(photos=(*photos,), photo_files=(*files,))
    (page,) = page_texts(poster_pdf(content, paper=paper, ink="black"))
    assert "第5件要知道的事" in page


def _jpeg(n: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (160, 120), (20 * n, 120, 90)).save(out, "JPEG")
    return out.getvalue()
