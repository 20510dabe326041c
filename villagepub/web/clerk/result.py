"""公示结果: did anybody object? Then it is written like any free notice."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.forms.township.open_phrases import HANDLED
from villagepub.notices import corrections, results
from villagepub.notices.errors import NoticeFault
from villagepub.web.clerk import bp
from villagepub.web.http import (
    allowed_rows,
    asks_again,
    field,
    mends,
    needs,
    request_context,
    to,
)

OBJECTED = {"no": False, "yes": True}


@bp.get("/notices/<public_id>/result")
@needs(Action.DRAFT)
@mends("clerk.notice")
def result(public_id: str) -> ResponseReturnValue:
    return _page(public_id)


def _page(public_id: str, fault: str = "") -> str:
    found = allowed_rows.notice_of(public_id)
    session = request_context.session()
    is_by_phrases = corrections.is_told_by_phrases(session, found)
    return render_template(
        "clerk/result.html",
        notice=found,
        objected=field("objected"),
        handled=field("handled"),
        fault=fault,
        phrases=HANDLED if is_by_phrases else (),
    )


@bp.post("/notices/<public_id>/result")
@needs(Action.DRAFT)
@mends("clerk.notice")
@asks_again(_page, NoticeFault)
def begin_result(public_id: str) -> ResponseReturnValue:
    with request_context.act() as act:
        draft = results.begin_result(
            act,
            allowed_rows.notice_of(public_id, session=act.session),
            objected=OBJECTED.get(field("objected")),
            handled=field("handled"),
        )
    return to("clerk.words", draft_id=draft.id)
