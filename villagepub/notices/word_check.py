"""What a draft says, held against the rules of content: forbidden, asked about, answered."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from villagepub.content import NoticeContent, Sheet
from villagepub.content_rules import Flag, Listed, Passage, examine
from villagepub.forms.entry import Decision
from villagepub.forms.form import Form
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NotReady
from villagepub.notices.open_draft import OpenDraft


class WordsNotReady(NotReady):
    """A passage is forbidden, or nobody has answered the question about it."""


ACCEPT = "accept"  # a person read the question and means it as it stands


@dataclass(frozen=True, kw_only=True, slots=True)
class WordCheck:
    forbidden: tuple[Flag, ...]
    asked: tuple[Flag, ...]  # still to answer
    accepted: tuple[Flag, ...]


def check_words(work: OpenDraft, content: NoticeContent) -> WordCheck:
    """Checks the title, what was written beside the list, and the cells of words."""
    form = work.inspection.form
    found = examine(
        (*_sentences(work, content), *_cells(form, content.board)),
        rows=tuple(_listed(form, content.board)),
        heading=f"{content.title} {content.item}",
    )
    made = {d.code for d in work.sheet.decisions if d.choice == ACCEPT}
    return WordCheck(
        forbidden=tuple(f for f in found if f.is_forbidden),
        asked=tuple(f for f in found if not f.is_forbidden and f.code not in made),
        accepted=tuple(f for f in found if not f.is_forbidden and f.code in made),
    )


def accept_words(
    work: OpenDraft, content: NoticeContent, accepted: Collection[str]
) -> DraftSheet:
    """The draft's sheet with the passages that the clerk has accepted. Raises
    WordsNotReady, naming the first passage that is forbidden or still open.
    """
    check = check_words(work, content)
    left = [f for f in check.asked if f.code not in accepted]
    for flag in check.forbidden:
        raise WordsNotReady(
            f"{flag.where}“{flag.passage}”，{flag.title}，不能这样贴。{flag.why}改了再交。"
        )
    if left:
        raise WordsNotReady(
            f"有 {len(left)} 处写法要你定：{left[0].where}“{left[0].passage}”，"
            f"{left[0].title}。改掉，或者打勾说就这样写。"
        )
    sheet = work.sheet
    for flag in check.asked:
        sheet = sheet.decide(Decision(code=flag.code, choice=ACCEPT))
    return sheet


def _sentences(work: OpenDraft, content: NoticeContent) -> Iterator[Passage]:
    yield Passage(where="标题", text=content.title)
    for n, text in enumerate(content.paragraphs, 1):
        yield Passage(where=f"内容第 {n} 段", text=text)
    yield Passage(where="为什么更正", text=work.draft.reason)
    yield Passage(where="不全公开的理由", text=work.notice.attribute_reason)
    for text in content.explanations:
        yield Passage(where="改过的地方", text=text)


def _cells(form: Form, sheet: Sheet) -> Iterator[Passage]:
    words = _places(form, sheet)
    for row in sheet.rows:
        for place, head in words.items():
            if row.cells[place]:
                where = f"第 {row.cells[0]} 行“{head}”"
                yield Passage(where=where, text=row.cells[place], is_cell=True)


def _listed(form: Form, sheet: Sheet) -> Iterator[Listed]:
    words = _places(form, sheet)
    names = [n for n, column in enumerate(sheet.columns) if column.kind == "name"]
    for row in sheet.rows:
        said = tuple(row.cells[n] for n in words)
        for place in names:
            if row.cells[place]:
                where = f"第 {row.cells[0]} 行"
                yield Listed(where=where, name=row.cells[place], words=said)


def _places(form: Form, sheet: Sheet) -> dict[int, str]:
    """Where the columns of words stand, and what they are called."""
    keys = {c.key for c in form.columns if c.kind == "text"}
    return {n: c.head for n, c in enumerate(sheet.columns) if c.key in keys}
