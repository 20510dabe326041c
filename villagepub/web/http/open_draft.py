"""The draft that a page is about, as whoever is signed in may see it today."""

from flask import Response, after_this_request, render_template

from villagepub import clock, memory
from villagepub.act import Act
from villagepub.notices import open_draft
from villagepub.notices.open_draft import OpenDraft
from villagepub.render.layouts import LAYOUTS
from villagepub.web.http import request_context


def load(draft_id: int) -> OpenDraft:
    """Raises NoticeFault if there is no such draft, Forbidden if it is not theirs."""
    found = open_draft.load(
        request_context.session(),
        actor=request_context.actor(),
        draft_id=draft_id,
        on=request_context.today(),
    )
    if found.is_long:
        after_this_request(_let_go)
    return found


def load_within(act: Act, draft_id: int) -> OpenDraft:
    """The same as it stands within an act: nobody else changes it meanwhile."""
    on = clock.day(act.at)
    return open_draft.load(act.session, actor=act.person, draft_id=draft_id, on=on)


def _let_go(response: Response) -> Response:
    """The page is made: a macro holds what it was made of in a circle, 40 MB of 10,000
    rows, beside the next one that somebody brings.
    """
    memory.collect()
    return response


def show(template: str, work: OpenDraft, **more: object) -> str:
    """A page about a draft: ``work``, its ``form``, and how that is laid out."""
    form = work.inspection.form
    layout = LAYOUTS[form.layout]
    return render_template(template, work=work, form=form, layout=layout, **more)
