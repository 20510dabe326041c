"""更正: why, then the new version is a draft."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.notices import corrections, staff_queries
from villagepub.notices.errors import NoticeFault
from villagepub.web.clerk import bp
from villagepub.web.clerk.notice.views import reason_page, to_notice
from villagepub.web.http import request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs


@bp.get("/notices/<public_id>/correction")
@needs(Action.CORRECT)
@mends(to_notice)
def correction(public_id: str) -> ResponseReturnValue:
    return reason_page("clerk/correction/page.html", public_id)


@bp.post("/notices/<public_id>/correction")
@needs(Action.CORRECT)
def correct(public_id: str) -> ResponseReturnValue:
    reason = request.form.get("reason", "")
    try:
        with request_context.act() as act:
            row = staff_queries.notice_of(
                act.session, actor=request_context.actor(), public_id=public_id
            )
            draft = corrections.correct(act, notice_id=row.id or 0, reason=reason)
    except NoticeFault as fault:
        page = reason_page(
            "clerk/correction/page.html", public_id, reason=reason, fault=str(fault)
        )
        return page, 422
    flash("现在改的是新的一版。监委会同意以前，贴着的那份不变。")
    return redirect(url_for("clerk.rows", draft_id=draft.id), 303)
