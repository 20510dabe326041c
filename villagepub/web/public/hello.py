"""Where the code of the township's address page leads: it is reached from outside."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from villagepub.setup import address_trial
from villagepub.web.http import public, request_context
from villagepub.web.public import bp


@bp.get(f"{address_trial.PATH}/<word>")
@public
def hello(word: str) -> ResponseReturnValue:
    if not address_trial.knows(request_context.session(), word):
        abort(404)
    if address_trial.OWN not in request.args:
        agent = request.headers.get("User-Agent", "")
        with request_context.transaction() as writing:
            address_trial.note_reached(writing, agent=agent, at=request_context.now())
    return render_template("public/hello.html", word=word)
