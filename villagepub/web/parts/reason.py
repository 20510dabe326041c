"""Why a notice is corrected or withdrawn: a phrase for the web, one's own words."""

from collections.abc import Sequence

from flask import render_template
from sqlmodel import Session

from villagepub.models import Notice
from villagepub.notices import corrections
from villagepub.notices.errors import NoticeFault
from villagepub.web.http import allowed_rows, field, request_context


def show(
    template: str, public_id: str, phrases: Sequence[str], *, fault: str = ""
) -> str:
    """The page with what was typed, if that was not enough."""
    notice = allowed_rows.notice_of(public_id)
    session = request_context.session()
    is_by_phrases = corrections.is_told_by_phrases(session, notice)
    return render_template(
        template,
        notice=notice,
        phrases=phrases if is_by_phrases else (),
        phrase=field("phrase"),
        reason=field("reason"),
        fault=fault,
    )


def given(session: Session, notice: Notice, phrases: Sequence[str]) -> str:
    """What was chosen and written. On a list of people the web says the phrase alone.

    Raises NoticeFault where nothing is chosen for it.
    """
    own, phrase = field("reason"), field("phrase")
    if not corrections.is_told_by_phrases(session, notice):
        return own
    if phrase not in phrases:
        raise NoticeFault("先选一句网上怎么说，村民看得到。")
    return f"{phrase}。{own}" if own.strip() else phrase
