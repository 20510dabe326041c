"""A notice after publication: where it went, what is left to do, the log."""

from datetime import date

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from villagepub import render
from villagepub.access import AT_THE_TOWNSHIP, Action, may
from villagepub.audit import trail_of
from villagepub.content import NoticeContent
from villagepub.duties import hung_sheets
from villagepub.notices import queries
from villagepub.notices.content import group_boards
from villagepub.outbox import queries as deliveries
from villagepub.states import NoticeStatus
from villagepub.web.clerk import bp
from villagepub.web.clerk.notice.page import sent
from villagepub.web.http import allowed_rows, mends, needs, request_context
from villagepub.web.parts import wall
from villagepub.web.parts.pictures import pictures

LONG = 300  # rows; the pictures of so many take longer than anybody waits for a page


@bp.get("/notices/<public_id>/")
@needs(Action.READ)
@mends("clerk.tasks")
def notice(public_id: str) -> ResponseReturnValue:
    """Where a posted notice stands: what was sent, what hangs, what may be done with it."""
    session = request_context.session()
    row = allowed_rows.notice_of(public_id)
    found = queries.printed_and_shown(session, public_id)
    if found is None:
        return redirect(url_for("clerk.tasks"))
    signed, shown = found
    actor, content = request_context.actor(), signed.content
    sent_to = deliveries.deliveries_of(session, row.id)
    writes = may(actor, Action.FORWARD, row.village_code)
    is_from_above = actor.role in AT_THE_TOWNSHIP
    return render_template(
        "clerk/notice.html",
        notice=row,
        found=signed,
        content=content,
        sent=sent(row, sent_to, writes, request_context.now()),
        text=render.withdrawal_text(content, row.withdrawn_reason)
        if row.status is NoticeStatus.WITHDRAWN
        else render.share_text(shown.content),
        trail=trail_of(session, public_id),
        sheet=hung_sheets.of_notice(session, row),
        today=request_context.today(),
        draft=queries.open_draft(session, row.id),
        picture_count=_picture_count(shown.content, row.status),
        writes=writes,
        is_over=(row.objection_until or date.max) < request_context.today(),
        corrects=may(actor, Action.CORRECT, row.village_code),
        lacks=wall.lacks(content),
        has_groups=group_boards.is_cut(content),
        may_mend=may(actor, Action.PLACES, row.village_code),
        back=url_for("township.village", code=row.village_code)
        if is_from_above
        else url_for("clerk.tasks"),
        back_name=content.village if is_from_above else "本期该公开的事项",
    )


def _picture_count(content: NoticeContent, status: NoticeStatus) -> int:
    """Drawn while the page waits, so that the pictures stand on it; long lists have
    a page of their own for them.
    """
    if status is NoticeStatus.WITHDRAWN or len(content.web.rows) > LONG:
        return 0
    return len(pictures(content))
