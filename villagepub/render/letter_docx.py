"""The same letter as docx, for offices that add a sentence of their own or print there.

It names the fonts that offices have (仿宋_GB2312, 方正小标宋简体); where they are not, the
word processor takes its own.
"""

import io
from typing import TYPE_CHECKING, Any

from villagepub.render.letter import Annex, Letter
from villagepub.render.limits import bounded

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

FANGSONG, TITLE, HEI = "仿宋_GB2312", "方正小标宋简体", "黑体"
RED = "D7000F"
LINE = 28.95  # pt: 225 mm in 22 lines
SIZE, TITLE_SIZE, SMALL = 16, 22, 14  # pt: 3 号, 2 号, 4 号
CHARACTER = 15.75  # pt: 28 of them in 156 mm


@bounded
def letter_docx(letter: Letter) -> bytes:
    from docx import Document

    document = Document()
    said = document.core_properties  # those of the library's own sample
    said.author, said.comments, said.title = letter.sender, "", "".join(letter.title)
    _page(document, letter)
    _head(document, letter)
    _body(document, letter)
    _signature(document, letter)
    _annex(document, letter.annex)
    _colophon(document, letter)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: "Document", letter: Letter) -> None:
    """A4, 37 35 28 26 mm, 22 lines of 28 characters; folios outside, left and right."""
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(22)
    normal = document.styles["Normal"]
    normal.font.size = Pt(SIZE)
    _set_font(normal, FANGSONG)
    _folios(document, letter)
    if letter.stamp:
        _stamp(section, letter)


def _stamp(section: Any, letter: Letter) -> None:
    """样稿, 作废 above every page: what does not hold says so on each."""
    headers = [section.header, section.even_page_header]
    if letter.form == "letter":
        headers.append(section.first_page_header)
    for header in headers:
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        _align(paragraph, "right")
        _say(paragraph, letter.stamp, HEI, TITLE_SIZE, color=RED)


def _folios(document: "Document", letter: Letter) -> None:
    """— 1 —: odd pages on the right, even ones on the left; a 函 has none on its first."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in (
        (section.footer, "right"),
        (section.even_page_footer, "left"),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        _align(paragraph, side)
        _indent(paragraph, **{side: CHARACTER})
        for text in ("— ", "PAGE", " —"):
            _add_field(paragraph) if text == "PAGE" else _say(
                paragraph, text, "宋体", SMALL
            )
    if letter.form == "letter":
        section.different_first_page_header_footer = True
        section.first_page_footer.is_linked_to_previous = False
        _border(section.first_page_footer.paragraphs[0], "top", "thinThickSmallGap", 24)


def _head(document: "Document", letter: Letter) -> None:
    is_file = letter.form == "file"
    mark = _line(document, "center", before=99 if is_file else 0, exact=0)
    _say(mark, letter.mark, TITLE, letter.head_size, color=RED)
    number = _line(document, "center" if is_file else "right")
    if is_file:
        number.paragraph_format.space_before = _pt(LINE * 2)
        _border(number, "bottom", "single", 10)
    else:
        _border(mark, "bottom", "thickThinSmallGap", 24)
        number.paragraph_format.space_before = _pt(6)
    _say(number, letter.number)
    _line(document)
    for text in letter.title:
        _say(_line(document, "center", exact=32), text, TITLE, TITLE_SIZE)
    _line(document)


def _body(document: "Document", letter: Letter) -> None:
    _say(_line(document), f"{letter.to}：")
    for paragraph in letter.body:
        line = _line(document, "both", first=True)
        _say(line, paragraph.text, HEI if paragraph.is_head else FANGSONG)
        line.paragraph_format.keep_with_next = paragraph.is_head
    line.paragraph_format.keep_with_next = line.paragraph_format.keep_together = True


def _signature(document: "Document", letter: Letter) -> None:
    """What follows the last paragraph stays with it: never a signature alone."""
    gap = max(0.0, (_em(letter.sender) - _em(letter.day)) / 2) * SIZE
    date = max(4 * CHARACTER, gap + 2 * CHARACTER)
    kept = [_line(document)]
    kept.append(_line(document, first=True))
    _say(kept[-1], f"附件：{letter.annex.title}")
    kept += [_line(document), _line(document)]
    for text, right in ((letter.sender, date - gap), (letter.day, date)):
        kept.append(_line(document, "right"))
        _indent(kept[-1], right=right)
        _say(kept[-1], text)
    for line in kept:
        line.paragraph_format.keep_with_next = True
    _say(_line(document, first=True), letter.contact)


def _annex(document: "Document", annex: Annex) -> None:
    from docx.shared import Mm

    mark = _line(document)
    mark.paragraph_format.page_break_before = True
    _say(mark, "附件", HEI)
    _line(document)
    title = _line(document, "center", exact=32)
    title.paragraph_format.space_after = _pt(14)
    _say(title, annex.title, TITLE, TITLE_SIZE)
    lines = (annex.heads, *annex.rows)
    table = document.add_table(len(lines), len(annex.heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, annex.widths, strict=True):
        column.width = Mm(width)
    _repeat_head(table.rows[0])
    for cells, texts in zip(table.rows, lines, strict=True):
        face = HEI if texts is annex.heads else FANGSONG
        pairs = zip(cells.cells, texts, annex.widths, strict=True)
        for column, (cell, text, width) in enumerate(pairs):
            cell.width = Mm(width)
            line = cell.paragraphs[0]
            line.paragraph_format.line_spacing = _pt(18)
            _align(line, "center" if texts is annex.heads or not column else "left")
            _say(line, text, face, 12)


def _colophon(document: "Document", letter: Letter) -> None:
    """版记 below the table; offices that print it at the foot move it there."""
    said = [f"抄送：{letter.copy}。"] if letter.copy else []
    if letter.form == "file":
        said.append(f"{letter.sender}　{letter.day}印发")
    if said:
        _line(document)
    for text in said:
        line = _line(document)
        _say(line, text, FANGSONG, SMALL)
        if letter.form == "file":
            _border(line, "top", "single", 6)
            _border(line, "bottom", "single", 6)


def _line(
    document: "Document",
    side: str = "left",
    *,
    first: bool = False,
    before: float = 0,
    exact: float = LINE,
) -> "Paragraph":
    """A paragraph of its own height; ``first``: its first line begins two characters in."""
    paragraph: Paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before, form.space_after = _pt(before), _pt(0)
    form.widow_control = False
    if exact:
        form.line_spacing = _pt(exact)
    if first:
        form.first_line_indent = _pt(2 * CHARACTER)
    _align(paragraph, side)
    return paragraph


def _say(
    paragraph: "Paragraph",
    text: str,
    face: str = FANGSONG,
    size: float = SIZE,
    color: str = "",
) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _set_font(run, face)
    if size == SIZE:  # 28 characters of 16 pt are a little wider than 156 mm
        spacing = OxmlElement("w:spacing")
        spacing.set(_q("val"), str(round((CHARACTER - SIZE) * 20)))
        run._r.get_or_add_rPr().insert_element_before(spacing, "w:sz")
    if color:
        run.font.color.rgb = RGBColor.from_string(color)


def _set_font(has_font: Any, face: str) -> None:
    """Chinese letters have a font of their own in a docx."""
    has_font.font.name = face
    has_font.element.get_or_add_rPr().get_or_add_rFonts().set(_q("eastAsia"), face)


def _align(paragraph: "Paragraph", side: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }[side]


def _indent(paragraph: "Paragraph", left: float = 0, right: float = 0) -> None:
    paragraph.paragraph_format.left_indent = _pt(left)
    paragraph.paragraph_format.right_indent = _pt(right)


def _border(paragraph: "Paragraph", side: str, style: str, eighths: int) -> None:
    """A red rule of so many eighths of a point along one side, the width of the text."""
    from docx.oxml import OxmlElement

    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(_q("pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    rule = OxmlElement(f"w:{side}")
    black = style == "single" and eighths < 10
    for name, value in (
        ("val", style),
        ("sz", str(eighths)),
        ("space", "4"),
        ("color", "000000" if black else RED),
    ):
        rule.set(_q(name), value)
    borders.append(rule)


def _repeat_head(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _add_field(paragraph: "Paragraph") -> None:
    """The page's own number."""
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_q("instr"), "PAGE")
    paragraph._p.append(field)
    _say(paragraph, "1", "宋体", SMALL)
    field.append(paragraph.runs[-1]._r)


def _em(text: str) -> float:
    """Rough width in characters: digits are half as wide."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in text)


def _pt(points: float) -> Any:
    from docx.shared import Pt

    return Pt(points)


def _q(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")
