"""A 结果公告 has a day as its period and is not the notice of what happened that day."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session

from tests import stage
from tests.stage import VILLAGE
from villagepub import db
from villagepub.duties import events
from villagepub.event_kinds import EventKind
from villagepub.forms import FREE
from villagepub.models import Draft, Notice
from villagepub.notices import drafts
from villagepub.states import DraftStatus

MEETING = "村民会议、村民代表会议决定事项及实施情况"
AT = datetime(2026, 6, 27, 2, 0, tzinfo=UTC)
DAY = "2026-06-27"


def outcome(session: Session, status: DraftStatus) -> Draft:
    """The outcome of a 公示 of the item, begun on the day after that was over."""
    notice = Notice(
        public_id="jieguo",
        village_code=VILLAGE,
        item_id=stage.item_id(session, MEETING),
        result_of=1,
        form=FREE,
        period=DAY,
        title="公示结果",
        created_at=AT,
    )
    session.add(notice)
    session.flush()
    draft = Draft(
        notice_id=notice.id, version=1, author_id=1, created_at=AT, saved_at=AT,
        status=status,
    )  # fmt: skip
    session.add(draft)
    session.flush()
    return draft


@pytest.mark.parametrize("status", [DraftStatus.DRAFT, DraftStatus.DISCARDED])
def test_a_notice_of_that_day_is_not_the_outcome(
    county: Engine, status: DraftStatus
) -> None:
    with db.transaction(county) as session:
        begun = outcome(session, status)
        act = stage.act(session, "laotuo", AT)
        item = stage.item_id(session, MEETING)
        draft = drafts.start(act, item_id=item, period=DAY)
        assert draft.notice_id != begun.notice_id
        assert session.get_one(Notice, draft.notice_id).result_of is None


def test_an_event_entered_by_mistake_is_undone_while_only_the_outcome_is_begun(
    county: Engine,
) -> None:
    with db.transaction(county) as session:
        outcome(session, DraftStatus.DRAFT)
        act = stage.act(session, "laotuo", AT)
        item = stage.item_id(session, MEETING)
        row = events.enter(
            act,
            item_id=item,
            kind=EventKind.DECIDED,
            on=AT.date(),
            words="代表会定了修路",
        )
        assert row.period == DAY
        events.undo(act, event_id=row.id)
