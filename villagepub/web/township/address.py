"""网址: what every printed code leads to, and whether a phone opens it."""

from urllib.parse import urlsplit

from flask import Response, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import render, site
from villagepub.access import Action
from villagepub.settings import LOOPBACK, is_this_machine, of_this_machine
from villagepub.setup import address_trial
from villagepub.setup.address_trial import AddressTrial
from villagepub.site import AddressError
from villagepub.web.http import asks_again, field, needs, request_context, to
from villagepub.web.township import bp

ONLY_HERE = (
    "这个程序现在只有这台电脑打得开。前面有转发的服务器，请管网的人看；"
    "没有，就把黑窗口里的停下来（按 Ctrl-C），打 VILLAGEPUB_HOST=0.0.0.0 make run 再开。"
)


@bp.get("/address/")
@needs(Action.PLACES)
def address() -> ResponseReturnValue:
    return _page()


def _page(fault: str = "") -> str:
    session, settings = request_context.session(), request_context.settings()
    now = settings.base_url
    is_here = is_this_machine(now)
    return render_template(
        "township/address.html",
        address="" if is_here else now,
        typed=request.form.get("address", "" if is_here else now),
        trial=None if is_here else address_trial.of(session, now),
        is_https=urlsplit(now).scheme == "https",
        own=of_this_machine(settings.port),
        is_fixed=settings.is_address_set,
        may_change=site.keeps(session, request_context.actor()),
        fault=fault,
    )


@bp.post("/address/")
@needs(Action.PLACES)
@asks_again(_page, AddressError)
def change_address() -> ResponseReturnValue:
    """Keep it, then ask it; the network is waited for outside any transaction."""
    with request_context.act() as act:
        site.require_keeper(act)
        chosen = request_context.settings()
        now = chosen.base_url
        if not chosen.is_address_set:
            now = site.change_address(act, chosen, field("address"))
        trial = address_trial.begin(act.session, now)
    _say(trial)
    return to("township.address")


def _say(trial: AddressTrial) -> None:
    fault = address_trial.ask(trial)
    if fault:
        flash(f"存好了。可是从这台电脑打开试了一下，不行：{fault}。再用手机扫一下。")
        if request_context.settings().host in LOOPBACK:
            flash(ONLY_HERE)
    else:
        flash("存好了，从这台电脑打得开。再用手机扫一下，外面打得开才算数。")


@bp.get("/address/code.png")
@needs(Action.PLACES)
def address_code() -> ResponseReturnValue:
    """To be scanned by a phone that is not on the office's network."""
    now = request_context.settings().base_url
    trial = address_trial.of(request_context.session(), now) or abort(404)
    return Response(render.qr_png(trial.url, box=8), mimetype="image/png")
