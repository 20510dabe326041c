"""这份草稿不要了: asked once, then gone."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.act import Act
from villagepub.models import Draft
from villagepub.notices import drafts
from villagepub.web.clerk import bp
from villagepub.web.http import (
    acts,
    allowed_rows,
    mends,
    needs,
    request_context,
    revision_shown,
)


@bp.get("/drafts/<int:draft_id>/discard")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def discard(draft_id: int) -> ResponseReturnValue:
    notice = allowed_rows.notice_of_draft(draft_id)
    draft = request_context.session().get_one(Draft, draft_id)
    return render_template(
        "clerk/discard.html",
        draft_id=draft_id,
        title=notice.title,
        revision=draft.revision,
        is_correction=draft.version > 1,
    )


@bp.post("/drafts/<int:draft_id>/discard")
@needs(Action.DRAFT)
@acts("clerk.sheet", then="clerk.tasks")
def discard_draft(act: Act, draft_id: int) -> str:
    drafts.discard(act, draft_id=draft_id, revision=revision_shown())
    return "这份草稿不要了。"
