"""A village's board."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import clock
from villagepub.notices import queries
from villagepub.states import CODES
from villagepub.web.http import request_context
from villagepub.web.http.code_picture import picture
from villagepub.web.http.guards import public
from villagepub.web.public import bp
from villagepub.web.public.village.page import VillagePage, village_page
from villagepub.wechat import poster_codes


@bp.get("/v/<code>")
@public
def village(code: str) -> ResponseReturnValue:
    page = page_of(code)
    shown = [
        c
        for c in poster_codes.of_village(request_context.session(), code)
        if c.is_on_web
    ]
    return render_template(
        "public/village.html",
        page=page,
        codes=[(c.kind.value, CODES[c.kind].text) for c in shown],
    )


@bp.get("/v/<code>/code-<kind>.png")
@public
def village_code(code: str, kind: str) -> ResponseReturnValue:
    """A code that the township put on the web too."""
    rows = poster_codes.of_village(request_context.session(), code)
    row = next((r for r in rows if r.kind.value == kind and r.is_on_web), None)
    if row is None:
        abort(404)
    return picture(row)


def page_of(code: str) -> VillagePage:
    place = queries.village_of(request_context.session(), code)
    if place is None or len(place.code) != 12:
        abort(404)
    text = request.args.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else None
    return village_page(
        place,
        queries.board(request_context.session(), code, year=year),
        years=queries.years(request_context.session(), code),
        year=year,
        on=clock.day(request_context.now()),
    )
