"""撤回: why, and it is off the board."""

from flask.typing import ResponseReturnValue

from villagepub import outbox
from villagepub.access import Action
from villagepub.forms.township.open_phrases import WITHDRAWALS
from villagepub.notices import corrections
from villagepub.notices.errors import NoticeFault, WrongMoment
from villagepub.web.clerk import bp
from villagepub.web.http import (
    allowed_rows,
    asks_again,
    mends,
    needs,
    request_context,
    to,
)
from villagepub.web.parts import reason


@bp.get("/notices/<public_id>/withdrawal")
@needs(Action.WITHDRAW)
@mends("clerk.notice")
def withdrawal(public_id: str) -> ResponseReturnValue:
    return _page(public_id)


def _page(public_id: str, fault: str = "") -> str:
    return reason.show("clerk/withdrawal.html", public_id, WITHDRAWALS, fault=fault)


@bp.post("/notices/<public_id>/withdrawal")
@needs(Action.WITHDRAW)
@mends("clerk.notice")
@asks_again(_page, NoticeFault, but=(WrongMoment,))
def withdraw(public_id: str) -> ResponseReturnValue:
    session = request_context.session()
    row = allowed_rows.notice_of(public_id)
    content = corrections.hanging(session, row)
    announce = outbox.drawn_ahead(session, row, content, is_withdrawn=True)
    with request_context.act() as act:
        said = reason.given(act.session, row, WITHDRAWALS)
        corrections.withdraw(act, notice_id=row.id, reason=said, announce=announce)
    request_context.poke_worker()  # who was told of it is told of this at once
    return to("clerk.notice", public_id=public_id)
