"""对不上的: what differs, who has it, how many days are left; the check as a job."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from villagepub import disclosures, places
from villagepub.access import Action
from villagepub.findings import check_runs, queries
from villagepub.findings.counts import Count, counts, dismissals, total
from villagepub.findings.queries import Agreement, FindingLine
from villagepub.letters import queries as letter_queries
from villagepub.models import Place
from villagepub.period import Period
from villagepub.states import FINDING_STATES, FINDINGS, FindingKind
from villagepub.tables.table import row_words, table_of
from villagepub.web.http import field, mends, needs, one_of, request_context
from villagepub.web.parts.pages import Pages
from villagepub.web.parts.report import report
from villagepub.web.township import bp, township
from villagepub.web.township.findings.page import agreeing, by_village, glance, kinds

LINES = 50  # findings a page
HEADS = (
    "村", "事项", "时间段", "种类", "姓名", "组别", "哪一项", "村里贴的", "村表行",
    "政府公开的", "政府表行", "说明", "办到哪步", "期限", "理由",
)  # fmt: skip


def to_findings(**_: object) -> str:
    query: dict[str, Any] = {**_query()}
    return url_for("township.findings", **query)


def _query() -> dict[str, str]:
    """What the list is narrowed to, kept from page to page."""
    names = ("t", "item", "period", "village")
    return {n: request.values[n] for n in names if request.values.get(n)}


def _asked(town: Place) -> dict[str, Any]:
    """The place, item and period that the address asks for."""
    query = _query()
    return {
        "place_code": query.get("village", town.code),
        "item": query.get("item", ""),
        "period": query.get("period", ""),
    }


def _agreeing(
    asked: dict[str, Any], standing: Sequence[Count]
) -> tuple[list[str], Sequence[Agreement]]:
    """The villages in sight that agree in everything: what a filter of kinds or of ended
    findings hides is looked at too.
    """
    session = request_context.session()
    agreements = queries.agreements(session, **asked)
    return agreeing(standing, agreements), agreements


@bp.get("/findings/")
@needs(Action.CHECK)
def findings() -> ResponseReturnValue:
    """What differs, village by village, a page at a time."""
    session, town, query = request_context.session(), township(), _query()
    confine(query.get("village", ""), town)
    on, asked = request_context.today(), _asked(town)
    is_ended = request.values.get("ended") == "1"
    kind = one_of("kind", ("", *FindingKind), "")
    counted = counts(session, **asked, ended=is_ended, on=on)
    picked = [c for c in counted if kind in ("", c.kind.value)]
    pages = Pages.of(total(picked), LINES)
    found = queries.lines(
        session, **asked, kind=kind, ended=is_ended, offset=pages.offset, limit=LINES
    )
    standing = counts(session, **asked, on=on) if is_ended else counted
    alike, agreements = _agreeing(asked, standing)
    return render_template(
        "township/findings.html",
        place=town.short_name,
        counts=glance(counted, alike),
        number=total(counted),
        kinds=kinds(counted),
        kind=kind,
        groups=by_village(found, picked, on),
        pages=pages,
        agreements={a.village_code: a for a in agreements},
        agreeing=alike,
        run=check_runs.progress(session, town.code),
        query=query,
        town=town.code,
        items=disclosures.items_of(session, town.code),
        places=places.villages_of(session, town.code),
        is_ended=is_ended,
        dismissals=dismissals(session, **asked, kind=kind) if is_ended else (),
        letters=letter_queries.open_ones(session, town.code, on=on),
        has_disclosure=disclosures.count(session, town.code) > 0,
    )


def confine(village: str, town: Place) -> None:
    if not village.startswith(town.code) and village:
        abort(404)


@bp.post("/findings/check")
@needs(Action.CHECK)
@mends(to_findings)
def check() -> ResponseReturnValue:
    """Ask for a check; it goes on whether or not the page stays open."""
    town = township()
    with request_context.act() as act:
        check_runs.ask(act, place_code=town.code, item=field("item"))
    request_context.poke_worker()
    flash("开始对了。关掉这一页也会接着对。")
    return redirect(to_findings(), 303)


@bp.get("/findings/progress")
@needs(Action.CHECK)
def progress() -> ResponseReturnValue:
    """The job's line alone, for the page to put in place while it waits."""
    run = check_runs.progress(request_context.session(), township().code)
    return render_template("township/findings/progress.html", run=run)


@bp.get("/findings/对不上的.xlsx")
@needs(Action.CHECK)
def export() -> ResponseReturnValue:
    town = township()
    asked, is_ended = _asked(town), request.values.get("ended") == "1"
    found = queries.lines(request_context.session(), **asked, ended=is_ended)
    return report(f"{town.short_name}对不上的", HEADS, map(_row, found))


def _row(one: FindingLine) -> tuple[str, ...]:
    return (
        one.village,
        one.item,
        Period.parse(one.period).label,
        FINDINGS[one.kind].text,
        one.name,
        one.group,
        one.field,
        one.village_value,
        _shown(one.village_row),
        one.government_value,
        _shown(one.government_row),
        one.note,
        FINDING_STATES[one.state].text,
        one.due_on.isoformat() if one.due_on else "",
        one.reason,
    )


def _shown(row: int) -> str:
    """38, and 第 2 个表第 3 行 where a list goes on in a later table."""
    return row_words(row) if table_of(row) else str(row or "")
