"""The draft that a page is about, as whoever is signed in may see it today."""

from flask import render_template

from villagepub.notices import open_draft
from villagepub.notices.open_draft import OpenDraft
from villagepub.render.layouts import LAYOUTS
from villagepub.web.http import request_context


def load(draft_id: int) -> OpenDraft:
    """Raises NoticeFault if there is no such draft, Forbidden if it is not theirs."""
    return open_draft.load(
        request_context.session(),
        actor=request_context.actor(),
        draft_id=draft_id,
        on=request_context.today(),
    )


def show(template: str, work: OpenDraft, **more: object) -> str:
    """A page about a draft: ``work``, its ``form``, and how that is laid out."""
    form = work.inspection.form
    layout = LAYOUTS[form.layout]
    return render_template(template, work=work, form=form, layout=layout, **more)
