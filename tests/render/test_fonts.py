"""The small font that nearly every poster is set in, and the whole one behind it."""

import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from tests.render.notice_samples import land
from tests.render.reading import pdf_text, squeezed
from villagepub.render import poster_pdf
from villagepub.render.typesetter import COMMON, FONT_PACKAGE

CHINA = 2  # of the faces in the whole font's file
MB = 1_000_000
READ = """
import sys
from pathlib import Path
import PIL.Image
import typst
from tests.render.notice_samples import land
from villagepub.render import check_glyphs, poster_pdf

def read():
    return int(Path("/proc/self/io").read_text().split()[1])

before, content = read(), land(30, title=sys.argv[1])
check_glyphs(content)
poster_pdf(content)
print(read() - before)
"""


def bytes_read(title: str) -> int:
    """By a fresh process that sets a poster."""
    command = [sys.executable, "-c", READ, title]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="no such count here")
def test_the_whole_font_is_read_for_a_character_that_the_common_one_has_not() -> None:
    """Typst holds what it reads: 33 MB of a process that shall have a hundred."""
    whole, common = bytes_read("𡢃家沟的公示"), bytes_read("犇喆堃犟赟家沟的公示")
    assert common < 12 * MB
    assert whole > 33 * MB


def test_a_poster_may_need_both() -> None:
    text = pdf_text(
        poster_pdf(land(3, title="𡢃家沟的公示", title_parts=("𡢃家沟的公示",)))
    )
    assert "𡢃家沟的公示" in squeezed(text)


@cache
def faces() -> tuple[TTFont, TTFont]:
    spec = find_spec(FONT_PACKAGE)
    assert spec
    assert spec.origin
    whole = next(Path(spec.origin).parent.glob("*.ttc"))
    return TTFont(next(COMMON.glob("*.otf"))), TTFont(whole, fontNumber=CHINA)


def drawn(font: TTFont, code: int, weight: int) -> tuple[Any, Any]:
    """(width, outline) of a character."""
    glyph = font.getGlyphSet(location={"wght": weight})[font.getBestCmap()[code]]
    pen = RecordingPen()
    glyph.draw(pen)
    return glyph.width, pen.value


@pytest.mark.parametrize("weight", [300, 400, 700])
def test_a_character_looks_the_same_in_both(weight: int) -> None:
    common, whole = faces()
    codes = sorted(common.getBestCmap())
    assert len(codes) > 10_000
    for code in codes[::97]:
        assert drawn(common, code, weight) == drawn(whole, code, weight), chr(code)


@pytest.mark.parametrize(
    ("table", "name"),
    [("hhea", "ascent"), ("OS/2", "sTypoAscender"), ("OS/2", "sCapHeight"), ("head", "unitsPerEm")],
)  # fmt: skip
def test_a_line_is_as_high_in_both(table: str, name: str) -> None:
    one, other = (getattr(font[table], name) for font in faces())
    assert one == other
