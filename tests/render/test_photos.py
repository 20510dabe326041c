"""A photo as people send it: whatever a phone saves, screenshots too."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

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
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert int(done.stdout) > 500
