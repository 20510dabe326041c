"""What a 结果公告 begins with: which 公示 is over, its public figures, what was objected.

Of a list of people these sentences are all that the open web says of its outcome: any
other word about an objection may tell whose it was.
"""

from villagepub import forms
from villagepub.content import NoticeContent
from villagepub.forms.township.open_phrases import HANDLED
from villagepub.render.open_web import for_open_web
from villagepub.render.printed_form import printed_form

NOBODY = "公示期里没有人提异议。"
OBJECTED = "公示期里有人提了异议。"
MAX_TITLE = 56  # characters of the 公示's own


def title_of(title: str) -> str:
    return f"{title[:MAX_TITLE]}结果"


def summary_of(shown: NoticeContent) -> tuple[str, ...]:
    """``shown``: the 公示 as the open web has it."""
    figures = [
        f"{answer.answer} {answer.figure} {answer.unit}".strip()
        for answer in shown.answers
        if answer.figure and answer.unit  # whom to ask has a number too
    ]
    mended = "公示期里更正过，以最后一版为准。" if shown.version > 1 else ""
    return (
        f"《{shown.title}》（{shown.number}）公示期 {shown.objection_period}，"
        f"已经满了。{mended}",
        *([f"公示的是：{'；'.join(figures)}。"] if figures else []),
    )


def open_sentences(content: NoticeContent) -> tuple[str, ...]:
    """Title and sentences that the web may show of its outcome; () where that is told in
    words of one's own. ``content``: the 公示 as it was frozen.
    """
    if not forms.tells_by_phrases(printed_form(content)):
        return ()
    shown = for_open_web(content)
    handled = (f"处理结果：{said}。" for said in HANDLED)
    said = (*summary_of(shown), NOBODY, OBJECTED, *handled)
    return (
        title_of(shown.title),
        *(sentence for text in said for sentence in text.split("。") if sentence),
    )
