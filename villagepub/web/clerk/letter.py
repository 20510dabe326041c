"""镇上的函: what the township wrote to the village, as it went out."""

import io

from flask import abort, render_template, send_file
from flask.typing import ResponseReturnValue

from villagepub import access, render
from villagepub.access import Action
from villagepub.letters import queries
from villagepub.letters.queries import LetterLine
from villagepub.web.clerk import bp
from villagepub.web.http import request_context
from villagepub.web.http.guards import needs


def _letter(letter_id: int) -> LetterLine:
    today = request_context.today()
    line = queries.one(request_context.session(), letter_id, on=today)
    if line is None:
        abort(404)
    access.allow(request_context.actor(), Action.READ, line.village_code)
    return line


@bp.get("/letters/<int:letter_id>/")
@needs(Action.READ)
def letter(letter_id: int) -> ResponseReturnValue:
    line = _letter(letter_id)
    content = queries.content(request_context.session(), letter_id)
    return render_template("clerk/letter.html", line=line, letter=content)


@bp.get("/letters/<int:letter_id>/letter.pdf")
@needs(Action.READ)
def letter_file(letter_id: int) -> ResponseReturnValue:
    line = _letter(letter_id)
    content = queries.content(request_context.session(), letter_id)
    return send_file(
        io.BytesIO(render.letter_pdf(content)),
        "application/pdf",
        download_name=f"{line.title}{line.number}.pdf",
    )
