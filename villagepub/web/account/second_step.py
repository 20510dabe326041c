"""The second step: asked for at sign-in, set up and taken away by its owner."""

from flask import (
    Response,
    abort,
    flash,
    redirect,
    render_template,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from villagepub import passwords, render, staff_accounts
from villagepub import second_step as step
from villagepub.access import AT_THE_TOWNSHIP
from villagepub.models import Staff
from villagepub.web.account import bp
from villagepub.web.http import field, mends, public, request_context, staff, to
from villagepub.web.http.throttle import (
    HALF,
    second_step_key,
    slows_guessing,
    slows_proving,
)
from villagepub.web.parts.signed_in import let_in

NEW = "new_totp"  # of the session: a secret that the app has scanned, not kept yet


@bp.get("/second-step")
@public
def second_step() -> ResponseReturnValue:
    if HALF not in session:
        return redirect(url_for("account.login"))
    return _ask("")


def _ask(fault: str, code: int = 200) -> ResponseReturnValue:
    return render_template("account/second_step.html", fault=fault), code


@bp.post("/second-step")
@public
@slows_guessing(second_step_key)
def take_second_step() -> ResponseReturnValue:
    if HALF not in session:
        return redirect(url_for("account.login"))
    staff_id, session_key, wanted, way = session[HALF]
    with request_context.transaction() as writing:
        row = step.passes(
            writing,
            staff_id=staff_id,
            code=field("code")[:20],
            key=request_context.settings().secret_key,
            at=request_context.now(),
        )
    if row is None or row.session_key != session_key:
        return _ask(step.WRONG, 400)
    return let_in(row, way=way, wanted=wanted, is_whole=True)


def _own() -> Staff:
    own = request_context.actor()
    if own.role not in AT_THE_TOWNSHIP:
        abort(403)
    return request_context.session().get_one(Staff, own.id)


@bp.get("/second-step/new")
@staff
def new_second_step() -> ResponseReturnValue:
    row = _own()
    session.setdefault(NEW, step.new_secret())
    return render_template(
        "account/second_step/new.html", secret=session[NEW], is_on=bool(row.totp)
    )


@bp.get("/second-step/code.png")
@staff
def second_step_code() -> ResponseReturnValue:
    row = _own()
    if NEW not in session:
        abort(404)
    return Response(
        render.qr_png(step.uri(session[NEW], row.login)), mimetype="image/png"
    )


@bp.post("/second-step/on")
@staff
@mends("account.new_second_step")
def turn_on() -> ResponseReturnValue:
    _own()
    with request_context.act() as act:
        step.turn_on(
            act,
            secret=session.get(NEW, ""),
            code=field("code")[:20],
            key=request_context.settings().secret_key,
        )
    session.pop(NEW, None)
    flash("加好了。下一次登录，密码以后再填手机上的六个数。")
    return to("account.sessions")


@bp.post("/second-step/off")
@staff
@mends("account.new_second_step")
def turn_off() -> ResponseReturnValue:
    row = _own()
    password = field("password")[: passwords.MAX_PASSWORD]
    with slows_proving(row.id):
        proven = staff_accounts.prove(request_context.session(), row.id, password)
    with request_context.act() as act:
        step.turn_off(act, proven=proven)
    flash("去掉了，以后只要密码。")
    return to("account.sessions")
