"""Finding a village, its board, its feed; large type; is the site well."""

from flask import (
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from villagepub import catalog as catalogs
from villagepub import clock, gazetteer, places
from villagepub.notices import queries
from villagepub.states import CODES
from villagepub.web.http import request_context
from villagepub.web.http.code_picture import picture
from villagepub.web.http.guards import own_path, public
from villagepub.web.public import bp
from villagepub.web.public.notice.page import VillagePage, village_page
from villagepub.wechat import poster_codes

YEAR = 60 * 60 * 24 * 365
MOST = 200  # villages of a page that a slow line still opens at once


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """Find a village; by township as long as nothing is looked for."""
    wanted = request.args.get("q", "")[:40]
    found = places.search(request_context.session(), wanted) if wanted.strip() else []
    below = request.args.get("in", "")[:9]
    parts, townships = gazetteer.below(request_context.session(), below, most=MOST)
    return render_template(
        "public/home.html",
        wanted=wanted,
        villages=[p for p in found if len(p.code) == 12],
        parts=() if wanted.strip() else parts,
        townships={} if wanted.strip() else townships,
        is_part=bool(below),
    )


@bp.get("/v/<code>")
@public
def village(code: str) -> ResponseReturnValue:
    page = _village_page(code)
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


def _village_page(code: str) -> VillagePage:
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


@bp.get("/v/<code>/feed.json")
@public
def feed(code: str) -> ResponseReturnValue:
    """JSON Feed 1.1 of the village's board."""
    page = _village_page(code)
    return jsonify(
        version="https://jsonfeed.org/version/1.1",
        title=f"{page.above}{page.name}村务公开",
        home_page_url=request_context.settings().base_url
        + url_for("public.village", code=code),
        items=[
            {"id": line.public_id, "url": _address(line.public_id), "title": line.title}
            for group in page.groups
            for line in group.lines
        ],
    )


@bp.get("/v/<code>/feed.atom")
@public
def atom(code: str) -> ResponseReturnValue:
    page = _village_page(code)
    lines = queries.board(request_context.session(), code)
    entries = [
        (_address(n.public_id), n.title, n.published_at.isoformat()) for n in lines
    ]
    text = render_template(
        "public/feed.xml",
        page=page,
        entries=entries,
        updated=entries[0][2] if entries else "2026-01-01T00:00:00+00:00",
        address=request_context.settings().base_url
        + url_for("public.village", code=code),
    )
    return text, 200, {"Content-Type": "application/atom+xml; charset=utf-8"}


def _address(public_id: str) -> str:
    return request_context.settings().base_url + url_for(
        "public.notice", public_id=public_id
    )


@bp.get("/catalog")
@public
def catalog() -> ResponseReturnValue:
    """The catalogs as they are in force, by domain."""
    domains: dict[str, list[dict[str, object]]] = {}
    for item in catalogs.current(request_context.session()):
        domains.setdefault(item.domain, []).append(catalogs.as_plain(item))
    return render_template("public/catalog.html", domains=domains)


@bp.get("/big")
@public
def big() -> ResponseReturnValue:
    """Large type without a script: remembered in a cookie."""
    response = make_response(redirect(own_path(request.args.get("next", "")) or "/"))
    value = "1" if request.args.get("on") == "1" else "0"
    response.set_cookie("big", value, max_age=YEAR, samesite="Lax")
    return response


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    return {"ok": True}


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Ready once the database answers."""
    gazetteer.count(request_context.session())
    return {"ok": True}
