"""A letter to a village as PDF and as docx, from the same plain value."""

import io
from dataclasses import asdict, dataclass

from villagepub.render.limits import bounded
from villagepub.render.typesetter import Setting


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """``rows``: 种类, 哪一户哪一项, 村里贴的, 政府公开的; paragraphs without indent."""

    title: str
    to: str
    opening: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    closing: tuple[str, ...]
    sender: str
    day: str


@bounded
def letter_pdf(letter: Letter) -> bytes:
    """PDF/A-2a. Raises Unprintable for a character the font lacks."""
    return Setting("letter", asdict(letter)).pdf()


@bounded
def letter_docx(letter: Letter) -> bytes:
    """For offices that add a letterhead or a sentence of their own."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(14)
    document.add_heading(letter.title, level=1)
    document.add_paragraph(f"{letter.to}：")
    for text in letter.opening:
        document.add_paragraph(text)
    table = document.add_table(rows=1, cols=len(letter.heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, letter.heads, strict=True):
        cell.text = head
    for row in letter.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for text in (*letter.closing, letter.sender, letter.day):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
