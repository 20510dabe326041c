"""What the village adds to 小微权力清单: 可增不可减."""

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import powers
from villagepub.access import Action
from villagepub.powers import PowerItem, versions
from villagepub.web.clerk import bp
from villagepub.web.http import mends, needs, request_context, to
from villagepub.web.parts.power_form import empty_item, power_form, read_form


@bp.get("/powers/", endpoint="powers")
@needs(Action.DRAFT)
def listing() -> ResponseReturnValue:
    session, village = request_context.session(), request_context.actor().place_code
    own = versions.own_items(session, village)
    count = len(versions.list_of(session, village).items) - len(own)
    return render_template("clerk/powers.html", own=own, count=count, village=village)


@bp.get("/powers/<code>")
@needs(Action.DRAFT)
def own_power(code: str) -> ResponseReturnValue:
    """One that the village added; ``new`` is an empty one."""
    listed = versions.list_of(request_context.session(), _village())
    areas = tuple(area.name for area in listed.areas)
    return render_template(
        "clerk/powers/item.html",
        form=power_form(_own(code, areas), areas),
        meetings=powers.MEETINGS,
        whens=powers.WHENS,
        code=code,
    )


@bp.post("/powers/<code>")
@needs(Action.DRAFT)
@mends("clerk.own_power")
def add_power(code: str) -> ResponseReturnValue:
    old = _own(code, ())
    item = read_form(request.form, request.form.getlist("basis"), old)
    with request_context.act() as act:
        versions.add(act, village=_village(), item=item, old=old.code)
    flash("加好了，网页上已经有了。")
    return to("clerk.powers")


def _village() -> str:
    return request_context.actor().place_code


def _own(code: str, areas: tuple[str, ...]) -> PowerItem:
    session = request_context.session()
    if code == "new":
        return empty_item(versions.next_own_code(session, _village()), areas)
    own = versions.own_items(session, _village())
    return next((item for item in own if item.code == code), None) or abort(404)
