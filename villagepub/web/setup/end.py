"""The end of the first day."""

from flask import abort, flash
from flask.typing import ResponseReturnValue

from villagepub import setup
from villagepub.access import Action
from villagepub.setup import Stage
from villagepub.web.http import first_day, mends, needs, request_context, to
from villagepub.web.setup import bp


@bp.post("/end")
@needs(Action.PLACES)
@mends("setup.start")
def end() -> ResponseReturnValue:
    if first_day.stage() is not Stage.UNDERWAY:
        abort(404)
    with request_context.act() as act:
        setup.end(act)
    flash("头一天弄好了。没写全的，在上面各栏里随时补。")
    return to("township.overview")
