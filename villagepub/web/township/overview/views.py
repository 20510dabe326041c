"""该公开的: the villages of the township and what each has posted."""

import io

from flask import render_template, send_file
from flask.typing import ResponseReturnValue

from villagepub import clock, people, places, tables
from villagepub.access import Action
from villagepub.duties import queries as duty_queries
from villagepub.findings import queries as finding_queries
from villagepub.models import Place
from villagepub.web.http import request_context
from villagepub.web.http.guards import needs
from villagepub.web.township import bp
from villagepub.web.township.overview.grid import GridPage, grid_page
from villagepub.web.township.place import township, townships


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
