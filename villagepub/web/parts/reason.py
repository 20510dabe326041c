"""Why a notice is corrected or withdrawn: a phrase for the web, one's own words."""

from collections.abc import Sequence

from flask import render_template, request

from villagepub import forms
from villagepub.notices.errors import NoticeFault
from villagepub.web.http import allowed_rows


def show(
    template: str, public_id: str, phrases: Sequence[str], *, fault: str = ""
) -> str:
    """The page with what was typed, if that was not enough."""
    notice = allowed_rows.notice_of(public_id)
    return render_template(
        template,
        notice=notice,
        phrases=phrases if forms.lists_people(forms.get(notice.form)) else (),
        phrase=request.form.get("phrase", ""),
        reason=request.form.get("reason", ""),
        fault=fault,
    )


def given(form: str, phrases: Sequence[str]) -> str:
    """What was chosen and written. On a list of people the web says the phrase alone.

    Raises NoticeFault where nothing is chosen for it.
    """
    own, phrase = request.form.get("reason", ""), request.form.get("phrase", "")
    if not forms.lists_people(forms.get(form)):
        return own
    if phrase not in phrases:
        raise NoticeFault("先选一句网上怎么说，村民看得到。")
    return f"{phrase}。{own}" if own.strip() else phrase
