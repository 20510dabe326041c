"""更正: why, then the new version is a draft."""

from flask import flash
from flask.typing import ResponseReturnValue

from villagepub import forms
from villagepub.access import Action
from villagepub.forms.township.open_phrases import CORRECTIONS
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


@bp.get("/notices/<public_id>/correction")
@needs(Action.CORRECT)
@mends("clerk.notice")
def correction(public_id: str) -> ResponseReturnValue:
    return _page(public_id)


def _page(public_id: str, fault: str = "") -> str:
    return reason.show("clerk/correction.html", public_id, CORRECTIONS, fault=fault)


@bp.post("/notices/<public_id>/correction")
@needs(Action.CORRECT)
@mends("clerk.notice")
@asks_again(_page, NoticeFault, but=(WrongMoment,))
def correct(public_id: str) -> ResponseReturnValue:
    with request_context.act() as act:
        row = allowed_rows.notice_of(public_id, session=act.session)
        said = reason.given(act.session, row, CORRECTIONS)
        draft = corrections.correct(act, notice_id=row.id, reason=said)
    flash("现在改的是新的一版。监委会同意以前，贴着的那份不变。")
    page = "words" if forms.get(row.form).own_columns else "rows"
    return to(f"clerk.{page}", draft_id=draft.id)
