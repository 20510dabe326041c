"""What the open web withholds of a draft, why, and what it shows instead."""

from collections.abc import Iterator
from dataclasses import dataclass

from villagepub import render
from villagepub.content import NoticeContent
from villagepub.forms.township.open_words import OpenWords
from villagepub.notices.content.names_in_words import names_in
from villagepub.notices.open_draft import OpenDraft


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """``where``: 第 3 行“用途”; ``instead``: what the web says in its place."""

    where: str
    text: str
    why: str
    instead: str


def withheld(work: OpenDraft, content: NoticeContent) -> tuple[Withheld, ...]:
    """The clerk's own sentences first, then the list's cells in their order."""
    form = work.inspection.form
    names = names_in(form, work.inspection.entry) | render.hidden_names(content)
    words = OpenWords(form, names)
    cells = render.held_cells(content.web, form, words)
    return (
        *_sentences(work, content, words),
        *(Withheld(where=w, text=t, why=y, instead=i) for w, t, y, i in cells),
    )


def _sentences(
    work: OpenDraft, content: NoticeContent, words: OpenWords
) -> Iterator[Withheld]:
    shown = render.for_open_web(content)
    if shown.title != content.title:
        why = words.why_no_title(content.title)
        yield Withheld(where="标题", text=content.title, why=why, instead=shown.title)
    said = [("为什么更正", work.draft.reason)]
    said += [("还要说的话", text) for text in work.sheet.options.paragraphs]
    said += [("不全公开的理由", work.frame.attribute_reason)]
    for where, text in said:
        if why := words.why(text):
            yield Withheld(where=where, text=text, why=why, instead=words(text))
    for text in content.explanations:
        if text not in shown.explanations:
            masked = next((t for t in shown.explanations if _is_of(t, text)), "")
            yield Withheld(
                where="改过的地方",
                text=text,
                why=words.why(text) or "救助名单，网上只有总数",
                instead=masked or "这一句网上不登",
            )


def _is_of(masked: str, text: str) -> bool:
    """The same sentence with its names masked."""
    return len(masked) == len(text) and masked.partition("*")[0] in text
