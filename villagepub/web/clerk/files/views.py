"""Files and pictures for the staff: previews of a draft, posters to print, the package.

Everything here may show the 村内 circle, so it is for people who are signed in, and no
shared cache keeps it.
"""

import io
import zipfile
from dataclasses import replace
from functools import lru_cache

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from villagepub import render
from villagepub.access import Action
from villagepub.content import NoticeContent, Sheet
from villagepub.notices import queries, staff_queries
from villagepub.notices.errors import NoticeFault
from villagepub.notices.queries import PublishedNotice
from villagepub.render import Door, Ink, Paper
from villagepub.states import CODES, NoticeStatus, Role
from villagepub.web.clerk import bp, open_draft
from villagepub.web.clerk.check.page import first_rows
from villagepub.web.clerk.tasks.views import to_tasks
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs
from villagepub.web.public.notice.page import notice_page
from villagepub.web.public.notice.views import TEMPLATES
from villagepub.wechat import poster_codes

PAPERS: dict[str, Paper] = {"a4": "a4", "a3": "a3", "a2": "a2"}
INKS: dict[str, Ink] = {"colour": "colour", "black": "black"}
PREVIEW = 500  # rows of a preview that a slow phone opens at once
INK_WORDS = {"colour": "彩色", "black": "黑白"}


# A phone asks for the pages one after the other: they are set once.
@lru_cache(maxsize=8)
def pictures(content: NoticeContent) -> tuple[bytes, ...]:
    return render.picture(content)


@lru_cache(maxsize=8)
def poster_pages(content: NoticeContent, paper: Paper, ppi: int) -> tuple[bytes, ...]:
    return render.poster_pages(content, paper=paper, ppi=ppi)


def _of_draft(draft_id: int) -> NoticeContent:
    session = request_context.session()
    found = open_draft.load(
        session,
        actor=request_context.actor(),
        draft_id=draft_id,
        at=request_context.now(),
    )
    return open_draft.content_of(session, found)


def _of_notice(public_id: str) -> NoticeContent:
    session = request_context.session()
    staff_queries.notice_of(session, actor=request_context.actor(), public_id=public_id)
    published = queries.published(session, public_id)
    if published is None:
        raise NoticeFault("这一件还没有贴出。")
    return published.content


def _png(pages: tuple[bytes, ...], number: int) -> Response:
    if not 1 <= number <= len(pages):
        abort(404)
    return _private(Response(pages[number - 1], mimetype="image/png"))


def _private(response: Response) -> Response:
    """Kept by this browser only, and asked for again by its tag."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


@bp.get("/drafts/<int:draft_id>/picture-<int:n>.png")
@needs(Action.READ)
def draft_picture(draft_id: int, n: int) -> ResponseReturnValue:
    return _png(pictures(_of_draft(draft_id)), n)


@bp.get("/drafts/<int:draft_id>/poster-<int:n>.png")
@needs(Action.READ)
def draft_poster(draft_id: int, n: int) -> ResponseReturnValue:
    return _png(poster_pages(_of_draft(draft_id), "a3", _ppi()), n)


def _ppi() -> int:
    return 110 if request.args.get("large") else 64


@bp.get("/drafts/<int:draft_id>/web")
@needs(Action.READ)
@mends(to_tasks)
def draft_web(draft_id: int) -> ResponseReturnValue:
    """The whole public page as it would be, through the public page's own template."""
    content = _of_draft(draft_id)
    shown = replace(content, web=first_rows(content.web, PREVIEW), board=Sheet())
    page = notice_page(
        PublishedNotice(
            content=shown,
            current=content.version,
            status=NoticeStatus.UNPUBLISHED,
            versions=(),
            withdrawn_at=None,
            withdrawn_reason="",
        )
    )
    page = replace(
        page, posted="还没有贴出", reviewed="还没有审", check_code="审核后才有"
    )
    return render_template(
        "clerk/draft_web.html",
        template=TEMPLATES[content.layout],
        page=page,
        content=page.content,
        hidden=max(0, len(content.web.rows) - PREVIEW),
        back=_back(draft_id),
    )


def _back(draft_id: int) -> str:
    """The clerk came from the check, the committee from the draft to sign."""
    if request_context.actor().role is Role.SUPERVISOR:
        return url_for("review.draft", draft_id=draft_id)
    return url_for("clerk.check", draft_id=draft_id)


@bp.get("/drafts/<int:draft_id>/pages/<kind>")
@needs(Action.READ)
@mends(to_tasks)
def draft_pages(draft_id: int, kind: str) -> ResponseReturnValue:
    """All sheets of the poster, or all pictures for the group, one under the other."""
    content = _of_draft(draft_id)
    if kind == "poster":
        count = len(poster_pages(content, "a3", 110))
        images = [
            url_for("clerk.draft_poster", draft_id=draft_id, n=n, large=1)
            for n in range(1, count + 1)
        ]
    else:
        count = len(pictures(content))
        images = [
            url_for("clerk.draft_picture", draft_id=draft_id, n=n)
            for n in range(1, count + 1)
        ]
    return render_template(
        "clerk/pages.html",
        title="榜上是这样" if kind == "poster" else "群里的图是这样",
        images=images,
        back=_back(draft_id),
    )


@bp.get("/notices/<public_id>/picture-<int:n>.png")
@needs(Action.READ)
def notice_picture(public_id: str, n: int) -> ResponseReturnValue:
    return _png(pictures(_of_notice(public_id)), n)


@bp.get("/notices/<public_id>/pictures")
@needs(Action.READ)
@mends(to_tasks)
def notice_pages(public_id: str) -> ResponseReturnValue:
    count = len(pictures(_of_notice(public_id)))
    return render_template(
        "clerk/pages.html",
        title="按住图片，选“发送给朋友”",
        images=[
            url_for("clerk.notice_picture", public_id=public_id, n=n)
            for n in range(1, count + 1)
        ],
        back=url_for("clerk.notice", public_id=public_id),
    )


@bp.get("/notices/<public_id>/poster-<paper>-<ink>.pdf")
@needs(Action.READ)
@mends(to_tasks)
def notice_poster(public_id: str, paper: str, ink: str) -> ResponseReturnValue:
    if paper not in PAPERS or ink not in INKS:
        return redirect(url_for("clerk.notice", public_id=public_id))
    content = _of_notice(public_id)
    pdf = render.poster_pdf(
        content,
        paper=PAPERS[paper],
        ink=INKS[ink],
        door=_door(content.village_code),
    )
    name = f"{content.title} {paper.upper()} {INK_WORDS[ink]}.pdf"
    return _download(pdf, name, "application/pdf")


def _door(village_code: str) -> Door | None:
    """The village's second code: into its group, else to the 公众号."""
    for row in poster_codes.of_village(request_context.session(), village_code):
        call = CODES[row.kind].text
        return Door(call=call, url=row.url, picture=row.picture or b"")
    return None


@bp.get("/notices/<public_id>/package.zip")
@needs(Action.READ)
@mends(to_tasks)
def notice_package(public_id: str) -> ResponseReturnValue:
    """转发包: the words, the pictures and the address in one file."""
    content = _of_notice(public_id)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("要贴的话.txt", render.share_text(content))
        package.writestr("网址.txt", content.url + "\n")
        for number, picture in enumerate(pictures(content), 1):
            package.writestr(f"图片{number}.png", picture)
    return _download(out.getvalue(), f"{content.title} 转发包.zip", "application/zip")


def _download(data: bytes, name: str, kind: str) -> Response:
    response = Response(data, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return _private(response)
