"""Characters the font cannot print, found before anything is published."""

from collections.abc import Iterator

from villagepub.content import NoticeContent, Sheet
from villagepub.errors import UserError
from villagepub.render.limits import bounded
from villagepub.render.typesetter import Setting, Unprintable

_printed: set[str] = set()  # what the font has shown in this process that it can set


class MissingGlyph(UserError):
    """A character that would print as an empty box; ``where`` is empty if not found."""

    def __init__(self, character: str, where: str) -> None:
        self.character = character
        self.where = where
        place = f"{where}里的" if where else "这份公示里的"
        super().__init__(
            f"{place}“{_shown(character)}”字库里没有，印出来会是空框。"
            "请换成常用字再试；是人名、地名的，写同音字，后面加括号写明怎么拆，如“冲（左中右羽）”。"
        )

    def __reduce__(self) -> tuple[type["MissingGlyph"], tuple[str, str]]:
        return MissingGlyph, (self.character, self.where)  # out of the pool's process


@bounded
def check_glyphs(content: NoticeContent) -> None:
    """Raise MissingGlyph for the first character that no poster could print.

    Every character is set once, so 2,000 rows cost no more than 20, and a notice whose
    characters have all been set before costs nothing.
    """
    characters = sorted({c for _, text in texts(content) for c in text} - _printed)
    if not characters:
        return
    try:
        Setting("glyphs", {"characters": characters}).pdf()
    except Unprintable as error:
        raise missing(content, error.characters) from error
    _printed.update(characters)


def missing(content: NoticeContent, characters: str) -> MissingGlyph:
    """The error for the first of ``characters``, with the place it was read in."""
    for where, text in texts(content):
        if characters in text:
            return MissingGlyph(characters, where)
    return MissingGlyph(characters, "")


def texts(content: NoticeContent) -> Iterator[tuple[str, str]]:
    """Every text of a notice with its place, the table first: (第3行“姓名”, 王…)."""
    yield from _cells(content.board)
    yield from _cells(content.web)
    yield from _head(content)
    for pair in content.meta + content.elements:
        yield f"“{pair.label}”", pair.label + pair.value
    for fact in content.facts:
        yield f"“{fact.label}”", fact.label + fact.value + fact.unit + fact.note
    for vote in content.votes:
        counts = "".join(c.label + c.value for c in vote.counts)
        yield f"表决事项{vote.no}", vote.title + vote.result + vote.check + counts
    yield from _rest(content)


def _cells(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for column in sheet.columns:
        yield f"表头“{column.head}”", column.head + column.unit
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in zip(sheet.columns, row.cells, strict=False):
            yield f"第{number}行“{column.head}”", cell
        yield f"第{number}行", row.mark
    for section in sheet.sections:
        yield f"“{section.title}”", section.title + section.note
        yield f"“{section.title}”的合计", "".join(section.total)
    yield "合计", "".join(sheet.total)
    yield "表格说明", sheet.unit_note + sheet.note


def _head(content: NoticeContent) -> Iterator[tuple[str, str]]:
    yield "标题", content.title + "".join(content.title_parts)
    yield "事项", content.item
    yield "编号", content.number
    yield "地方", content.place + content.village + content.publisher
    yield "公布期限", content.posting + content.objection_period + content.period
    yield "公开依据", "".join(content.basis)
    yield "公开目录", content.catalog + content.area + content.kind


def _rest(content: NoticeContent) -> Iterator[tuple[str, str]]:
    for chart in content.charts:
        bars = "".join(bar.words for bar in chart.bars)
        times = "".join(time.label + time.value for time in chart.times)
        yield f"“{chart.title}”", chart.title + chart.total + bars + times
    yield "正文", "".join(content.paragraphs)
    yield "说明", "".join(content.explanations)
    yield "异议办法", content.objection
    for phone in content.phones:
        yield f"电话“{phone.label}”", phone.label + phone.number
    for line in content.signatures:
        yield f"“{line.role}”签名", line.role + line.name
    if content.correction:
        yield "更正原因", content.correction.reason + content.correction.summary
        for d in content.correction.board + content.correction.totals:
            yield "更正前后对照", d.who + d.field + d.before + d.after


def _shown(character: str) -> str:
    if character.isprintable() and not 0xE000 <= ord(character[0]) <= 0xF8FF:
        return character
    return f"（看不见的字，编码 U+{ord(character[0]):04X}）"
