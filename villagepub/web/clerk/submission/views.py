"""交给监委会了: wait for the committee, or take the draft back."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from villagepub import clock
from villagepub.access import Action
from villagepub.notices import queries, review
from villagepub.states import DraftStatus
from villagepub.web.clerk import bp
from villagepub.web.clerk.sheet.views import to_draft
from villagepub.web.clerk.tasks.views import to_tasks
from villagepub.web.http import open_draft, request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs


@bp.get("/drafts/<int:draft_id>/submission")
@needs(Action.DRAFT)
@mends(to_tasks)
def submission(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(draft_id)
    names = [s.name for s in queries.reviewers(session, found.notice.village_code)]
    if found.draft.status is not DraftStatus.SUBMITTED:
        return redirect(to_draft(draft_id))
    at = found.draft.submitted_at
    return render_template(
        "clerk/submission/page.html",
        draft_id=draft_id,
        title=found.notice.title,
        reviewers="、".join(names),
        when=clock.say_moment(at) if at else "",
    )


@bp.post("/drafts/<int:draft_id>/submission/take-back")
@needs(Action.DRAFT)
@mends(to_draft)
def take_back(draft_id: int) -> ResponseReturnValue:
    with request_context.act() as act:
        review.take_back(act, draft_id=draft_id)
    flash("拿回来了，改好再交。")
    return redirect(to_draft(draft_id), 303)
