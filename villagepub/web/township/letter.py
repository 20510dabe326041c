"""One letter of the register: its files, what was answered, why it was cancelled."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from villagepub import render
from villagepub.access import Action
from villagepub.act import Act
from villagepub.errors import UserError
from villagepub.letters import queries, register
from villagepub.letters.queries import LetterState
from villagepub.web.http import (
    acts,
    allowed_rows,
    day_sent,
    download,
    field,
    needs,
    request_context,
)
from villagepub.web.township import bp

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/letters/<int:letter_id>/")
@needs(Action.CHECK)
def letter(letter_id: int) -> ResponseReturnValue:
    line = allowed_rows.letter_of(letter_id, Action.CHECK)
    session = request_context.session()
    return render_template(
        "township/letter.html",
        line=line,
        letter=queries.content(session, letter_id),
        findings=queries.findings_of(session, letter_id),
        owed=queries.owed_of(session, letter_id),
        today=request_context.today(),
    )


@bp.get("/letters/<int:letter_id>/letter.<any(pdf,docx):suffix>")
@needs(Action.CHECK)
def letter_file(letter_id: int, suffix: str) -> ResponseReturnValue:
    line = allowed_rows.letter_of(letter_id, Action.CHECK)
    if line.state is LetterState.CANCELLED and suffix == "docx":
        abort(404)
    content = queries.content(request_context.session(), letter_id)
    name = f"{line.village}{line.title}{line.number}.{suffix}"
    if suffix == "pdf":
        return download(render.letter_pdf(content), name, PDF, "inline")
    return download(render.letter_docx(content), name, WORD)


@bp.post("/letters/<int:letter_id>/answer")
@needs(Action.CHECK)
@acts("township.letter")
def answer_letter(act: Act, letter_id: int) -> str:
    register.take_answer(
        act,
        letter_id=letter_id,
        on=day_sent("on", UserError("请写上回复的日子，像 2026-11-20。")),
        by=field("by"),
        done=field("done"),
    )
    return "记下了。"


@bp.post("/letters/<int:letter_id>/cancel")
@needs(Action.CHECK)
@acts("township.letter")
def cancel_letter(act: Act, letter_id: int) -> str:
    register.cancel(act, letter_id=letter_id, reason=field("reason"))
    return "作废了。号留在登记上，不再给别的函。"
