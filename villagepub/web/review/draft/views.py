"""One draft, and the two acts: sign or return."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from villagepub import outbox
from villagepub.access import Action
from villagepub.models import Notice, Staff
from villagepub.notices import publication, queries, review
from villagepub.notices.open_draft import OpenDraft
from villagepub.notices.withheld import withheld
from villagepub.notices.word_check import check_words
from villagepub.period import Period
from villagepub.states import DraftStatus
from villagepub.web.http import open_draft, request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs
from villagepub.web.parts.account import account_of
from villagepub.web.review import bp
from villagepub.web.review.draft.last_period import PeriodChange, comparison
from villagepub.web.review.draft.page import review_page
from villagepub.web.review.queue.views import to_queue


def to_draft(draft_id: int, **_: object) -> str:
    return url_for("review.draft", draft_id=draft_id)


@bp.get("/drafts/<int:draft_id>/")
@needs(Action.REVIEW)
@mends(to_queue)
def draft(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(draft_id)
    if found.draft.status is DraftStatus.PUBLISHED:
        return redirect(url_for("review.signature", draft_id=draft_id))
    if found.draft.status is not DraftStatus.SUBMITTED:
        flash("这一件不在你手里了：文书拿回去改了，或者已经退回。")
        return redirect(to_queue())
    content = publication.preview(session, found)
    return open_draft.show(
        "review/draft/page.html",
        found,
        page=review_page(content, found.frame.form.row_unit),
        author=session.get_one(Staff, found.draft.author_id).name,
        waiting=queries.in_review(session, found.notice.village_code),
        account=account_of(found),
        content=content,
        words=check_words(found, content),
        held=withheld(found, content),
        change=_compared(session, found),
    )


def _compared(session: Session, found: OpenDraft) -> PeriodChange | None:
    if found.frame.form.own_columns:
        return None  # the next one has other columns
    last = queries.last_of_item(session, found.notice)
    if last is None or found.draft.version > 1:
        return None  # a correction is compared with what it corrects
    then = session.get_one(Notice, last.notice_id).period
    return comparison(
        found.frame.form,
        publication.entry_of(last),
        found.inspection.entry,
        then=Period.parse(then),
        now=found.frame.period,
    )


@bp.post("/drafts/<int:draft_id>/approve")
@needs(Action.REVIEW)
@mends(to_draft)
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
            revision=request.form.get("revision", 0, int),
            base_url=base_url,
            announce=announce,
        )
    request_context.poke_worker()
    return redirect(url_for("review.signature", draft_id=draft_id), 303)


@bp.post("/drafts/<int:draft_id>/return")
@needs(Action.REVIEW)
@mends(to_draft)
def send_back(draft_id: int) -> ResponseReturnValue:
    with request_context.act() as act:
        review.send_back(act, draft_id=draft_id, remark=request.form.get("remark", ""))
    flash("退回给文书了，你写的话在他的清单最上面。")
    return redirect(to_queue(), 303)
