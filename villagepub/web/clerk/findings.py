"""镇上要你改的: what the township found, answered by a correction or a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.act import Act
from villagepub.findings import counts, decisions, queries, source_rows
from villagepub.findings.queries import FindingLine
from villagepub.web.clerk import bp
from villagepub.web.http import acts, field, needs, request_context
from villagepub.web.parts.pages import Pages

LINES = 50  # findings a page


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingToMend:
    one: FindingLine
    sides: Sequence[tuple[str, str]]  # whose row, and what it says
    left: int  # days, below 0 when it is late


def waiting() -> int:
    """How many findings wait for the village's answer: the number on the task list."""
    return counts.waiting(request_context.session(), request_context.actor().place_code)


@bp.get("/findings/")
@needs(Action.ANSWER)
def findings() -> ResponseReturnValue:
    session, code = request_context.session(), request_context.actor().place_code
    pages = Pages.of(counts.given_to(session, code), LINES)
    lines = queries.for_village(session, code, offset=pages.offset, limit=LINES)
    groups: dict[tuple[str, str], list[FindingToMend]] = {}
    for one, sides in zip(lines, source_rows.in_words(session, lines), strict=True):
        groups.setdefault((one.item, one.period), []).append(_line(one, sides))
    return render_template("clerk/findings.html", groups=groups, pages=pages)


def _line(one: FindingLine, sides: Sequence[tuple[str, str]]) -> FindingToMend:
    today = request_context.today()
    return FindingToMend(
        one=one,
        sides=sides,
        left=(one.due_on - today).days if one.due_on else 0,
    )


@bp.post("/findings/<int:finding_id>/answer")
@needs(Action.ANSWER)
@acts("clerk.findings")
def answer(act: Act, finding_id: int) -> str:
    decisions.answer(act, finding_id=finding_id, reason=field("reason"))
    return "说明交到镇上了，等镇上定。"
