"""A village's board."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from villagepub.duties import confirmations, declarations
from villagepub.models import Place
from villagepub.notices import numbering, posted_notices
from villagepub.web.http import public, request_context
from villagepub.web.http.code_picture import picture
from villagepub.web.parts.pages import Pages
from villagepub.web.public import bp
from villagepub.web.public.village.page import by_area
from villagepub.wechat import poster_codes
from villagepub.wechat.dialogue import topics


@bp.get("/v/<code>")
@public
def village(code: str) -> ResponseReturnValue:
    session, place, year = request_context.session(), place_of(code), year_asked()
    today, wanted = request_context.today(), request.args.get("q", "")[:40].strip()
    parts = topics.parts_of(wanted)
    size = posted_notices.size(session, code, year=year, parts=parts)
    pages = Pages.of(size, posted_notices.LINES)
    lines = posted_notices.lines(
        session, code, year=year, parts=parts, hanging_on=today, offset=pages.offset
    )
    codes = poster_codes.of_village(session, code)
    return render_template(
        "public/village.html",
        village=place,
        groups=by_area(lines, on=today),
        pages=pages,
        wanted=wanted,
        size=size,
        unreadable=posted_notices.unreadable(session, code, year=year),
        years=posted_notices.years(session, code),
        year=year,
        codes=[c for c in codes if c.is_on_web],
        nothing=confirmations.confirmed(session, code, year=year),
        supervisors=numbering.places_of(session, code).supervisors,
        waivers=declarations.waivers(session, code, year=year),
    )


@bp.get("/v/<code>/code-<kind>.png")
@public
def village_code(code: str, kind: str) -> ResponseReturnValue:
    """A code that the township put on the web too."""
    rows = poster_codes.of_village(request_context.session(), code)
    row = next(
        (r for r in rows if r.kind.value == kind and r.is_on_web), None
    ) or abort(404)
    return picture(row)


def place_of(code: str) -> Place:
    place = request_context.session().get(Place, code)
    if place is None or len(place.code) != 12:
        abort(404)
    return place


def year_asked() -> int | None:
    text = request.args.get("year", "")
    return int(text) if text.isdecimal() and len(text) == 4 else None
