"""What is said beside the sheet: title, days, 公开属性, words of one's own."""

from collections.abc import Sequence
from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.forms import tells_by_phrases
from villagepub.forms.form import Form
from villagepub.forms.township.open_phrases import (
    ATTRIBUTE_REASONS,
    SENTENCES,
    phrases_in,
)
from villagepub.notices import drafts, joint_meetings
from villagepub.notices.content.composer import title_of
from villagepub.notices.draft_sheet import Options
from villagepub.notices.errors import NoticeFault
from villagepub.states import Attribute
from villagepub.web.clerk import bp
from villagepub.web.http import (
    asks_again,
    field,
    mends,
    needs,
    one_of,
    open_draft,
    request_context,
    revision_shown,
    to,
)
from villagepub.web.http.request_fields import number

MAX_DAYS = 365  # that a notice may be posted
ATTRIBUTE_NOTES = {
    Attribute.ACTIVE: "网上、群里、榜上都贴",
    Attribute.ON_REQUEST: "谁要看，到村委会查；要写理由",
    Attribute.PARTIAL: "只贴总数，不贴名单；要写理由",
    Attribute.NONE: "依法不能公开；要写理由",
}


@bp.get("/drafts/<int:draft_id>/options")
@needs(Action.DRAFT)
@mends("clerk.tasks")
def options(draft_id: int) -> ResponseReturnValue:
    return _page(draft_id)


def _page(draft_id: int, fault: str = "") -> str:
    """What is said beside the sheet; with a ``fault``, what was typed."""
    found = open_draft.load(draft_id)
    options, form = found.sheet.options, found.frame.form
    phrases = tells_by_phrases(form)
    chosen, own = (
        _told_apart(options.paragraphs) if phrases else ([], options.paragraphs)
    )
    days = options.posting_days or form.posting.days
    said = {
        "title": options.title or title_of(found.frame),
        "days": str(days) if days else "",
        "paragraphs": "\n".join(own),
        "attribute": found.frame.attribute.value,
        "attribute_reason": found.frame.attribute_reason,
        "agreed_on": options.agreed_on.isoformat() if options.agreed_on else "",
        "agreed_under": options.agreed_under,
    }
    return open_draft.show(
        "clerk/options.html",
        found,
        said={**said, **request.form},
        attributes=ATTRIBUTE_NOTES,
        web_title=title_of(replace(found.frame, title="")) if phrases else "",
        sentences=SENTENCES if phrases else (),
        chosen=request.form.getlist("sentence") if fault else chosen,
        reasons=ATTRIBUTE_REASONS if phrases else (),
        meeting=found.frame.places.village.joint_meeting,
        chairs=joint_meetings.CHAIRS,
        fault=fault,
    )


@bp.post("/drafts/<int:draft_id>/options")
@needs(Action.DRAFT)
@mends("clerk.tasks")
@asks_again(_page, NoticeFault)
def set_options(draft_id: int) -> ResponseReturnValue:
    attribute = one_of("attribute", Attribute, Attribute.ACTIVE)
    form = open_draft.load(draft_id).frame.form
    agreed_on, agreed_under = joint_meetings.read(
        field("agreed_on"), field("agreed_under"), on=request_context.today()
    )
    with request_context.act() as act:
        drafts.set_options(
            act,
            draft_id=draft_id,
            revision=revision_shown(),
            options=Options(
                title=field("title"),
                posting_days=_days(field("days")),
                paragraphs=_paragraphs(form),
                agreed_on=agreed_on,
                agreed_under=agreed_under,
            ),
            attribute=attribute,
            attribute_reason=_reason(form, attribute),
        )
    return to("clerk.check", draft_id=draft_id)


def _days(text: str) -> int:
    if not text.strip():
        return 0
    days = number(text, 3)
    if days is None or days > MAX_DAYS:
        raise NoticeFault(f"贴多少天，写一个数，最多 {MAX_DAYS}。")
    return days


def _paragraphs(form: Form) -> tuple[str, ...]:
    """What is chosen for the web too, then the words of one's own."""
    text = field("paragraphs")[:2000]
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not tells_by_phrases(form):
        return lines
    chosen = request.form.getlist("sentence")
    return (*(f"{one}。" for one in SENTENCES if one in chosen), *lines)


def _told_apart(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The sentences that were chosen, and the words of one's own."""
    chosen: list[str] = []
    own: list[str] = []
    for text in paragraphs:
        phrases, is_all = phrases_in(text)
        if is_all:
            chosen += phrases
        else:
            own.append(text)
    return chosen, own


def _reason(form: Form, attribute: Attribute) -> str:
    """Why it is not open to everybody. Raises NoticeFault where nothing is chosen that
    the web may say of a list of people.
    """
    reason = field("attribute_reason")
    if attribute is Attribute.ACTIVE or not tells_by_phrases(form):
        return reason
    if reason not in ATTRIBUTE_REASONS:
        raise NoticeFault("不全公开的，选一句为什么，村民看得到。")
    return reason
