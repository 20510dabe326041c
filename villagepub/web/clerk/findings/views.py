"""镇上要你改的: what the township found, answered by a correction or a sentence."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from villagepub import clock
from villagepub.access import Action
from villagepub.findings import decisions, queries, source_rows
from villagepub.findings.queries import FindingLine
from villagepub.period import Period
from villagepub.states import FINDINGS, FindingKind, FindingState, Word
from villagepub.web.clerk import bp
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundLine:
    id: int
    kind: Word
    who: str
    note: str
    theirs: str  # the government's row, where the village has none
    due: str
    is_late: bool
    is_answered: bool
    answer: str
    notice: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundGroup:
    title: str
    notice: str  # public id, '' if nothing is posted
    lines: tuple[FoundLine, ...]


def to_found(**_: object) -> str:
    return url_for("clerk.found")


def waiting() -> int:
    """How many findings wait for the village's answer: the number on the task list."""
    lines = queries.for_village(
        request_context.session(), request_context.actor().place_code
    )
    return sum(1 for line in lines if line.state is FindingState.ASSIGNED)


@bp.get("/found/")
@needs(Action.ANSWER)
def found() -> ResponseReturnValue:
    lines = queries.for_village(
        request_context.session(), request_context.actor().place_code
    )
    groups: dict[tuple[str, str], list[FindingLine]] = {}
    for line in lines:
        groups.setdefault((line.item, line.period), []).append(line)
    return render_template(
        "clerk/found.html",
        groups=[_group(*key, own) for key, own in groups.items()],
    )


def _group(item: str, period: str, lines: list[FindingLine]) -> FoundGroup:
    return FoundGroup(
        title=f"{Period.parse(period).label} {item}",
        notice=next((line.notice for line in lines if line.notice), ""),
        lines=tuple(_line(line) for line in lines),
    )


def _line(one: FindingLine) -> FoundLine:
    today = clock.day(request_context.now())
    left = (one.due_on - today).days if one.due_on else 0
    return FoundLine(
        id=one.id,
        kind=FINDINGS[one.kind],
        who="　".join(p for p in (one.name, one.group) if p) or "整件",
        note=one.note,
        theirs=source_rows.government_row(request_context.session(), one)
        if one.kind is FindingKind.MISSING_IN_VILLAGE
        else "",
        due=f"还剩 {left} 天" if left >= 0 else f"逾期 {-left} 天",
        is_late=left < 0,
        is_answered=one.state is FindingState.ANSWERED,
        answer=one.reason,
        notice=one.notice,
    )


@bp.post("/found/<int:finding_id>/answer")
@needs(Action.ANSWER)
@mends(to_found)
def answer(finding_id: int) -> ResponseReturnValue:
    with request_context.act() as act:
        decisions.answer(
            act, finding_id=finding_id, reason=request.form.get("reason", "")
        )
    flash("说明交到镇上了，等镇上定。")
    return redirect(to_found(), 303)
