"""The door of the first day, and its steps once somebody has come in."""

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from villagepub import setup, site
from villagepub.access import AT_THE_TOWNSHIP, GRANTS, Action
from villagepub.settings import DEMO_MARKER
from villagepub.setup import CodeError, Stage
from villagepub.web.http import field, first_day, public, request_context, to
from villagepub.web.http.throttle import page_here_key, slows_guessing
from villagepub.web.setup import bp

TOKEN = "setup"  # in the session of the browser that gave the code  # noqa: S105


@bp.get("")
@public
def start() -> ResponseReturnValue:
    stage = first_day.stage()
    if stage is Stage.UNDERWAY:
        return _steps()
    if stage is Stage.DONE and not first_day.is_demo():
        abort(404)
    if stage is Stage.EMPTY and may_begin():
        return redirect(url_for("setup.place"))
    return _door()


def may_begin() -> bool:
    """Is this the browser that gave the code?"""
    return setup.opens(request_context.session(), session.get(TOKEN, ""))


def _door(fault: str = "", code: int = 200) -> ResponseReturnValue:
    page = render_template(
        "setup/start.html",
        fault=fault,
        is_demo=first_day.is_demo(),
        code=field("code"),
    )
    return page, code


@bp.post("")
@public
@slows_guessing(page_here_key)
def open_setup() -> ResponseReturnValue:
    """The code is used up; of a demonstration everything goes."""
    is_demo = first_day.is_demo()
    if first_day.stage() is not Stage.EMPTY and not is_demo:
        abort(404)
    if is_demo and not request.form.get("empty"):
        return _door("先打个勾：演示里的都不要了。", 422)
    try:
        with request_context.transaction() as writing:
            token = setup.redeem(writing, field("code")[:40], at=request_context.now())
            if is_demo:
                setup.empty_out(writing)
                token = setup.reopen(writing)
    except CodeError as fault:
        return _door(str(fault), 400)
    if is_demo:
        (request_context.settings().instance / DEMO_MARKER).unlink(missing_ok=True)
        first_day.forget()
    session.clear()
    session[TOKEN] = token
    return to("setup.place")


def _steps() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return redirect(url_for("account.login", next=url_for("setup.start")))
    actor = request_context.actor()
    if actor.role not in AT_THE_TOWNSHIP:
        abort(403)
    reading = request_context.session()
    steps = setup.steps_of(reading, request_context.settings(), code=actor.place_code)
    return render_template(
        "setup/start/steps.html",
        steps=steps,
        left=sum(not step.is_done for step in steps),
        may_end=site.keeps(reading, actor),
        may_channels=Action.CHANNELS in GRANTS[actor.role],
    )
