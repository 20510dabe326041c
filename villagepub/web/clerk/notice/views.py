"""A notice after publication: where it went, what is left to do, the log."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.content import NoticeContent
from villagepub.notices import queries, staff_queries
from villagepub.notices.history import trail_of
from villagepub.outbox import queries as deliveries
from villagepub.states import NoticeStatus
from villagepub.web.clerk import bp
from villagepub.web.clerk.notice.page import notice_page
from villagepub.web.clerk.tasks.views import to_tasks
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs
from villagepub.web.parts.pictures import pictures

LONG = 300  # rows; the pictures of so many take longer than anybody waits for a page


def to_notice(public_id: str, **_: object) -> str:
    return url_for("clerk.notice", public_id=public_id)


@bp.get("/notices/<public_id>/")
@needs(Action.READ)
@mends(to_tasks)
def notice(public_id: str) -> ResponseReturnValue:
    session = request_context.session()
    row = staff_queries.notice_of(
        session, actor=request_context.actor(), public_id=public_id
    )
    published = queries.whole(session, public_id)
    if published is None:
        return redirect(to_tasks())
    page = notice_page(
        published,
        row,
        deliveries=deliveries.deliveries_of(session, row.id or 0),
        trail=trail_of(session, public_id),
        draft=queries.open_draft(session, row.id or 0),
        picture_count=_picture_count(published.content, row.status),
        actor=request_context.actor(),
        back=to_tasks(),
        at=request_context.now(),
    )
    return render_template("clerk/notice/page.html", page=page)


def _picture_count(content: NoticeContent, status: NoticeStatus) -> int:
    """Drawn while the page waits, so that the pictures stand on it; long lists have
    a page of their own for them.
    """
    if status is NoticeStatus.WITHDRAWN or len(content.web.rows) > LONG:
        return 0
    return len(pictures(content))


def reason_page(
    template: str, public_id: str, *, reason: str = "", fault: str = ""
) -> str:
    session = request_context.session()
    row = staff_queries.notice_of(
        session, actor=request_context.actor(), public_id=public_id
    )
    return render_template(
        template,
        public_id=public_id,
        title=row.title,
        number=row.number,
        reason=reason,
        fault=fault,
    )
