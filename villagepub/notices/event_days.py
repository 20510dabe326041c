"""Several notices of one item on one day: two meetings, three projects that begin."""

from collections.abc import Callable

from sqlmodel import Session, col, select

from villagepub.models import Draft, Notice
from villagepub.notices import queries
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault
from villagepub.period import A_DAY

Same = Callable[[Notice, Draft], bool]


def free_day(session: Session, item_id: int, day: str, same: Same) -> str:
    """``day`` (2026-06-20), or its next number (2026-06-20.2) where there is one already.

    ``same``: whether an unposted draft of that day is the one that is meant, so that a
    second tap makes no second notice. Raises NoticeFault after the ninth of a day.
    """
    taken = set()
    for notice in session.exec(
        select(Notice)
        .where(Notice.item_id == item_id, col(Notice.period).startswith(day))
        .order_by(col(Notice.id))
    ):
        draft = queries.open_draft(session, notice.id)
        is_own = notice.result_of is None  # and no 结果公告 that is begun on the day
        if draft and is_own and not notice.version and same(notice, draft):
            return notice.period
        if notice.version or draft is not None:
            taken.add(notice.period)
    codes = (day, *(f"{day}.{n}" for n in A_DAY))
    free = next((code for code in codes if code not in taken), "")
    if not free:
        raise NoticeFault("这一项那天已经有九件了，请换一天，或者回清单接着写。")
    return free


def of_sheet(session: Session, item_id: int, day: str, digest: str) -> str:
    """``free_day`` for a sheet: a draft of the same file, or an empty one, is meant."""

    def same(_: Notice, draft: Draft) -> bool:
        sheet = DraftSheet.from_json(draft.sheet)
        return not sheet.is_begun or bool(digest) and sheet.digest == digest

    return free_day(session, item_id, day, same)
