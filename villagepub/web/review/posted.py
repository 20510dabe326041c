"""已经贴出: what comes of a signature."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.channels import village_groups
from villagepub.notices import queries
from villagepub.states import DraftStatus
from villagepub.web.http import mends, needs, open_draft, request_context
from villagepub.web.review import bp


@bp.get("/drafts/<int:draft_id>/posted")
@needs(Action.REVIEW)
@mends("review.queue")
def posted(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(draft_id)
    if found.draft.status is not DraftStatus.PUBLISHED:
        return redirect(url_for("review.draft", draft_id=draft_id))
    waiting = len(queries.in_review(session, found.notice.village_code))
    return render_template(
        "review/posted.html",
        title=found.notice.title,
        number=found.notice.number,
        page_url=f"/n/{found.notice.public_id}",
        waiting=waiting,
        sends_itself=village_groups.sends_itself(session, found.notice.village_code),
    )
