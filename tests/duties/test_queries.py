"""A village's duties from the database, and 本期无."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from villagepub import catalog, db, place_import
from villagepub.access import Actor
from villagepub.act import Act
from villagepub.duties import queries as duty_queries
from villagepub.duties.duty import Duty
from villagepub.models import (
    Draft,
    Notice,
    Staff,
    VillageItem,
)
from villagepub.states import DraftStatus, DutyState, NoticeStatus, Role

MAJIAGOU, GAOJIAMAO, TOWNSHIP = "610603102201", "610603102214", "610603102"
ON = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 8, 20, tzinfo=UTC)
AID, SUBSIDY, LEDGER = (
    "农村最低生活保障对象",
    "耕地地力保护补贴",
    "村级财务收支逐笔明细",
)
VOTES = "村民会议、村民代表会议决定事项及实施情况"
LIST = "村务公开事项目录清单.xlsx"
CSV = f"""code,name,streetCode,street,areaCode
{MAJIAGOU},马家沟村委会,{TOWNSHIP},沿河湾镇,610603
{GAOJIAMAO},高家峁村委会,{TOWNSHIP},沿河湾镇,610603
"""
CLERK = Actor(id=1, name="拓小梅", role=Role.CLERK, place_code=MAJIAGOU)


@pytest.fixture
def ground(engine: Engine, sheets_folder: Path) -> Engine:
    """Two villages with their lists, and the clerk of the first."""
    with db.transaction(engine) as session:
        place_import.import_csv(Act(session, None, AT), CSV.encode(), filename="村.csv")
        data = (sheets_folder / "catalog" / LIST).read_bytes()
        catalog.import_file(Act(session, None, AT), data, filename=LIST)
        codes = [MAJIAGOU, GAOJIAMAO]
        catalog.issue_many(
            Act(session, None, AT), village_codes=codes, owed_from=date(2026, 10, 1)
        )
        session.add(
            Staff(
                id=1,
                login="tuo",
                name="拓小梅",
                role=Role.CLERK,
                place_code=MAJIAGOU,
                password_hash="-",
                session_key="-",
                created_at=AT,
            )
        )
    return engine


def item(session: Session, name: str) -> VillageItem:
    found = catalog.find_village_item(session, MAJIAGOU, name)
    assert found is not None
    return found


def add_notice(session: Session, name: str, period: str, *, version: int = 1) -> Notice:
    line = item(session, name)
    held = session.exec(select(Notice)).all()
    notice = Notice(
        public_id=f"k{len(held):05d}",
        village_code=MAJIAGOU,
        item_id=line.id,
        form=line.form,
        period=period,
        title=name,
        status=NoticeStatus.PUBLISHED if version else NoticeStatus.UNPUBLISHED,
        version=version,
        published_at=datetime(2026, 10, 12, tzinfo=UTC) if version else None,
        created_at=AT,
    )
    session.add(notice)
    session.flush()
    return notice


def of(duties: tuple[Duty, ...], name: str) -> Duty:
    return next(d for d in duties if d.item.name == name)


def owed(engine: Engine, *, on: date = ON) -> tuple[Duty, ...]:
    with db.reading(engine) as session:
        return duty_queries.of_village(session, MAJIAGOU, on=on)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_c: object, _u: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def queries(engine: Engine, codes: list[str]) -> int:
    with counted(engine) as said, db.reading(engine) as session:
        duty_queries.of_villages(session, codes, on=ON)
    return len([s for s in said if s.startswith("SELECT")])


def test_every_line_of_the_list_is_a_duty(ground: Engine) -> None:
    found = owed(ground)
    assert len({d.item.item_id for d in found}) == 12
    assert all(d.item.form for d in found)


def test_finance_is_owed_every_month(ground: Engine) -> None:
    duty = of(owed(ground), LEDGER)
    assert (duty.period.code, duty.due) == ("2026-10", date(2026, 11, 20))


def test_a_quarterly_notice_of_monthly_parts_is_its_three_months(
    ground: Engine,
) -> None:
    with db.transaction(ground) as session:
        notice = add_notice(session, LEDGER, "2026Q3")
        public_id = notice.public_id
    for month in (8, 9, 10):
        duty = of(owed(ground, on=date(2026, month, 28)), LEDGER)
        assert duty.notice is not None
        assert duty.notice.public_id == public_id
    assert of(owed(ground), LEDGER).notice is None


def test_a_first_review_is_posted_when_there_is_somebody_to_name(
    ground: Engine,
) -> None:
    duty = of(owed(ground), "农村最低生活保障初审对象")
    assert (duty.period.kind, duty.due) == ("event", None)


def test_an_open_draft_makes_it_a_draft(ground: Engine) -> None:
    with db.transaction(ground) as session:
        notice = add_notice(session, AID, "2026Q3", version=0)
        session.add(
            Draft(
                notice_id=notice.id,
                version=1,
                status=DraftStatus.RETURNED,
                remark="第 9 户人口写错了",
                author_id=1,
                created_at=AT,
                saved_at=AT,
            )
        )
    duty = of(owed(ground), AID)
    assert duty.state is DutyState.RETURNED
    assert duty.notice is not None
    assert duty.notice.remark == "第 9 户人口写错了"


def test_what_was_begun_and_thrown_away_is_owed(ground: Engine) -> None:
    with db.transaction(ground) as session:
        add_notice(session, AID, "2026Q3", version=0)
    duty = of(owed(ground), AID)
    assert (duty.state, duty.notice) == (DutyState.OVERDUE, None)


def test_a_village_sees_only_its_own(ground: Engine) -> None:
    with db.transaction(ground) as session:
        add_notice(session, AID, "2026Q3")
    with db.reading(ground) as session:
        found = duty_queries.of_villages(session, [MAJIAGOU, GAOJIAMAO], on=ON)
    assert of(found[MAJIAGOU], AID).state is DutyState.PUBLISHED
    assert of(found[GAOJIAMAO], AID).state is DutyState.OVERDUE


def test_a_hundred_notices_need_no_more_queries_than_ten(ground: Engine) -> None:
    with db.transaction(ground) as session:
        for number in range(10):
            add_notice(session, VOTES, f"2026-01-{number + 1:02d}")
    few = queries(ground, [MAJIAGOU])
    with db.transaction(ground) as session:
        for number in range(90):
            add_notice(
                session, VOTES, f"2026-{number // 28 + 2:02d}-{number % 28 + 1:02d}"
            )
    assert queries(ground, [MAJIAGOU]) == few == 8
    assert queries(ground, [MAJIAGOU, GAOJIAMAO]) == few
