"""What may leave the village: a clerk's words after the gate, aid lists as totals.

The web sheet masks its names, and its cells of words pass the gate (``web_cells``). A
title, a reason, an explanation or a paragraph is free text, and it is where a name or an
illness slips out (个人信息保护法 arts. 6, 28).
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from villagepub import forms, privacy
from villagepub.content import Correction, NoticeContent, Sheet
from villagepub.forms.form import Form
from villagepub.forms.township.open_words import WITHHELD, OpenWords
from villagepub.privacy import Gate
from villagepub.render.printed_form import printed_form
from villagepub.render.web_cells import (
    gated_answers,
    gated_change,
    gated_chart,
    gated_fact,
    gated_sheet,
    gated_total,
    gated_vote,
)

_NAME = re.compile(r"[\u3400-\u9fff·]{2,8}(?<![组社队])")
NAMES_GONE = "公布期满，名单已经从网上撤下，总数还在。"
ON_THE_WALL = "村里还写了几句话，在村里的公开栏上。"
SUMMED = "名单有更正，更正后的总数在下面"


def for_open_web(content: NoticeContent, form: Form | None = None) -> NoticeContent:
    """The same notice with nothing of a listed person in its free text.

    A name that the web sheet itself shows in full stays. A list of people has the title
    of its form: words of one's own head it on the wall alone. Figures never change, and
    the 校验码 is that of the whole notice. ``form``: where no id leads to it yet.
    """
    form = printed_form(content, form)
    names = hidden_names(content)
    words = OpenWords(form, names)
    title, title_parts = _title(content, form, words)
    facts = tuple(gated_fact(fact, words) for fact in content.facts)
    called = {
        old.label: new.label for old, new in zip(content.facts, facts, strict=True)
    }
    return replace(
        content,
        paragraphs=_paragraphs(content.paragraphs, words),
        explanations=_explanations(content, form, names),
        correction=_correction(content.correction, form, words),
        web=gated_sheet(content.web, form, words),
        facts=facts,
        answers=gated_answers(content.answers, words, form, called),
        charts=tuple(gated_chart(chart, words) for chart in content.charts),
        votes=tuple(gated_vote(vote, words) for vote in content.votes),
        frozen_code="" if content.is_draft else content.check_code,
        title=title,
        title_parts=title_parts,
    )


def _paragraphs(said: Iterable[str], words: OpenWords) -> tuple[str, ...]:
    """What may stand on the web; of the rest once, and last, that there is more."""
    shown = tuple(dict.fromkeys(map(words, said)))
    open_ones = tuple(text for text in shown if text != WITHHELD)
    return (*open_ones, ON_THE_WALL) if open_ones != shown else shown


def _title(
    content: NoticeContent, form: Form, words: OpenWords
) -> tuple[str, tuple[str, ...]]:
    """The title and its parts: that of the form where the clerk's own may not stand."""
    called = (content.period, content.item)
    own = form.titled(*called)
    is_said = not forms.tells_by_phrases(form) or content.title in form.open_sentences
    is_open = is_said and words(content.title) == content.title
    if is_open or content.title == own:
        return content.title, content.title_parts
    return own, form.titled_parts(*called)


def _correction(
    fix: Correction | None, form: Form, words: OpenWords
) -> Correction | None:
    if fix is None:
        return None
    web = tuple(gated_change(line, form, words) for line in fix.web)
    totals = tuple(gated_total(line, words) for line in fix.totals)
    summary = SUMMED if form.web_rows == "totals" else fix.summary
    return replace(
        fix, reason=words(fix.reason), web=web, totals=totals, summary=summary
    )


def ground_of_title(content: NoticeContent) -> str:
    """Why a title may stand nowhere, on the wall neither; '' if it may."""
    form = printed_form(content)
    return OpenWords(form, hidden_names(content)).ground(content.title)


def hidden_names(content: NoticeContent) -> set[str]:
    """Who stands on the wall, or stood there, and not by full name on the web."""
    written = _names(content.board) | _corrected(content)
    # 王建国* is a whole name with a mark behind it, or might be
    marked = {cell.rstrip("*") for cell in _cells(content.board) if "*" in cell}
    whole = {name for name in marked if len(name) > 1 and "*" not in name}
    return (written | whole) - _names(content.web)


def _explanations(
    content: NoticeContent, form: Form, names: set[str]
) -> tuple[str, ...]:
    """With masked names, as the list itself has them; none about anybody's health, none
    in words of one's own on a list of people, and none where the web has only totals.
    """
    if form.web_rows == "totals" or not content.explanations:
        return ()
    told: Iterable[str] = content.explanations
    if forms.tells_by_phrases(form):
        told = (text for text in told if not forms.has_own_words(text))
    masked = map(privacy.veil(names), told)
    return tuple(filter(Gate().passes, masked))


def without_names(content: NoticeContent) -> NoticeContent:
    """The notice once its time on the board is over: totals stay, nobody's row does."""
    form = forms.for_item(content.form, content.item)
    if form.own_columns and not _heads(content.board):
        return replace(content, photos=(), photo_files=())
    lists = forms.lists_people(form) or form.own_columns
    if not lists or form.web_rows == "totals":
        return content
    shown = for_open_web(content)
    fix = shown.correction
    return replace(
        shown,
        photos=(),
        photo_files=(),
        board=replace(shown.board, sections=(), note=NAMES_GONE),
        web=replace(shown.web, sections=(), note=NAMES_GONE),
        explanations=(),
        correction=replace(fix, board=(), web=()) if fix else None,
    )


def without_before(content: NoticeContent) -> NoticeContent:
    """The correction as a fact, with its reason: nothing of what stood there before."""
    fix = for_open_web(content).correction
    if fix is None:
        return content
    fix = replace(fix, board=(), web=(), totals=())
    return replace(content, correction=fix, frozen_code=content.check_code)


def open_web(content: NoticeContent, form: Form | None = None) -> NoticeContent:
    """The notice with the web's table in the place of the wall's, under the same 校验码:
    it is the whole notice's, not that of what is shown here.
    """
    shown = for_open_web(content, form)
    change = shown.correction
    if change is not None:
        change = replace(change, board=change.web)
    return replace(shown, board=shown.web, correction=change)


def _names(sheet: Sheet) -> set[str]:
    """Full names in the name columns; two characters at least, so 王 stays a word."""
    return {cell for cell in _cells(sheet) if len(cell) > 1 and "*" not in cell}


def _cells(sheet: Sheet) -> set[str]:
    at = [i for i, column in enumerate(sheet.columns) if column.kind == "name"]
    return {row.cells[i] for row in sheet.rows for i in at if i < len(row.cells)}


def _corrected(content: NoticeContent) -> set[str]:
    """Names that a correction took off the list or wrote otherwise: 4组 白志明."""
    if content.correction is None or not _heads(content.board):
        return set()
    lines = content.correction.board
    said = [word for line in lines for word in line.who.split()]
    for line in lines:
        if line.field in _heads(content.board):
            said += [line.before, line.after]
    return {word for word in said if _NAME.fullmatch(word)}


def _heads(sheet: Sheet) -> set[str]:
    return {c.head for c in sheet.columns if c.kind == "name"}
