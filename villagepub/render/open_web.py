"""What may leave the village: free text without the full names of listed people.

The web sheet masks its own cells. A clerk's reason, explanation or paragraph is free
text, and it is where a full name slips out (个人信息保护法 arts. 6, 25).
"""

import re
from dataclasses import replace

from villagepub import privacy
from villagepub.content import Correction, NoticeContent, Sheet

_NAME = re.compile(r"[\u3400-\u9fff·]{2,8}(?<![组社队])")


def for_open_web(content: NoticeContent) -> NoticeContent:
    """The same notice with names of the wall's list masked in every free text.

    A name that the web sheet itself shows in full stays. Figures never change.
    """
    names = _names(content.board) | _corrected(content)
    cut = privacy.veil(names - _names(content.web))
    return replace(
        content,
        paragraphs=tuple(map(cut, content.paragraphs)),
        explanations=tuple(map(cut, content.explanations)),
        correction=_cut_correction(content.correction, cut(_reason(content))),
    )


def open_web(content: NoticeContent) -> NoticeContent:
    """The notice with the web's table in the place of the wall's, under the same 校验码:
    it is the whole notice's, not that of what is shown here.
    """
    shown = for_open_web(content)
    change = shown.correction
    if change is not None:
        change = replace(change, board=change.web)
    code = "" if content.is_draft else content.check_code
    return replace(shown, board=shown.web, correction=change, frozen_code=code)


def _names(sheet: Sheet) -> set[str]:
    """Full names in the name columns; two characters at least, so 王 stays a word."""
    at = [i for i, column in enumerate(sheet.columns) if column.kind == "name"]
    cells = {row.cells[i] for row in sheet.rows for i in at if i < len(row.cells)}
    return {cell for cell in cells if len(cell) > 1 and "*" not in cell}


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


def _reason(content: NoticeContent) -> str:
    return content.correction.reason if content.correction else ""


def _cut_correction(fix: Correction | None, reason: str) -> Correction | None:
    return replace(fix, reason=reason) if fix else None
