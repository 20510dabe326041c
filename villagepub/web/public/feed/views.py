"""A village's board for programs: JSON Feed and Atom."""

from flask import jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from villagepub.notices import queries
from villagepub.web.http import request_context
from villagepub.web.http.guards import public
from villagepub.web.public import bp
from villagepub.web.public.village.views import page_of


@bp.get("/v/<code>/feed.json")
@public
def feed(code: str) -> ResponseReturnValue:
    """JSON Feed 1.1 of the village's board."""
    page = page_of(code)
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
    page = page_of(code)
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
