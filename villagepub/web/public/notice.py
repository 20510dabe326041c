"""A notice's page and its older versions."""

from dataclasses import replace

from flask import Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as WerkzeugResponse

from villagepub.notices import queries, results
from villagepub.notices.queries import PublishedNotice
from villagepub.powers import power_of
from villagepub.powers.versions import list_of
from villagepub.render.layouts import LAYOUTS
from villagepub.states import NoticeStatus
from villagepub.web.http import request_context
from villagepub.web.http.guards import public
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
    found = queries.published(
        request_context.session(), public_id.strip().lower(), version=version
    )
    if found is None:
        abort(404)
    return found


def _page(found: PublishedNotice) -> WerkzeugResponse:
    powers = list_of(request_context.session(), found.content.village_code)
    page = replace(
        notice_page(found),
        power=power_of(powers, found.content.item),
        linked=results.linked(request_context.session(), found.content.public_id),
    )
    template = (
        "public/notice/withdrawn.html"
        if found.status is NoticeStatus.WITHDRAWN
        else LAYOUTS[found.content.layout].page
    )
    is_signed = signer(page.content.village_code) is not None
    response = make_response(
        render_template(
            template, page=page, found=found, content=page.content, is_signed=is_signed
        )
    )
    if is_signed:
        response.headers["Content-Security-Policy"] = SDK_POLICY
    return cached(response)


def cached(response: Response) -> WerkzeugResponse:
    """May be kept, but has to be asked about: a correction must show at once."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)
