"""A village's board for programs: JSON Feed and Atom."""

from flask import jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from villagepub import store
from villagepub.notices import drawn_files, posted_notices
from villagepub.notices.posted_notices import BoardLine
from villagepub.states import NOTICES, NoticeStatus
from villagepub.web.http import public, request_context
from villagepub.web.parts.pages import Pages
from villagepub.web.public import bp
from villagepub.web.public.village.page import TOUCHED, by_area
from villagepub.web.public.village.views import place_of, year_asked


@bp.get("/v/<code>/feed.json")
@public
def feed(code: str) -> ResponseReturnValue:
    """JSON Feed 1.1 of the village's board."""
    place, session = place_of(code), request_context.session()
    year = year_asked()
    pages = Pages.of(
        posted_notices.size(session, code, year=year), posted_notices.LINES
    )
    lines = posted_notices.lines(
        session, code, year=year, is_by_change=True, offset=pages.offset
    )
    base = request_context.settings().base_url
    after = {"next_url": base + pages.after} if pages.after else {}
    return jsonify(
        version="https://jsonfeed.org/version/1.1",
        title=f"{place.full_name}村务公开",
        home_page_url=base + url_for("public.village", code=code),
        **after,
        items=[
            {
                "id": n.public_id,
                "url": _address(n.public_id),
                "title": _title(n),
                "content_text": _text(n),
                "date_published": n.published_at.isoformat(),
                "date_modified": n.changed_at.isoformat(),
            }
            for group in by_area(lines, on=request_context.today()).values()
            for n in (line.one for line in group)
        ],
    )


@bp.get("/v/<code>/feed.atom")
@public
def atom(code: str) -> ResponseReturnValue:
    place = place_of(code)
    lines = posted_notices.lines(request_context.session(), code, is_by_change=True)
    entries = [
        (_address(n.public_id), _title(n), _text(n), n.changed_at.isoformat())
        for n in lines
    ]
    text = render_template(
        "public/feed/feed.xml",
        village=place,
        entries=entries,
        updated=max((at for *_, at in entries), default="2026-01-01T00:00:00+00:00"),
        address=request_context.settings().base_url
        + url_for("public.village", code=code),
    )
    return text, 200, {"Content-Type": "application/atom+xml; charset=utf-8"}


def _title(line: BoardLine) -> str:
    """With its state, if it does not hold any more: a reader has kept the entry."""
    if line.is_touched:
        return f"【{TOUCHED.text}】{line.title}"
    is_withdrawn = line.status is NoticeStatus.WITHDRAWN
    return f"【已撤回】{line.title}" if is_withdrawn else line.title


def _text(line: BoardLine) -> str:
    """What groups are told of it, as its drawn file has it: how much, of what, whom
    to ask. Until it is drawn, and where files lie in a bucket far away, its state alone.
    """
    if line.is_touched:
        return TOUCHED.text
    state = NOTICES[line.status].text
    if line.status is not NoticeStatus.PUBLISHED or not line.is_drawn:
        return state
    files = drawn_files.folder(
        line.public_id, line.version, are_names_gone=line.are_names_gone
    )
    path = store.local(request_context.settings().store_url, f"{files}/txt")
    try:
        return path.read_text("utf-8").strip() if path else state
    except FileNotFoundError:  # as after a restored backup
        return state


def _address(public_id: str) -> str:
    return request_context.settings().base_url + url_for(
        "public.notice", public_id=public_id
    )
