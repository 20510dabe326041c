"""该公开的: the villages of the township and what each has posted."""

import io

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from villagepub import access, clock, people, places, tables
from villagepub.access import Action
from villagepub.duties import queries as duty_queries
from villagepub.findings import queries as finding_queries
from villagepub.models import Place
from villagepub.notices import queries
from villagepub.web.clerk.tasks.page import task_page
from villagepub.web.http import request_context
from villagepub.web.http.guards import needs
from villagepub.web.township import bp
from villagepub.web.township.overview.grid import GridPage, grid_page


def township() -> Place:
    """The township that the page is about: one's own, or for the county the chosen."""
    session, code = request_context.session(), request_context.actor().place_code
    if len(code) < 9:
        towns = places.villages_of(session, code)
        wanted = request.values.get("t", "")
        code = next((t.code for t in towns if t.code == wanted), towns[0].code)
    return session.get_one(Place, code)


def townships() -> list[Place]:
    """What the county chooses from; empty for a township."""
    code = request_context.actor().place_code
    return places.villages_of(request_context.session(), code) if len(code) < 9 else []


@bp.context_processor
def _grants() -> dict[str, bool]:
    """The county has no groups of its own."""
    return {
        "may_channels": Action.CHANNELS in access.GRANTS[request_context.actor().role]
    }


@bp.get("/")
@needs(Action.CATALOG)
def overview() -> ResponseReturnValue:
    town = township()
    page = _grid(town)
    return render_template(
        "township/overview.html", page=page, town=town.code, townships=townships()
    )


def _grid(town: Place) -> GridPage:
    session, today = request_context.session(), clock.day(request_context.now())
    villages = places.villages_of(session, town.code)
    return grid_page(
        town.short_name,
        clock.say_day(today),
        villages,
        duty_queries.of_villages(session, [v.code for v in villages], on=today),
        finding_queries.disagreements(session, town.code),
        people.under(session, town.code),
    )


@bp.get("/各村贴出日期.xlsx")
@needs(Action.CATALOG)
def export_grid() -> ResponseReturnValue:
    """The same grid as a sheet, for the township's own file."""
    page = _grid(township())
    head = ["村", *(f"{h.name} {h.period}" for h in page.heads)]
    rows = [
        [line.name, *(f"{c.text} {c.note}".strip() for c in line.cells)]
        for line in page.lines
    ]
    return send_file(
        io.BytesIO(tables.write_xlsx([("各村贴出日期", head, rows)])),
        tables.XLSX,
        as_attachment=True,
        download_name=f"{page.place}各村贴出日期.xlsx",
    )


@bp.get("/villages/<code>/")
@needs(Action.CATALOG)
def village(code: str) -> ResponseReturnValue:
    """One village's list as its clerk sees it, without the acts."""
    access.allow(request_context.actor(), Action.READ, code)
    session, today = request_context.session(), clock.day(request_context.now())
    place = queries.village_of(session, code)
    owed = duty_queries.of_village(session, code, on=today)
    page = task_page(
        place.short_name if place else code, owed, on=today, may_write=False
    )
    return render_template("township/village.html", page=page, code=code)
