"""One's own account: the password, and the WeChat that opens it."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from villagepub import passwords, staff_accounts
from villagepub.clock import day, say_day
from villagepub.errors import StaffError
from villagepub.models import Staff
from villagepub.web.account import bp
from villagepub.web.account.wechat import entries
from villagepub.web.http import field, request_context, staff
from villagepub.web.http.throttle import slows_proving
from villagepub.web.parts.signed_in import HOME, open_here
from villagepub.wechat import bindings


@bp.route("/password", methods=["GET", "POST"])
@staff
def password() -> ResponseReturnValue:
    fault = ""
    if request.method == "POST":
        try:
            row = _changed(field("old"), field("new"))
        except StaffError as error:
            fault = str(error)
        else:
            open_here(row, way=session.get("way", "password"))
            flash("密码改好了，别的地方要重新登录。")
            return redirect(url_for(HOME[row.role]))
    return password_page(fault, 400 if fault else 200)


def _changed(old: str, new: str) -> Staff:
    """Raises StaffError."""
    session, own = request_context.session(), request_context.actor().id
    typed = (text[: passwords.MAX_PASSWORD] for text in (old, new))
    with slows_proving(own):
        proven = staff_accounts.prove(session, own, *typed)
    hashed = passwords.hashed(new, staff_accounts.login_of(session, own))
    with request_context.act() as act:
        return staff_accounts.change_password(act, proven=proven, new=hashed)


def password_page(fault: str, code: int = 400) -> ResponseReturnValue:
    """One's own account: the password, and the WeChat that opens it."""
    bound = bindings.of_staff(request_context.session(), request_context.actor().id)
    taken = {account.id for _, account in bound}
    page = render_template(
        "account/password.html",
        fault=fault,
        is_given=current_user.must_change,
        home=url_for(HOME[request_context.actor().role]),
        bound=[(b.id, a.name, say_day(day(b.bound_at))) for b, a in bound],
        offered=[a for a in entries.offered() if a.id not in taken],
    )
    return page, code
