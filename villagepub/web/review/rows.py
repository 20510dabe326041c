"""One group of a long list, whole."""

from flask import render_template
from flask.typing import ResponseReturnValue

from villagepub import forms
from villagepub.access import Action
from villagepub.notices import publication
from villagepub.web.http import mends, needs, open_draft, request_context
from villagepub.web.review import bp
from villagepub.web.review.draft.page import grouped


@bp.get("/drafts/<int:draft_id>/rows/<int:n>")
@needs(Action.REVIEW)
@mends("review.draft")
def rows(draft_id: int, n: int) -> ResponseReturnValue:
    """One group (or month) of a long list, whole."""
    session = request_context.session()
    found = open_draft.load(draft_id)
    content = publication.preview(session, found)
    sheet = grouped(
        content, forms.row_word(found.frame.form, found.inspection.entry.records)
    )
    sections = sheet.sections
    n = min(max(1, n), max(1, len(sections)))
    return render_template(
        "review/rows.html",
        draft_id=draft_id,
        title=content.title,
        sheet=sheet,
        section=sections[n - 1] if sections else None,
        n=n,
        groups=[s.title or "没写组" for s in sections],
    )
