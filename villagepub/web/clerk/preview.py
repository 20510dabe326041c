"""A draft as it would be posted: the web page, the poster, the pictures for the group.

Everything here may show the 村内 circle, so it is for people who are signed in, and no
shared cache keeps it.
"""

from dataclasses import replace
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from villagepub import render
from villagepub.access import Action
from villagepub.content import NoticeContent, Photo, Sheet
from villagepub.notices import publication
from villagepub.notices.queries import PublishedNotice
from villagepub.render.layouts import LAYOUTS
from villagepub.states import NoticeStatus, Role
from villagepub.web.clerk import bp
from villagepub.web.http import mends, needs, open_draft, request_context
from villagepub.web.parts.notice import notice_page
from villagepub.web.parts.pictures import pictures, png, poster_pages

FIRST_ROWS = 8  # of the list in the preview; the whole page is one tap away
PREVIEW = 500  # rows of a preview that a slow phone opens at once


def _of_draft(draft_id: int) -> NoticeContent:
    session = request_context.session()
    found = open_draft.load(draft_id)
    return publication.preview(session, found)


@bp.get("/drafts/<int:draft_id>/preview/picture-<int:n>.png")
@needs(Action.READ)
def draft_picture(draft_id: int, n: int) -> ResponseReturnValue:
    return png(pictures(_of_draft(draft_id)), n)


@bp.get("/drafts/<int:draft_id>/preview/poster-<int:n>.png")
@needs(Action.READ)
def draft_poster(draft_id: int, n: int) -> ResponseReturnValue:
    return png(poster_pages(_of_draft(draft_id), "a3", _ppi()), n)


def _ppi() -> int:
    return 110 if request.args.get("large") else 64


@bp.get("/drafts/<int:draft_id>/preview/web")
@needs(Action.READ)
@mends("clerk.tasks")
def draft_web(draft_id: int) -> ResponseReturnValue:
    """The whole public page as it would be, through the public page's own template."""
    content = _of_draft(draft_id)
    opened = render.for_open_web(content)  # while the wall's list says whose names hide
    shown = replace(opened, web=first_rows(opened.web, PREVIEW), board=Sheet())
    found = PublishedNotice(
        content=shown,
        current=content.version,
        status=NoticeStatus.UNPUBLISHED,
        versions=(),
        withdrawn_at=None,
        withdrawn_reason="",
    )
    page = replace(
        notice_page(found),
        posted="还没有贴出",
        reviewed="还没有审",
        check_code="审核后才有",
        photos=photo_addresses(draft_id, content),
    )
    return render_template(
        "clerk/preview/web.html",
        template=LAYOUTS[content.layout].page,
        page=page,
        found=found,
        content=page.content,
        hidden=max(0, len(content.web.rows) - PREVIEW),
        back=back_of(draft_id),
    )


def photo_addresses(
    draft_id: int, content: NoticeContent
) -> tuple[tuple[Photo, str], ...]:
    return tuple(
        (p, url_for("clerk.draft_photo", draft_id=draft_id, digest=p.digest))
        for p in content.photos
    )


def back_of(draft_id: int) -> str:
    """The clerk came from the check, the committee from the draft to sign."""
    if request_context.actor().role is Role.SUPERVISOR:
        return url_for("review.draft", draft_id=draft_id)
    return url_for("clerk.check", draft_id=draft_id)


@bp.get("/drafts/<int:draft_id>/preview/<kind>")
@needs(Action.READ)
@mends("clerk.tasks")
def draft_pages(draft_id: int, kind: str) -> ResponseReturnValue:
    """All sheets of the poster, or all pictures for the group, one under the other."""
    content, is_poster = _of_draft(draft_id), kind == "poster"
    drawn = poster_pages(content, "a3", 110) if is_poster else pictures(content)
    at: dict[str, Any] = {"draft_id": draft_id, "large": 1 if is_poster else None}
    page = "clerk.draft_poster" if is_poster else "clerk.draft_picture"
    return render_template(
        "parts/pictures.html",
        title="榜上是这样" if is_poster else "群里的图是这样",
        images=[url_for(page, n=n, **at) for n in range(1, len(drawn) + 1)],
        back=back_of(draft_id),
    )


def first_rows(sheet: Sheet, most: int) -> Sheet:
    """The sheet's head with its first rows: the preview of a long list."""
    sections, left = [], most
    for section in sheet.sections:
        if left <= 0:
            break
        rows = section.rows[:left]
        whole = len(rows) == len(section.rows)
        total = section.total if whole else ()
        sections.append(replace(section, rows=rows, total=total))
        left -= len(rows)
    return replace(sheet, sections=tuple(sections))
