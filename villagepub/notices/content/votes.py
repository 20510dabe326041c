"""Votes: each 表决事项 by the rules of the meeting that decided it."""

from datetime import date
from decimal import Decimal

from villagepub import clock
from villagepub.content import Meta, Vote
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import ColumnRole, Form, FormColumn
from villagepub.notices.content.formatting import show
from villagepub.notices.content.meetings import meeting_of, outcome
from villagepub.render.layouts import LAYOUTS

RESULTS = {True: "通过", False: "没有通过", None: "表决结果见下"}


def votes(form: Form, entry: Entry, *, title: str, on: date) -> tuple[Vote, ...]:
    """``title`` names the meeting where no column does; ``on`` chooses the law."""
    if not LAYOUTS[form.layout].has_votes:
        return ()
    return tuple(_vote(form, i, r, title, on) for i, r in enumerate(entry.records))


def _vote(form: Form, index: int, record: Record, title: str, on: date) -> Vote:
    counts: dict[ColumnRole, int] = {
        c.role: int(Decimal(record.values.get(c.key) or 0)) for c in _counted(form)
    }
    due, present, yes = (counts.get(r, 0) for r in ("due", "present", "yes"))
    no, abstained = counts.get("no", 0), counts.get("abstained", 0)
    meeting = meeting_of(_said(form, record, "meeting")) or meeting_of(title)
    found = outcome(meeting, due=due, present=present, yes=yes, on=on)
    whole = present or 1
    return Vote(
        no="一二三四五六七八九十"[index] if index < 10 else str(index + 1),
        title=_said(form, record, "subject"),
        result=RESULTS[found.passed],
        counts=tuple(
            Meta(label=c.label, value=show(c, said))
            for c in _counted(form)
            if (said := record.values.get(c.key, ""))
        ),
        shares=(yes / whole, no / whole, abstained / whole),
        check=f"{_branch(form, record)}{found.said}",
    )


def _said(form: Form, record: Record, role: ColumnRole) -> str:
    column = form.by_role(role)
    return record.values.get(column.key, "") if column else ""


def _branch(form: Form, record: Record) -> str:
    """村党组织先研究讨论 (citations: ``party-branch``), where its day is given."""
    day = _said(form, record, "branch")
    if not day:
        return ""
    return f"{clock.say_day(date.fromisoformat(day))}村党组织研究讨论。"


def _counted(form: Form) -> list[FormColumn]:
    return [c for c in form.columns if c.kind == "count"]
