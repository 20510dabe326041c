"""Step 3: see it as others will, and hand it to the committee."""

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from villagepub import render
from villagepub.access import Action
from villagepub.notices import publication, queries, review
from villagepub.notices.errors import NotReady
from villagepub.notices.withheld import withheld
from villagepub.notices.word_check import WordsNotReady, check_words
from villagepub.render import MissingGlyph
from villagepub.states import DraftStatus
from villagepub.web.clerk import bp
from villagepub.web.clerk.preview import FIRST_ROWS, first_rows
from villagepub.web.http import (
    mends,
    needs,
    open_draft,
    request_context,
    revision_shown,
    to,
)
from villagepub.web.parts.sheet_usage import usage_of


@bp.get("/drafts/<int:draft_id>/check")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def check(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(draft_id)
    if found.draft.status is DraftStatus.SUBMITTED:
        return redirect(url_for("clerk.submission", draft_id=draft_id))
    if not found.inspection.is_ready:
        flash("还有要你定的：看一看下面红框里的，定好再点“检查一遍”。")
        return redirect(url_for("clerk.sheet", draft_id=draft_id))
    content = publication.preview(session, found)
    shown = render.open_web(content)
    return open_draft.show(
        "clerk/check.html",
        found,
        content=content,
        shown=replace(shown, web=first_rows(shown.web, FIRST_ROWS)),
        hidden=max(0, len(shown.web.rows) - FIRST_ROWS),
        text=render.share_text(content),
        reviewers=queries.reviewers(session, found.notice.village_code),
        usage=usage_of(found),
        held=withheld(found, content),
        words=check_words(found, content),
    )


@bp.post("/drafts/<int:draft_id>/check/submit")
@needs(Action.DRAFT)
@mends("clerk.check")
def submit(draft_id: int) -> ResponseReturnValue:
    try:
        ready = review.look_over(
            request_context.session(),
            open_draft.load(draft_id),
            revision=revision_shown(),
            accepted=request.form.getlist("accept"),
        )
        with request_context.act() as act:
            review.submit(act, ready)
    except WordsNotReady as fault:
        flash(str(fault))
        return to("clerk.check", draft_id=draft_id)
    except (NotReady, MissingGlyph) as fault:
        flash(str(fault))
        return to("clerk.sheet", draft_id=draft_id)
    return to("clerk.submission", draft_id=draft_id)
