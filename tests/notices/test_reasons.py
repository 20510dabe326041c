"""Why something is corrected or withdrawn is read by everybody: held against the rules."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from tests import stage
from tests.stage import AT, CASES
from villagepub import db
from villagepub.content import Circle
from villagepub.forms.township.open_words import WITHHELD
from villagepub.models import AuditEntry, Notice
from villagepub.notices import corrections, publication
from villagepub.notices.errors import NoticeFault
from villagepub.render.template_data import common_data
from villagepub.states import NoticeStatus

FORBIDDEN = [
    ("看 www.haoshi.com 上说的", "外面的网址"),
    ("村民王小明吸毒，钱退回来了", "一个人的隐私"),
    ("都是刁民闹的，缺德", "个人的看法"),
]
Verb = Callable[[Session, str, str], object]


def withdraw(session: Session, public_id: str, reason: str) -> object:
    return stage.withdraw(session, public_id, reason=reason)


def correct(session: Session, public_id: str, reason: str) -> object:
    notice = session.exec(select(Notice).where(Notice.public_id == public_id)).one()
    act = stage.act(session, "laotuo", AT)
    return corrections.correct(act, notice_id=notice.id, reason=reason)


@pytest.fixture
def ledger(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder, CASES[1])


@pytest.mark.parametrize("verb", [withdraw, correct])
@pytest.mark.parametrize(("reason", "why"), FORBIDDEN)
def test_a_reason_that_no_notice_may_say_is_not_taken(
    county: Engine, ledger: str, verb: Verb, reason: str, why: str
) -> None:
    with db.transaction(county) as session, pytest.raises(NoticeFault, match=why):
        verb(session, ledger, reason)


def test_a_listed_name_in_a_reason_is_known_without_a_word_before_it(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session, pytest.raises(NoticeFault, match="隐私"):
        withdraw(session, public_id, "白志明离婚了，地分开了")


@pytest.mark.parametrize("verb", [withdraw, correct])
def test_a_listed_name_in_a_reason_is_not_in_the_log(
    county: Engine, sheets_folder: Path, verb: Verb
) -> None:
    """Nobody's name leaves it again."""
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        verb(session, public_id, "白志明的面积写错了")
    acts = ("notice.correct", "notice.withdraw")
    with db.reading(county) as session:
        logged = select(AuditEntry).where(col(AuditEntry.action).in_(acts))
        (entry,) = session.exec(logged).all()
    assert entry.data["reason"] == WITHHELD


def test_what_a_correction_would_be_asked_about_is_asked_before_it_is_handed_in(
    county: Engine, ledger: str
) -> None:
    with db.transaction(county) as session:
        assert correct(session, ledger, "收购款记错了")
    with db.transaction(county) as session, pytest.raises(NoticeFault):
        withdraw(session, ledger, "我个人觉得不该贴")


def test_an_ordinary_reason_is_taken(county: Engine, ledger: str) -> None:
    with db.transaction(county) as session:
        withdraw(session, ledger, "传错了表，七月的记到了八月")
        notice = session.exec(select(Notice)).one()
        assert notice.status is NoticeStatus.WITHDRAWN


def test_a_poster_signed_after_midnight_is_of_the_new_day(
    county: Engine, sheets_folder: Path
) -> None:
    """00:30 in the village is still yesterday in London."""
    night = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)
    case = CASES[0]
    with db.transaction(county) as session:
        draft = stage.begin(session, case)
        data = (sheets_folder / "notices" / case.file).read_bytes()
        draft = stage.settle_all(session, stage.upload(session, draft, data, case.file))
        notice = stage.approve(session, stage.submit(session, draft, night), night)
        version = publication.frozen(session, notice.id, 1)
        assert version is not None
        content = corrections.hanging(session, notice)
    assert common_data(content, Circle.BOARD)["date"] == [2026, 7, 1]
    assert content.posting_until is not None
    assert content.posting_until >= date(2026, 7, 15)
