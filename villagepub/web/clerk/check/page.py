"""检查一遍: the three views as others will see them, and the answers before the act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from villagepub import render
from villagepub.content import NoticeContent, Sheet
from villagepub.notices.open_draft import OpenDraft
from villagepub.states import ATTRIBUTES, Attribute
from villagepub.web.parts.account import SheetAccount, account_of

FIRST_ROWS = 8  # of the list in the preview; the whole page is one tap away


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckPage:
    content: NoticeContent  # what the open web sees, with its first rows
    hidden_rows: int
    text: str  # for the group
    answers: tuple[Answer, ...]
    account: SheetAccount


def check_page(
    work: OpenDraft, content: NoticeContent, *, reviewers: Sequence[str]
) -> CheckPage:
    shown = render.open_web(content)
    rows = len(shown.web.rows)
    return CheckPage(
        content=replace(shown, web=first_rows(shown.web, FIRST_ROWS)),
        hidden_rows=max(0, rows - FIRST_ROWS),
        text=render.share_text(content),
        answers=_answers(work, content, reviewers),
        account=account_of(work),
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
