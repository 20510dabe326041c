"""同意 is asked once more, with what is about to be signed, and away from 退回."""

from flask import request
from flask.typing import ResponseReturnValue

from villagepub import outbox
from villagepub.access import Action
from villagepub.notices import publication, review
from villagepub.web.http import (
    mends,
    needs,
    open_draft,
    request_context,
    revision_shown,
    to,
)
from villagepub.web.review import bp
from villagepub.web.review.draft.last_period import compared


@bp.get("/drafts/<int:draft_id>/approval")
@needs(Action.REVIEW)
@mends("review.draft")
def approval(draft_id: int) -> ResponseReturnValue:
    """``revision``: of the draft as it was read."""
    session = request_context.session()
    found = open_draft.load(draft_id)
    review.require_submitted(found.draft)
    review.require_read(found.draft, request.args.get("revision", 0, int))
    return open_draft.show(
        "review/approval.html",
        found,
        content=publication.preview(session, found),
        change=compared(session, found),
    )


@bp.post("/drafts/<int:draft_id>/approval")
@needs(Action.REVIEW)
@mends("review.draft")
def approve(draft_id: int) -> ResponseReturnValue:
    session, at = request_context.session(), request_context.now()
    base_url = request_context.settings().base_url
    found = open_draft.load(draft_id)
    review.require_submitted(found.draft)
    content = publication.foresee(
        session, found, reviewer=request_context.actor().name, base_url=base_url, at=at
    )
    announce = outbox.drawn_ahead(session, found.notice, content)
    with request_context.act(at) as act:
        review.approve(
            act,
            draft_id=draft_id,
            revision=revision_shown(),
            base_url=base_url,
            announce=announce,
        )
    request_context.poke_worker()
    return to("review.posted", draft_id=draft_id)
