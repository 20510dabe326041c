"""The poster: NoticeContent → PDF/A-2a, and the same sheets as PNG for the screen."""

from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from villagepub.content import Circle, NoticeContent, Sheet
from villagepub.render import sheets
from villagepub.render.glyphs import missing
from villagepub.render.layouts import LAYOUTS
from villagepub.render.limits import bounded
from villagepub.render.papers import PAPERS, Ink, Paper, lies
from villagepub.render.qr import qr_svg
from villagepub.render.template_data import common_data
from villagepub.render.typesetter import Setting, Unprintable

# The picture of a code as the vendor drew it, by its first bytes.
PICTURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedCode:
    """A second, smaller code beside the notice's own: to a group, to an account.

    Not every paper has room for it.
    ``url`` is drawn here; ``picture`` (PNG or JPEG) is taken as it is.
    """

    call: str  # 扫码进村民群
    url: str = ""
    picture: bytes = b""


class Printing(TypedDict, total=False):
    """How a sheet is printed, whatever its size.

    ``ink``: in colour unless said. ``mark``: what stands across every sheet (演示); a
    draft's is 样稿.
    """

    ink: Ink
    poster_code: PrintedCode | None
    mark: str


@bounded
def poster_pdf(
    content: NoticeContent, *, paper: Paper = "a3", **how: Unpack[Printing]
) -> bytes:
    """PDF/A-2a with selectable text: the table of the 村内 circle, for the wall.

    Raises MissingGlyph if the font lacks a character of the notice.
    """
    return _printed(content, paper, **how)[1]


@bounded
def poster_pages(
    content: NoticeContent,
    *,
    paper: Paper = "a3",
    ppi: int = 110,
    **how: Unpack[Printing],
) -> tuple[bytes, ...]:
    """Every sheet of the poster as PNG. Raises MissingGlyph like ``poster_pdf``."""
    return _printed(content, paper, **how)[0].png(ppi)


def _printed(
    content: NoticeContent,
    paper: Paper,
    *,
    ink: Ink = "colour",
    poster_code: PrintedCode | None = None,
    mark: str = "",
) -> tuple[Setting, bytes]:
    style = PAPERS[paper]
    shown = poster_code if style.has_poster_code else None
    ink = "black" if style.is_black else ink
    data = poster_data(content, paper, ink) | {"poster_code": _poster_code(shown)}
    data["mark"] = data["mark"] or mark
    setting = Setting(style.template or content.layout, data)
    try:
        return setting, setting.pdf()
    except Unprintable as error:
        raise missing(content, error.characters) from error


def poster_data(content: NoticeContent, paper: Paper, ink: Ink) -> dict[str, Any]:
    """What the poster templates read; every figure is already the text it prints."""
    sheet = content.sheet(Circle.BOARD)
    if LAYOUTS[content.layout].has_votes and _said_by_votes(content, sheet):
        sheet = Sheet()
    table = sheets.table(content, sheet)
    return common_data(content, Circle.BOARD) | {
        "paper": paper,
        "ink": ink,
        "lies": lies(paper, table["cols"]),
        "table": table,
        "sign": _signatures(content),
        "objection": content.objection,
    }


def _poster_code(code: PrintedCode | None) -> dict[str, Any] | None:
    if code is None:
        return None
    if code.picture:
        form = next(f for head, f in PICTURES.items() if code.picture.startswith(head))
        return {"call": code.call, "form": form, "data": list(code.picture)}
    return {"call": code.call, "form": "svg", "data": qr_svg(code.url)}


def _signatures(content: NoticeContent) -> list[dict[str, str]]:
    lines = [{"role": s.role, "name": s.name} for s in content.signatures]
    if not any("日期" in line["role"] for line in lines):
        lines.append({"role": "张榜日期", "name": ""})
    return lines


def _said_by_votes(content: NoticeContent, sheet: Sheet) -> bool:
    """Whether the table would only repeat what stands in large type beside the votes."""
    said = {
        text
        for vote in content.votes
        for text in (vote.no, vote.title, vote.result, *(c.value for c in vote.counts))
    }
    numbers = {str(n) for n in range(1, len(content.votes) + 1)}
    cells = {cell for row in sheet.rows for cell in row.cells if cell}
    return bool(content.votes) and cells <= said | numbers
