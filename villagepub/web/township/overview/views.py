"""该公开的: the villages of the township and what each has posted."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import catalog, places, staff_accounts
from villagepub.access import Action
from villagepub.act import Act
from villagepub.duties import declarations, hung_sheets, township_reminders
from villagepub.duties import queries as duty_queries
from villagepub.errors import UnknownChoice
from villagepub.findings import queries as finding_queries
from villagepub.gc_pause import paused
from villagepub.letters import queries as letter_queries
from villagepub.letters.queries import LetterLine
from villagepub.models import Place
from villagepub.notices import publication
from villagepub.outbox import undelivered
from villagepub.period import Period
from villagepub.states import Role
from villagepub.web.http import acts, mends, needs, request_context, to
from villagepub.web.parts.events import event_words
from villagepub.web.parts.pages import Pages
from villagepub.web.parts.report import report
from villagepub.web.township import bp, township
from villagepub.web.township.overview.desk import VillagesAtOnce
from villagepub.web.township.overview.grid import grid_page, legend, pressing
from villagepub.web.township.overview.soon import soon

LINES = 50  # of what waits for somebody, a page
QUARTERS = 8  # that can be looked back at: two years


@bp.get("/")
@needs(Action.CATALOG)
@paused
def overview() -> ResponseReturnValue:
    session, town = request_context.session(), township()
    staff = staff_accounts.staff_below(session, town.code)
    desk = _desk(town)
    page, letters = grid_page(desk), _letters(town, desk.today)
    now = pressing(desk)
    near = {"first": desk.today, "last": desk.today + timedelta(days=1)}
    pages = Pages.of(len(now), LINES)
    return render_template(
        "township/overview.html",
        page=page,
        legend=legend(page),
        desk_of=desk,
        spans=spans(desk.today),
        pages=pages,
        waiting=len(now),
        without_list=_without_list(desk.villages),
        pressing=now[pages.offset : pages.offset + LINES],
        soon=soon(desk, finding_queries.due(session, town.code, **near), letters),
        place=town,
        today=request_context.now(),
        on=desk.today,
        clerks={s.place_code: s.name for s in staff if s.role is Role.CLERK},
        letters=letters,
        undelivered=undelivered.count(session, town.code),
        event_words=event_words,
    )


def _without_list(villages: Sequence[Place]) -> list[Place]:
    """One whose list was ended has one."""
    counts = catalog.counts(request_context.session(), [v.code for v in villages])
    return [v for v in villages if v.code not in counts]


def _desk(town: Place) -> VillagesAtOnce:
    session, today = request_context.session(), request_context.today()
    villages = places.villages_of(session, town.code)
    codes = [v.code for v in villages]
    asked = {v for v in request.args.getlist("v") if v in codes}
    span = _span(today)
    hung = hung_sheets.of_villages(session, codes, on=today)
    return VillagesAtOnce(
        villages=villages,
        duties=duty_queries.of_villages(session, codes, on=today),
        sheets={code: {s.public_id: s for s in own} for code, own in hung.items()},
        unequal=finding_queries.disagreements(session, town.code),
        today=today,
        chosen=frozenset(asked or codes),
        span=span,
        past=duty_queries.of_villages(session, codes, on=today, span=span)
        if span
        else {},
    )


def spans(today: date) -> list[Period]:
    """Quarters that can be looked back at, the newest first, and the years they are of."""
    quarter = Period.holding("quarter", today)
    quarters = [quarter]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].previous)
    years = {q.first.year: Period.holding("year", q.first) for q in quarters}
    return [*quarters, *years.values()]


def _span(today: date) -> Period | None:
    asked = request.args.get("period", "")
    return next((one for one in spans(today) if one.code == asked), None)


def _letters(town: Place, on: date) -> list[LetterLine]:
    found = letter_queries.open_ones(request_context.session(), town.code, on=on)
    return [one for several in found.values() for one in several]


@bp.post("/overview/<int:item_id>/<period>/waive")
@needs(Action.CHECK)
@mends("township.overview")
def waive(item_id: int, period: str) -> ResponseReturnValue:
    """不用贴了: what is overdue ends with a reason, never by itself."""
    reason = request.form.get("reason", "")
    # Years of lists are read before anybody has to wait for what is written.
    names = publication.names_around(request_context.session(), item_id)
    with request_context.act() as act:
        declarations.waive(
            act, item_id=item_id, period=period, reason=reason, names=names
        )
    flash("记好了，这一期不再催。")
    return to("township.overview")


@bp.post("/overview/remind")
@needs(Action.CHECK)
@acts("township.overview")
def remind(act: Act) -> str:
    """催办: what is ticked, of as many villages as one likes."""
    chosen = [_owed(text) for text in request.form.getlist("owed")]
    told = township_reminders.remind(act, chosen)
    return f"催了 {told} 件：村文书的清单上写着，绑了企业微信的也收到一条。"


def _owed(text: str) -> tuple[int, str]:
    """``12 2026Q3`` of a row's box. Raises UnknownChoice for what no row says."""
    item, _, period = text.partition(" ")
    if not item.isdecimal() or len(item) > 9:
        raise UnknownChoice("页面旧了，请刷新以后再选。")
    return int(item), period


@bp.get("/overview/各村贴出日期.xlsx")
@needs(Action.CATALOG)
def export_grid() -> ResponseReturnValue:
    """The same grid as a sheet, for the township's own file."""
    town = township()
    desk = _desk(town)
    page = grid_page(desk)
    head = ["村", *(f"{name} {period}" for name, period in page.heads)]
    rows = [
        [village.short_name, *(f"{c.text} {c.note}".strip() for c in cells)]
        for village, cells in page.rows
    ]
    span = f"（{desk.span.label}）" if desk.span else ""
    return report(f"{town.short_name}各村贴出日期{span}", head, rows)
