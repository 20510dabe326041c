"""What a notice may say where its 公开属性 is not 主动公开."""

from dataclasses import replace

from villagepub.content import Answer, Meta, NoticeContent, Sheet
from villagepub.states import ATTRIBUTES, Attribute

HOW = {
    Attribute.ON_REQUEST: "要看的，到村委会当面查，村委会应当接受村民的查询。",
    Attribute.PARTIAL: "只公布总数，名单不公布。",
    Attribute.NONE: "这一件依法不公开。",
}


def restrict(
    content: NoticeContent, attribute: Attribute, reason: str
) -> NoticeContent:
    """The content as its 公开属性 allows: whole, sums without rows, or only the reason."""
    if attribute is Attribute.ACTIVE:
        return content
    word = ATTRIBUTES[attribute].text
    note = f"{word}。{HOW[attribute]}理由：{reason}"
    content = replace(
        content,
        board=_without_rows(content.board, note, attribute),
        web=_without_rows(content.web, note, attribute),
        meta=tuple(_said(m, f"{word}。理由：{reason}") for m in content.meta),
        explanations=(),
        correction=None,
        photos=(),
    )
    if attribute is Attribute.PARTIAL:
        return content
    return replace(
        content,
        facts=(),
        charts=(),
        votes=(),
        paragraphs=(),
        answers=(
            Answer(question="为什么", answer=note),
            *(a for a in content.answers if a.question == "找谁问"),
        ),
    )


def _without_rows(sheet: Sheet, note: str, attribute: Attribute) -> Sheet:
    if attribute is Attribute.PARTIAL:
        return replace(sheet, sections=(), note=note)
    return Sheet(note=note)


def _said(meta: Meta, value: str) -> Meta:
    return replace(meta, value=value, wide=True) if meta.label == "公开属性" else meta
