"""One village's quarter on paper: a cover sheet, then its posters, and many such as one.

The posters come as they were drawn, each a file: nothing is set twice. What is set here
is the cover and the page number on every sheet. A plain PDF, as every PDF that holds
another: for whoever listens to it there are the posters themselves.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from villagepub.render.limits import bounded
from villagepub.render.papers import Ink, Paper
from villagepub.render.typesetter import Setting, beside_files


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


@dataclass(frozen=True, slots=True)
class Volume:
    pdf: bytes
    pages: int


def page_count(pdf: bytes) -> int:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(pdf) as document:
        return len(document)


@bounded
def volume_pdf(
    cover: Cover, posters: Sequence[bytes], *, paper: Paper, ink: Ink, first: int
) -> Volume:
    """``first``: the number of the cover's page in the whole book.

    Raises Unprintable for a character that the font lacks.
    """
    data: dict[str, Any] = asdict(cover) | {
        "paper": paper,
        "ink": ink,
        "first": first,
        "table": {},
        "posters": [page_count(pdf) for pdf in posters],
    }
    files = {f"poster{n}.pdf": pdf for n, pdf in enumerate(posters)}
    with beside_files(files) as folder:
        pdf = Setting("volume", data, folder=folder).pdf(is_archived=False)
    return Volume(pdf, page_count(pdf))


@bounded
def merge(parts: Sequence[Path], book: Path) -> None:
    """All pages of PDF files behind each other, each as it is, into one."""
    import pypdfium2 as pdfium

    merged = pdfium.PdfDocument.new()
    for path in parts:
        with pdfium.PdfDocument(path) as part:
            merged.import_pages(part)
    merged.save(book)
    merged.close()


def merged_pdf(parts: Sequence[bytes]) -> bytes:
    """The same of a few that are in memory."""
    with TemporaryDirectory(prefix="villagepub-") as name:
        book = Path(name, "book")
        files = [book.with_suffix(f".{n}") for n in range(len(parts))]
        for file, part in zip(files, parts, strict=True):
            file.write_bytes(part)
        merge(files, book)
        return book.read_bytes()
