"""公示期 counted again: since a notice was signed its year's holidays may have been announced."""

from sqlmodel import Session

from villagepub.content import NoticeContent
from villagepub.duties import holidays
from villagepub.models import Notice
from villagepub.notices.content import periods


def recounted(
    session: Session, content: NoticeContent, notice: Notice
) -> NoticeContent:
    """The current version as it is to be read now."""
    until, is_known = notice.objection_until, False
    if until and periods.ESTIMATED in content.objection_period:
        is_known = holidays.calendar(session).is_known(until)
    return periods.with_objection_until(content, until, is_known=is_known)
