"""One village's quarter on paper: a cover sheet, then its posters, and many such as one.

The posters come as they were drawn, each a file: nothing is set twice. What is set here
is the cover and the page number on every sheet.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

from villagepub.render.joined_pdf import JoinedPdf
from villagepub.render.limits import bounded
from villagepub.render.papers import Ink, Paper
from villagepub.render.pdf_objects import sheet_sizes
from villagepub.render.typesetter import Setting


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverLine:
    """A poster that follows: what, where it has to hang, until when, how it is now."""

    title: str
    number: str
    where: str
    until: str
    now: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """What the village owes of this quarter and has not posted, or what does not print."""

    what: str
    due: str
    now: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    """``lines`` are as many as posters follow; ``unprintable`` are those left out."""

    place: str  # 延安市安塞区沿河湾镇
    village: str  # 马家沟村
    quarter: str  # 2026年第四季度
    drawn_on: str
    basis: str  # why it has to hang, with law and article
    lines: tuple[CoverLine, ...]
    missing: tuple[Missing, ...]
    unprintable: tuple[Missing, ...] = ()
    mark: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Volume:
    """``cover``: its own sheets, then one with its number for each of the posters'."""

    cover: bytes
    own: int
    posters: tuple[bytes, ...]
    sheets: tuple[int, ...]  # of each poster

    @property
    def pages(self) -> int:
        return self.own + sum(self.sheets)

    def join(self, book: JoinedPdf) -> None:
        stamps = book.add(self.cover, own=self.own)
        for poster, count in zip(self.posters, self.sheets, strict=True):
            book.add(poster, is_under=True, stamps=stamps[:count])
            del stamps[:count]


def volume(
    cover: Cover, posters: Sequence[bytes], *, paper: Paper, ink: Ink, first: int
) -> Volume:
    """``first``: the number of the cover's page in the whole book.

    Raises Unprintable for a character that the font lacks.
    """
    sizes = [sheet_sizes(pdf) for pdf in posters]
    data: dict[str, Any] = asdict(cover) | {
        "paper": paper,
        "ink": ink,
        "first": first,
        "table": {},
        "posters": [[{"w": w, "h": h} for w, h in of_one] for of_one in sizes],
    }
    pdf = _set(data)
    sheets = tuple(map(len, sizes))
    own = len(sheet_sizes(pdf)) - sum(sheets)
    return Volume(cover=pdf, own=own, posters=tuple(posters), sheets=sheets)


@bounded
def _set(data: dict[str, Any]) -> bytes:
    return Setting("volume", data).pdf()


def merged_pdf(parts: Sequence[bytes]) -> bytes:
    """All sheets of a few PDFs behind each other, with their tags."""
    file = BytesIO()
    book = JoinedPdf(file)
    for part in parts:
        book.add(part)
    book.close()
    return file.getvalue()
