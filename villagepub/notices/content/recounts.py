"""公示期 counted again: since a notice was signed its year's holidays may have been announced."""

from datetime import date

from sqlmodel import Session

from villagepub import clock, forms
from villagepub.content import NoticeContent
from villagepub.duties import holidays
from villagepub.duties.workdays import Calendar
from villagepub.models import Notice
from villagepub.notices.content import periods


def recounted(
    session: Session, content: NoticeContent, notice: Notice
) -> NoticeContent:
    """The current version as it is to be read now."""
    until = notice.objection_until
    if until is None or periods.ESTIMATED not in content.objection_period:
        return periods.with_objection_until(content, until, None)
    calendar = holidays.calendar(session)
    counted = _counted(content, calendar) if calendar.is_known(until) else None
    return periods.with_objection_until(content, until, counted)


def _counted(content: NoticeContent, calendar: Calendar) -> date | None:
    """By the holidays as they are announced; what is promised may end later."""
    if content.published_at is None:
        return None
    form = forms.for_item(content.form, content.item)
    return periods.objection_until(form, clock.day(content.published_at), calendar)
