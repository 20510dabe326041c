"""A notice's page and its older versions."""

from dataclasses import fields, replace

from flask import Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as WerkzeugResponse

from villagepub.notices import drawn_files, page_state, queries, results
from villagepub.notices.queries import PublishedNotice
from villagepub.powers import power_of
from villagepub.powers.versions import list_of
from villagepub.render.layouts import LAYOUTS
from villagepub.states import NoticeStatus
from villagepub.web.http import page_files, public, request_context
from villagepub.web.parts.notice import notice_page
from villagepub.web.public import bp
from villagepub.web.public.share import SDK_POLICY, signer


@bp.get("/n/<public_id>")
@public
def notice(public_id: str) -> ResponseReturnValue:
    return _page(find(public_id))


@bp.get("/n/<public_id>/v<int:version>")
@public
def version(public_id: str, version: int) -> ResponseReturnValue:
    found = find(public_id, version=version)
    return _page(found)


def find(public_id: str, *, version: int | None = None) -> PublishedNotice:
    """The notice, however its id was typed; 404 if there is none."""
    return queries.published(
        request_context.session(), public_id.strip().lower(), version=version
    ) or abort(404)


def _page(found: PublishedNotice) -> WerkzeugResponse:
    session, content = request_context.session(), found.content
    powers = list_of(session, content.village_code)
    power = power_of(powers, content.item)
    linked = results.linked(session, content.public_id) if found.has_result else ()
    is_signed = signer(content.village_code) is not None

    def make() -> str:
        page = replace(notice_page(found), power=power, linked=linked)
        is_up = found.status is not NoticeStatus.WITHDRAWN
        return render_template(
            LAYOUTS[content.layout].page if is_up else "public/notice/withdrawn.html",
            page=page,
            found=found,
            content=page.content,
            is_signed=is_signed,
        )

    if "session" in request.cookies:  # it may be told something for itself
        response = make_response(make())
    else:
        told = (_told(found), power, linked, is_signed)
        folder = drawn_files.pages_of(content.public_id)
        response = page_files.response(
            folder, of=told, make=make, still=lambda: _is_still(found)
        )
    if is_signed:
        response.headers["Content-Security-Policy"] = SDK_POLICY
    return cached(response)


def _is_still(found: PublishedNotice) -> bool:
    """Has nothing happened to the notice since it was read?"""
    public_id = found.content.public_id
    now = page_state.states_of(request_context.engine(), [public_id])
    return now.get(public_id) == found.state


def _told(found: PublishedNotice) -> tuple[object, ...]:
    """What two pages of a notice may differ by; a digest stands for a version's words."""
    apart = ("content", "versions", "state")
    names = (f.name for f in fields(found) if f.name not in apart)
    versions = ((v.version, v.digest, v.published_at, v.reason) for v in found.versions)
    content = found.content
    own = (content.version, content.check_code, content.objection_period)
    return (*own, *(getattr(found, name) for name in names), *versions)


def cached(response: Response) -> WerkzeugResponse:
    """May be kept, but has to be asked about: a correction must show at once."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)
