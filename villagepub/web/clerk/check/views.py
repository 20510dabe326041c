"""Step 3: see it as others will, and hand it to the committee."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.notices import publication, queries, review
from villagepub.notices.errors import NotReady
from villagepub.render import MissingGlyph
from villagepub.states import DraftStatus
from villagepub.web.clerk import bp
from villagepub.web.clerk.check.page import check_page
from villagepub.web.clerk.sheet.views import to_draft
from villagepub.web.clerk.tasks.views import to_tasks
from villagepub.web.http import open_draft, request_context
from villagepub.web.http.error_redirects import mends
from villagepub.web.http.guards import needs


def to_check(draft_id: int, **_: object) -> str:
    return url_for("clerk.check", draft_id=draft_id)


@bp.get("/drafts/<int:draft_id>/check")
@needs(Action.DRAFT)
@mends(to_tasks)
def check(draft_id: int) -> ResponseReturnValue:
    session = request_context.session()
    found = open_draft.load(draft_id)
    if found.draft.status is DraftStatus.SUBMITTED:
        return redirect(url_for("clerk.submission", draft_id=draft_id))
    if not found.inspection.is_ready:
        flash("还有要你定的：看一看下面红框里的，定好再点“检查一遍”。")
        return redirect(to_draft(draft_id))
    content = publication.preview(session, found)
    names = [s.name for s in queries.reviewers(session, found.notice.village_code)]
    page = check_page(found, content, reviewers=names)
    return open_draft.show("clerk/check/page.html", found, page=page, content=content)


@bp.post("/drafts/<int:draft_id>/check/submit")
@needs(Action.DRAFT)
@mends(to_check)
def submit(draft_id: int) -> ResponseReturnValue:
    try:
        with request_context.act() as act:
            review.submit(
                act, draft_id=draft_id, revision=request.form.get("revision", 0, int)
            )
    except (NotReady, MissingGlyph) as fault:
        flash(str(fault))
        return redirect(to_draft(draft_id), 303)
    return redirect(url_for("clerk.submission", draft_id=draft_id), 303)
