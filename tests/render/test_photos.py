"""A photo as people send it: whatever a phone saves, screenshots too."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

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
