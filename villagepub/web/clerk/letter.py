"""镇上的函: what the township wrote to the village, as it went out."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub import render
from villagepub.access import Action
from villagepub.letters import queries
from villagepub.web.clerk import bp
from villagepub.web.http import allowed_rows, download, needs, request_context


@bp.get("/letters/<int:letter_id>/")
@needs(Action.READ)
def letter(letter_id: int) -> ResponseReturnValue:
    line = allowed_rows.letter_of(letter_id, Action.READ)
    content = queries.content(request_context.session(), letter_id)
    return render_template("clerk/letter.html", line=line, letter=content)


@bp.get("/letters/<int:letter_id>/letter.pdf")
@needs(Action.READ)
def letter_file(letter_id: int) -> ResponseReturnValue:
    line = allowed_rows.letter_of(letter_id, Action.READ)
    content = queries.content(request_context.session(), letter_id)
    name = f"{line.title}{line.number}.pdf"
    return download(render.letter_pdf(content), name, "application/pdf", "inline")
