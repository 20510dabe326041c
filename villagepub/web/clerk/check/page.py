"""检查一遍: the three views as others will see them, and the answers before the act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from villagepub import render
from villagepub.content import NoticeContent, Sheet
from villagepub.forms.evidence import Evidence
from villagepub.notices.open_draft import OpenDraft
from villagepub.render.layouts import LAYOUTS
from villagepub.states import ATTRIBUTES, Attribute

FIRST_ROWS = 8  # of the list in the preview; the whole page is one tap away


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckPage:
    draft_id: int
    revision: int
    what: str
    back: str
    content: NoticeContent  # only for the macros of the public page
    hidden_rows: int
    is_ledger: bool
    lines: tuple[str, ...]  # of the words for the group
    text_length: int
    answers: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    ticks: tuple[str, ...]
    unchecked: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def elements(self) -> int:
        """How many 公开要素 the catalog wants."""
        return len(self.content.elements)


def check_page(
    work: OpenDraft, content: NoticeContent, *, reviewers: Sequence[str], back: str
) -> CheckPage:
    text = render.share_text(content)
    shown = render.open_web(content)
    rows = len(shown.web.rows)
    return CheckPage(
        draft_id=work.draft_id,
        revision=work.draft.revision,
        what=work.what,
        back=back,
        content=replace(shown, web=first_rows(shown.web, FIRST_ROWS)),
        hidden_rows=max(0, rows - FIRST_ROWS),
        is_ledger=LAYOUTS[content.layout].is_ledger,
        lines=tuple(text.splitlines()),
        text_length=len(text),
        answers=_answers(work, content, reviewers),
        evidence=work.inspection.evidence,
        ticks=ticks(work),
        unchecked=unchecked(work),
        missing=tuple(m.label for m in content.elements if not m.value),
    )


def first_rows(sheet: Sheet, most: int) -> Sheet:
    """The sheet's head with its first rows: the preview of a long list."""
    sections, left = [], most
    for section in sheet.sections:
        if left <= 0:
            break
        rows = section.rows[:left]
        whole = len(rows) == len(section.rows)
        total = section.total if whole else ()
        sections.append(replace(section, rows=rows, total=total))
        left -= len(rows)
    return replace(sheet, sections=tuple(sections))


def _answers(
    work: OpenDraft, content: NoticeContent, reviewers: Sequence[str]
) -> tuple[Answer, ...]:
    draft: dict[str, Any] = {"draft_id": work.draft_id}
    sheet, options = url_for("clerk.sheet", **draft), url_for("clerk.options", **draft)
    lines = [
        Answer(label="公示什么", value=content.title, href=options),
        Answer(label="多少", value=_amount(content), href=sheet),
        Answer(label="贴多少天", value=_days(content), href=options),
        Answer(label="能不能公开", value=_attribute(work), href=options),
    ]
    said = "".join(work.inspection.explanations)
    if said:
        lines.append(Answer(label="改过的地方", value=said, href=sheet))
    if work.draft.reason:
        lines.append(Answer(label="为什么更正", value=work.draft.reason))
    who = "、".join(reviewers) or "还没有监委会的账号，请镇上先开一个"
    return (*lines, Answer(label="谁来审", value=f"村监委会 {who}"))


def _amount(content: NoticeContent) -> str:
    figures = [f"{f.label} {f.value} {f.unit}".strip() for f in content.facts[:4]]
    return "，".join(figures) or "不公布数字"


def _days(content: NoticeContent) -> str:
    objection = content.objection_period
    return content.posting + (f"；公示期 {objection}" if objection else "")


def _attribute(work: OpenDraft) -> str:
    word = ATTRIBUTES[work.notice.attribute].text
    if work.notice.attribute is Attribute.ACTIVE:
        return word
    return f"{word}：{work.notice.attribute_reason}"


def ticks(work: OpenDraft) -> tuple[str, ...]:
    """What the rules looked through and found right, with how many of it."""
    said = [e.sentence for e in work.inspection.evidence if e.state == "passed"]
    cut = "、".join(dict.fromkeys(c.label for c in work.sheet.cuts))
    return (*said, f"{cut}都删了") if cut else tuple(said)


def unchecked(work: OpenDraft) -> tuple[str, ...]:
    """What could not be looked at, and why."""
    return tuple(e.sentence for e in work.inspection.evidence if e.state == "unchecked")
