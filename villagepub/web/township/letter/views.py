"""One letter of the register: its files, what was answered, why it was cancelled."""

import io
from datetime import date

from flask import abort, flash, render_template, request, send_file
from flask.typing import ResponseReturnValue

from villagepub import access, clock, render
from villagepub.access import Action
from villagepub.letters import queries, register
from villagepub.letters.queries import LetterLine, LetterState
from villagepub.letters.register import LetterFault
from villagepub.web.http import request_context
from villagepub.web.http.guards import needs
from villagepub.web.http.redirects import mends, to
from villagepub.web.township import bp

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _letter(letter_id: int) -> LetterLine:
    today = clock.day(request_context.now())
    line = queries.one(request_context.session(), letter_id, on=today)
    if line is None:
        abort(404)
    access.allow(request_context.actor(), Action.CHECK, line.village_code)
    return line


@bp.get("/letters/<int:letter_id>/")
@needs(Action.CHECK)
def letter(letter_id: int) -> ResponseReturnValue:
    line, session = _letter(letter_id), request_context.session()
    return render_template(
        "township/letter/page.html",
        line=line,
        letter=queries.content(session, letter_id),
        findings=queries.findings_of(session, letter_id),
        owed=queries.owed_of(session, letter_id),
        states=LetterState,
        today=clock.day(request_context.now()),
    )


@bp.get("/letters/<int:letter_id>/letter.<any(pdf,docx):suffix>")
@needs(Action.CHECK)
def letter_file(letter_id: int, suffix: str) -> ResponseReturnValue:
    line = _letter(letter_id)
    if line.state is LetterState.CANCELLED and suffix == "docx":
        abort(404)
    content = queries.content(request_context.session(), letter_id)
    is_pdf = suffix == "pdf"
    make = render.letter_pdf if is_pdf else render.letter_docx
    return send_file(
        io.BytesIO(make(content)),
        "application/pdf" if is_pdf else WORD,
        as_attachment=not is_pdf,
        download_name=f"{line.village}{line.title}{line.number}.{suffix}",
    )


@bp.post("/letters/<int:letter_id>/answer")
@needs(Action.CHECK)
@mends("township.letter")
def answer_letter(letter_id: int) -> ResponseReturnValue:
    with request_context.act() as act:
        register.take_answer(
            act,
            letter_id=letter_id,
            on=_day("on", "回复的日子"),
            by=request.form.get("by", ""),
            done=request.form.get("done", ""),
        )
    flash("记下了。")
    return to("township.letter", letter_id=letter_id)


@bp.post("/letters/<int:letter_id>/cancel")
@needs(Action.CHECK)
@mends("township.letter")
def cancel_letter(letter_id: int) -> ResponseReturnValue:
    with request_context.act() as act:
        reason = request.form.get("reason", "")
        register.cancel(act, letter_id=letter_id, reason=reason)
    flash("作废了。号留在登记上，不再给别的函。")
    return to("township.letter", letter_id=letter_id)


def _day(name: str, label: str) -> date:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        raise LetterFault(f"请写上{label}，像 2026-11-20。") from None
