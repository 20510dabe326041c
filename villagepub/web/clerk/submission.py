"""交给监委会了: wait for the committee, or take the draft back."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from villagepub import clock
from villagepub.access import Action
from villagepub.act import Act
from villagepub.notices import queries, review
from villagepub.states import DraftStatus
from villagepub.web.clerk import bp
from villagepub.web.http import acts, mends, needs, open_draft, request_context


@bp.get("/drafts/<int:draft_id>/submission")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def submission(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(draft_id)
    names = [s.name for s in queries.reviewers(session, found.notice.village_code)]
    if found.draft.status is not DraftStatus.SUBMITTED:
        return redirect(url_for("clerk.sheet", draft_id=draft_id))
    at = found.draft.submitted_at
    return render_template(
        "clerk/submission.html",
        draft_id=draft_id,
        title=found.notice.title,
        reviewers="、".join(names),
        when=clock.say_moment(at) if at else "",
    )


@bp.post("/drafts/<int:draft_id>/submission/take-back")
@needs(Action.DRAFT)
@acts("clerk.sheet")
def take_back(act: Act, draft_id: int) -> str:
    review.take_back(act, draft_id=draft_id)
    return "拿回来了，改好再交。"
