"""Where one is signed in, and the way out of it elsewhere."""

from datetime import datetime

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from villagepub import open_sessions
from villagepub.access import AT_THE_TOWNSHIP
from villagepub.models import Staff
from villagepub.web.account import bp
from villagepub.web.http import field, mends, request_context, staff, to
from villagepub.web.parts.signed_in import HOME


@bp.get("/sessions")
@staff
def sessions() -> ResponseReturnValue:
    reading, own = request_context.session(), request_context.actor()
    return render_template(
        "account/sessions.html",
        rows=open_sessions.of_staff(reading, own.id),
        here=current_user.here,
        home=url_for(HOME[own.role]),
        is_at_the_township=own.role in AT_THE_TOWNSHIP,
        has_second=bool(reading.get_one(Staff, own.id).totp),
    )


@bp.post("/sessions/end")
@staff
@mends("account.sessions")
def end_session() -> ResponseReturnValue:
    try:
        begun = datetime.fromisoformat(field("begun"))
    except ValueError:
        return to("account.sessions")
    with request_context.act() as act:
        open_sessions.end(act, begun_at=begun, key=current_user.here)
    flash("那一处退出了，再打开要重新登录。")
    return to("account.sessions")
