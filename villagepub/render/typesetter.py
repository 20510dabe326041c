"""Typst behind one door: templates and JSON in, PDF/A-2a and PDF/UA-1 and PNG out.

The data reach the templates as one JSON text in memory (``sys.inputs``), so a name
that looks like markup stays a name. Nothing is read but the templates and the font.
"""

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any, Literal

from villagepub import pool
from villagepub.canonical_json import canonical_json
from villagepub.content import Layout
from villagepub.errors import UserError

if TYPE_CHECKING:
    import typst

Template = Layout | Literal[
    "wechat", "card", "glyphs", "letter", "power", "power_book", "guide", "application",
    "tile", "volume", "roll", "blank",
]  # fmt: skip

TEMPLATES = Path(__file__).parent / "templates"
FONT_PACKAGE = "manimgx_fonts_cjk"
# A part of it, which suffices nearly always: Typst holds the whole file of a font in memory.
COMMON = Path(__file__).parent / "fonts"
# PDF/A is also what makes Typst say which character the font lacks.
# A-2a and UA-1: tagged, so that a screen reader follows the table by its heads.
STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
BLANKS = 10  # two milliseconds, after the answer
_UNPRINTABLE = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


class Unprintable(Exception):
    """The font has no glyph for ``characters``; the caller knows where they stand."""

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters


# Stand-ins for 仿宋 and 小标宋, as Debian installs them (fonts-lxgw-wenkai, fonts-noto-cjk).
# Where they are not, letters are set in the font that every installation has.
LETTER_FONTS = (
    "/usr/share/fonts/truetype/lxgw-wenkai",
    "/usr/share/fonts/opentype/noto",
)


@lru_cache(maxsize=2)
def fonts(*more: str) -> "typst.Fonts":
    """Noto Sans CJK, its common part first, opened once: opening it again costs 16 ms a
    poster. ``more``: folders with further fonts; those that are not there are left out.
    """
    import typst

    spec = find_spec(FONT_PACKAGE)
    if spec is None or spec.origin is None:
        raise UserError(f"没有装字体包 {FONT_PACKAGE}，请重新安装依赖。")
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[
            str(COMMON),
            str(Path(spec.origin).parent),
            *(folder for folder in more if Path(folder).is_dir()),
        ],
    )


_of_thread = local()  # a compiler works for one at a time


def _kept(template: Template) -> "typst.Compiler":
    """Opened once: to read the templates again costs 7 ms a poster."""
    import typst

    kept: dict[str, typst.Compiler] = _of_thread.__dict__
    if template not in kept:
        kept[template] = typst.Compiler(
            input=str(TEMPLATES / f"{template}.typ"),
            root=str(TEMPLATES),
            font_paths=fonts(*(LETTER_FONTS if template == "letter" else ())),
            ignore_system_fonts=True,
        )
    return kept[template]


def let_go() -> None:
    """Typst keeps what it laid out until ten others follow, 8 MB a poster: blank ones let
    it go of all.
    """
    for _ in range(BLANKS):
        _kept("blank").compile()


pool.BETWEEN.append(let_go)


class Setting:
    """One template filled with one set of data; the layout is shared by its outputs."""

    def __init__(self, template: Template, data: dict[str, Any]) -> None:
        self._compiler = _kept(template)
        self._inputs = {"data": canonical_json(data)}

    def pdf(self, *, is_archived: bool = True) -> bytes:
        """PDF/A-2a and PDF/UA-1, or a plain PDF. Raises Unprintable if the font lacks a
        character.
        """
        import typst

        standards = STANDARDS if is_archived else ()
        try:
            out = self._compiler.compile(
                format="pdf", pdf_standards=[*standards], sys_inputs=self._inputs
            )
        except typst.TypstError as error:
            raise _explained(error) from error
        return out if isinstance(out, bytes) else b"".join(out or ())

    def png(self, ppi: float) -> tuple[bytes, ...]:
        """One PNG a sheet. A PNG shows missing glyphs as boxes: make the PDF first."""
        out = self._compiler.compile(format="png", ppi=ppi, sys_inputs=self._inputs)
        return (out,) if isinstance(out, bytes) else tuple(out or ())


def _explained(error: "typst.TypstError") -> Exception:
    found = _UNPRINTABLE.search(error.message)
    if found is None:
        return error
    return Unprintable(_ESCAPE.sub(lambda m: chr(int(m[1], 16)), found[1]))
