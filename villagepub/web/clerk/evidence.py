"""One check of a draft, row by row, for the clerk and for the committee."""

from flask import abort
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.web.clerk import bp
from villagepub.web.clerk.preview import back_of
from villagepub.web.http import mends, needs, open_draft


@bp.get("/drafts/<int:draft_id>/evidence/<int:n>")
@needs(Action.READ)
@mends("clerk.tasks")
def evidence(draft_id: int, n: int) -> ResponseReturnValue:
    work = open_draft.load(draft_id)
    found = work.inspection.evidence
    if not 1 <= n <= len(found):
        abort(404)
    return open_draft.show(
        "clerk/evidence.html", work, one=found[n - 1], back=back_of(draft_id)
    )
