"""What a free notice says in words."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.notices import free
from villagepub.web.clerk import bp
from villagepub.web.clerk.tasks.views import to_tasks
from villagepub.web.http import open_draft, request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs

MAX_LENGTH = 4000  # characters: an A3 sheet of large type


def to_words(draft_id: int, **_: object) -> str:
    return url_for("clerk.words", draft_id=draft_id)


@bp.get("/drafts/<int:draft_id>/words")
@needs(Action.DRAFT)
@mends(to_tasks)
def words(draft_id: int) -> ResponseReturnValue:
    found = open_draft.load(draft_id)
    free.require_free(found.notice.form)
    return open_draft.show(
        "clerk/words/page.html",
        found,
        text="\n".join(found.sheet.options.paragraphs),
        most=MAX_LENGTH,
    )


@bp.post("/drafts/<int:draft_id>/words")
@needs(Action.DRAFT)
@mends(to_words)
def write_words(draft_id: int) -> ResponseReturnValue:
    lines = request.form.get("text", "")[:MAX_LENGTH].splitlines()
    with request_context.act() as act:
        free.write(
            act,
            draft_id=draft_id,
            revision=request.form.get("revision", 0, int),
            paragraphs=[line.strip() for line in lines if line.strip()],
        )
    return redirect(url_for("clerk.columns", draft_id=draft_id), 303)
