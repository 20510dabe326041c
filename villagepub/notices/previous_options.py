"""照上期: the next draft of an item begins with the options of its last notice.

Title, words, days and circle; the meaning of columns is kept by ``known_heads``.
"""

import re
from dataclasses import replace

from sqlmodel import Session, col, select

from villagepub.models import Draft, Notice
from villagepub.notices import queries
from villagepub.notices.draft_sheet import DraftSheet, Options
from villagepub.period import Period
from villagepub.states import DraftStatus

_TIME = re.compile(r"\d|[一二三四上下]季|年|月|季度")  # of another period than the last


def of(session: Session, notice: Notice) -> Options:
    """The options for the next draft. Of an item posted by the day only posting days
    and 公开属性 are taken over, since its title and words were about that day.
    """
    last = queries.last_of_item(session, notice)
    if last is None:
        return Options()
    said = session.exec(
        select(Draft.sheet)
        .where(
            Draft.notice_id == last.notice_id,
            Draft.version == last.version,
            Draft.status == DraftStatus.PUBLISHED,
        )
        .order_by(col(Draft.id).desc())
    ).first()
    options = DraftSheet.from_json(said or "").options
    kept = Options(
        posting_days=options.posting_days,
        attribute=options.attribute,
        attribute_reason=options.attribute_reason,
    )
    now = Period.parse(notice.period)
    if now.kind == "event":
        return kept
    then = Period.parse(session.get_one(Notice, last.notice_id).period)
    title = options.title.replace(then.label, "{}")
    return replace(
        kept,
        title="" if _TIME.search(title) else title.replace("{}", now.label),
        paragraphs=options.paragraphs,
        category=options.category,
    )
