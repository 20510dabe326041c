"""撤回: why, and it is off the board."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from villagepub import outbox
from villagepub.access import Action
from villagepub.notices import corrections, staff_queries
from villagepub.notices.errors import NoticeFault
from villagepub.web.clerk import bp
from villagepub.web.clerk.notice.views import reason_page, to_notice
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs


@bp.get("/notices/<public_id>/withdrawal")
@needs(Action.WITHDRAW)
@mends(to_notice)
def withdrawal(public_id: str) -> ResponseReturnValue:
    return reason_page("clerk/withdrawal/page.html", public_id)


@bp.post("/notices/<public_id>/withdrawal")
@needs(Action.WITHDRAW)
def withdraw(public_id: str) -> ResponseReturnValue:
    reason = request.form.get("reason", "")
    try:
        with request_context.act() as act:
            row = staff_queries.notice_of(
                act.session, actor=request_context.actor(), public_id=public_id
            )
            corrections.withdraw(
                act, notice_id=row.id or 0, reason=reason, announce=outbox.announce
            )
    except NoticeFault as fault:
        page = reason_page(
            "clerk/withdrawal/page.html", public_id, reason=reason, fault=str(fault)
        )
        return page, 422
    return redirect(to_notice(public_id), 303)
