"""A notice as a file, drawn after signing and served as it lies there."""

from flask import Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import render
from villagepub.notices import drawn_files, queries
from villagepub.render.files import FILES
from villagepub.states import NoticeStatus
from villagepub.web.http import downloads, public, request_context
from villagepub.web.http.downloads import Where
from villagepub.web.public import bp
from villagepub.web.public.notice import cached, find

SECONDS = 5  # after which to ask again for what is being drawn


@bp.get("/n/<public_id>.<any(json, csv, xlsx, txt, pdf, png):kind>")
@public
def download(public_id: str, kind: str) -> ResponseReturnValue:
    return _file(public_id, kind, f"{public_id.strip().lower()}.{kind}")


@bp.get("/n/<public_id>/photo-<int:n>.jpg")
@public
def photo(public_id: str, n: int) -> ResponseReturnValue:
    """Gone with a withdrawal, and when the posting period is over."""
    found = find(public_id, version=request.args.get("v", type=int))
    shown = render.open_web(found.content).photo_files
    if found.status is NoticeStatus.WITHDRAWN or not 1 <= n <= len(shown):
        abort(404)
    return cached(Response(shown[n - 1], content_type="image/jpeg"))


@bp.get("/n/<public_id>/card.png")
@public
def card(public_id: str) -> ResponseReturnValue:
    """The small picture of the card that WeChat shows for a link."""
    return _file(public_id, "card", "card.png")


def _file(public_id: str, kind: str, name: str) -> ResponseReturnValue:
    session, public_id = request_context.session(), public_id.strip().lower()
    found = drawn_files.drawn(session, public_id) or abort(404)
    queries.published(session, public_id)  # what was touched since is not handed on
    if found.at is None:
        return _not_yet()
    tag = f"{found.public_id}-v{found.version}-{kind}-{found.at:%Y%m%d%H%M%S%f}"
    if request.if_none_match.contains(tag):
        return _kept(Response(status=304), tag)
    try:
        data = drawn_files.file_of(request_context.settings().store_url, found, kind)
    except FileNotFoundError:
        drawn_files.forget(request_context.engine(), found.public_id)
        return _not_yet()
    where: Where = "inline" if FILES[kind].is_inline else "attachment"
    return _kept(downloads.download(data, name, FILES[kind].media, where), tag)


def _kept(response: Response, tag: str) -> Response:
    """May be kept, but has to be asked about: a correction must show at once."""
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(tag)
    return response


def _not_yet() -> Response:
    """The worker is at it; the page asks again by itself."""
    page = render_template("public/files/waiting.html", seconds=SECONDS)
    response = make_response(page, 503)
    response.headers["Retry-After"] = str(SECONDS)
    return response
