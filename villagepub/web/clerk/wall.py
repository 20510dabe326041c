"""墙上挂着的: every sheet on the paper board, and what is to be done with it."""

from collections.abc import Iterable
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action, may
from villagepub.duties import hung_sheets
from villagepub.duties.hung_sheets import HangingState, HungSheet
from villagepub.web.clerk import bp
from villagepub.web.http import needs, request_context

GROUPS = {
    "撤回了，要揭下来": (HangingState.WITHDRAWN,),
    "可以揭了": (HangingState.MAY_COME_DOWN,),
    "贴出了，还没说上没上墙": (HangingState.NOT_HUNG,),
    "还得挂": (HangingState.HANGING,),
    "揭了的": (HangingState.DOWN, HangingState.DOWN_EARLY),
}


@bp.get("/wall/")
@needs(Action.READ)
def wall() -> ResponseReturnValue:
    who, today = request_context.actor(), request_context.today()
    sheets = hung_sheets.of_village(request_context.session(), who.place_code, on=today)
    return render_template(
        "clerk/wall.html",
        groups=grouped(sheets, today),
        today=today,
        writes=may(who, Action.FORWARD, who.place_code),
    )


def grouped(sheets: Iterable[HungSheet], on: date) -> dict[str, list[HungSheet]]:
    """By what the clerk does next; a group without a sheet is left out."""
    found = {
        title: [s for s in sheets if s.state(on) in states]
        for title, states in GROUPS.items()
    }
    return {title: group for title, group in found.items() if group}
