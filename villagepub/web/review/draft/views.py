"""One draft, and the two acts: sign or return."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from villagepub import forms
from villagepub.access import Action
from villagepub.notices import publication, queries, review
from villagepub.notices.open_draft import OpenDraft
from villagepub.notices.review import NoWhy
from villagepub.notices.withheld import withheld
from villagepub.notices.word_check import check_words
from villagepub.states import DraftStatus
from villagepub.web.http import (
    field,
    mends,
    needs,
    open_draft,
    request_context,
    revision_shown,
    to,
)
from villagepub.web.parts.sheet_usage import usage_of
from villagepub.web.review import bp
from villagepub.web.review.draft.last_period import compared
from villagepub.web.review.draft.page import review_page


@bp.get("/drafts/<int:draft_id>/")
@needs(Action.REVIEW)
@mends("review.queue")
def draft(draft_id: int) -> ResponseReturnValue:
    found = open_draft.load(draft_id)
    elsewhere = _elsewhere(found)
    return redirect(elsewhere) if elsewhere else _page(found)


def _elsewhere(found: OpenDraft) -> str:
    """A draft that is not in the committee's hands has another page."""
    if found.draft.status is DraftStatus.PUBLISHED:
        return url_for("review.posted", draft_id=found.draft_id)
    if found.draft.status is not DraftStatus.SUBMITTED:
        flash("这一件不在你手里了：文书拿回去改了，或者已经退回。")
        return url_for("review.queue")
    return ""


def _page(found: OpenDraft, fault: str = "") -> str:
    session = request_context.session()
    content = publication.preview(session, found)
    return open_draft.show(
        "review/draft.html",
        found,
        page=review_page(
            content, forms.row_word(found.frame.form, found.inspection.entry.records)
        ),
        author=found.frame.author,
        waiting=queries.in_review(session, found.notice.village_code),
        usage=usage_of(found),
        content=content,
        words=check_words(found, content),
        held=withheld(found, content),
        change=compared(session, found),
        fault=fault,
    )


@bp.post("/drafts/<int:draft_id>/return")
@needs(Action.REVIEW)
@mends("review.draft")
def send_back(draft_id: int) -> ResponseReturnValue:
    try:
        with request_context.act() as act:
            review.send_back(
                act,
                draft_id=draft_id,
                revision=revision_shown(),
                remark=field("remark"),
            )
    except NoWhy as fault:
        return _page(open_draft.load(draft_id), str(fault)), 422
    flash("退回给文书了，你写的话在他的清单最上面。")
    return to("review.queue")
