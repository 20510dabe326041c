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
from villagepub.web.http import page_files, public, request_context
from villagepub.web.parts.notice import notice_page
from villagepub.web.public import bp
from villagepub.web.public.share import SDK_POLICY, signer


@bp.get("/n/<public_id>")
@public
def notice(public_id: str) -> ResponseReturnValue:
    return _page(public_id.strip().lower(), None)


@bp.get("/n/<public_id>/v<int:version>")
@public
def version(public_id: str, version: int) -> ResponseReturnValue:
    return _page(public_id.strip().lower(), version)


def find(public_id: str, *, version: int | None = None) -> PublishedNotice:
    """The notice, however its id was typed; 404 if there is none."""
    return queries.published(
        request_context.session(), public_id.strip().lower(), version=version
    ) or abort(404)


def _page(public_id: str, version: int | None) -> WerkzeugResponse:
    """Out of its file where that was made of the same; who may be told something for
    itself gets a page of its own.
    """
    facts = None if "session" in request.cookies else page_files.facts_of(public_id)
    if facts is None:
        found = find(public_id, version=version)
        is_signed = signer(found.content.village_code) is not None
        response = make_response(_made(found, is_signed=is_signed))
    else:
        is_signed = signer(facts.village_code) is not None
        response = page_files.response(
            public_id,
            of=(facts.digest, is_signed),
            make=lambda: _made(find(public_id, version=version), is_signed=is_signed),
        )
    if is_signed:
        response.headers["Content-Security-Policy"] = SDK_POLICY
    return cached(response)


def _made(found: PublishedNotice, *, is_signed: bool) -> str:
    session, content = request_context.session(), found.content
    page = replace(
        notice_page(found),
        power=power_of(list_of(session, content.village_code), content.item),
        linked=results.linked(session, content.public_id) if found.has_result else (),
    )
    is_up = found.status is not NoticeStatus.WITHDRAWN
    return render_template(
        LAYOUTS[content.layout].page if is_up else "public/notice/withdrawn.html",
        page=page,
        found=found,
        content=page.content,
        is_signed=is_signed,
    )


def cached(response: Response) -> WerkzeugResponse:
    """May be kept, but has to be asked about: a correction must show at once."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)
