"""The demonstration shows a township at work, whatever day it is made on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests.conftest import AUTUMN, copied
from villagepub import audit, clock, db, settings, staff_accounts
from villagepub.content import NoticeContent
from villagepub.demo import builder, neighbourhood
from villagepub.demo.scenario import (
    BIANQIANG,
    GAOJIAMAO,
    MAJIAGOU,
    MISSING,
    RETURNED,
    SCENARIO,
    SUBSIDY,
    TOWNSHIP,
    WAITING,
)
from villagepub.duties import hung_sheets, queries
from villagepub.duties.hung_sheets import HangingState
from villagepub.findings import queries as finding_queries
from villagepub.letters import queries as letter_queries
from villagepub.letters.queries import LetterState
from villagepub.models import Notice, NoticeVersion, Staff
from villagepub.states import DutyState, FindingKind, FindingState

ODD = {MISSING, RETURNED, WAITING}


@pytest.fixture(scope="module")
def autumn(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = demo / "instance" / "villagepub.db"
    with copied(made, tmp_path_factory.mktemp("demo") / "demo.db") as engine:
        yield engine


def states(session: Session, at: datetime) -> Counter[DutyState]:
    codes = [one.code for one in SCENARIO.neighbours]
    owed = queries.of_villages(session, codes, on=clock.day(at))
    return Counter(duty.state for duties in owed.values() for duty in duties)


def test_the_grid_shows_every_way_that_a_notice_can_go(autumn: Engine) -> None:
    with db.reading(autumn) as session:
        shown = states(session, AUTUMN)
    wanted = {
        DutyState.PUBLISHED, DutyState.LATE, DutyState.OVERDUE, DutyState.SUBMITTED,
        DutyState.RETURNED, DutyState.NOTHING,
    }  # fmt: skip
    assert wanted <= set(shown)
    assert shown[DutyState.PUBLISHED] > shown[DutyState.OVERDUE]


def test_the_check_finds_the_planted_slips_and_no_other_row(autumn: Engine) -> None:
    with db.reading(autumn) as session:
        found = finding_queries.lines(session, TOWNSHIP, item=SUBSIDY, period="2026")
    rows = {(f.kind, f.village, f.field) for f in found if f.name or f.field}
    assert rows == {
        (FindingKind.STANDARD_DIFFERS, "李家湾村", "补贴标准"),
        (FindingKind.FIELD_DIFFERS, "寨子湾村", "补贴面积"),
        (FindingKind.FIELD_DIFFERS, "寨子湾村", "补贴金额"),
        (FindingKind.FIELD_DIFFERS, "高家峁村", "补贴面积"),
        (FindingKind.FIELD_DIFFERS, "高家峁村", "补贴金额"),
        (FindingKind.MISSING_IN_VILLAGE, "高家峁村", ""),
        (FindingKind.MISSING_IN_VILLAGE, "边墙村", ""),
        (FindingKind.NAME_VARIANT, "边墙村", ""),
    }


def test_two_villages_have_something_to_answer(autumn: Engine) -> None:
    with db.reading(autumn) as session:
        ours = {
            f.state for f in finding_queries.lines(session, GAOJIAMAO, item=SUBSIDY)
        }
        theirs = {
            f.state for f in finding_queries.lines(session, BIANQIANG, item=SUBSIDY)
        }
    assert ours == {FindingState.ASSIGNED}
    assert theirs == {FindingState.ASSIGNED, FindingState.ANSWERED}


def test_one_letter_is_answered_and_one_waits(autumn: Engine) -> None:
    with db.reading(autumn) as session:
        found = letter_queries.lines(session, TOWNSHIP, on=clock.day(AUTUMN))
    assert [one.state for one in found] == [LetterState.WAITING, LetterState.ANSWERED]
    assert [one.village_code for one in found] == [MAJIAGOU, BIANQIANG]


def test_the_log_of_the_demo_holds(autumn: Engine) -> None:
    with db.reading(autumn) as session:
        assert audit.first_broken(session) is None


def test_nobody_signs_in_as_a_neighbour(autumn: Engine) -> None:
    with db.transaction(autumn) as session:
        logins = session.exec(
            select(Staff.login).where(Staff.place_code == BIANQIANG)
        ).all()
    assert logins
    for login in logins:
        for password in ("", "!", "demo-wenshu-1"):
            entered = staff_accounts.sign_in(
                autumn, login=login, password=password, address="", at=AUTUMN
            )
            assert entered is None


@pytest.mark.parametrize(
    "at",
    [datetime(2026, 7, 3, 2, 0, tzinfo=UTC), datetime(2027, 2, 28, 2, 0, tzinfo=UTC)],
    ids=["days after a quarter", "next year"],
)
def test_what_lies_ahead_has_not_happened(
    engine: Engine, tmp_path: Path, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the villages that have posted everything, one stands for all."""
    every = SCENARIO.neighbours
    odd = [one for one in every if one.mistakes or ODD & set(one.steps)]
    few = replace(SCENARIO, neighbours=(every[0], *odd))
    monkeypatch.setattr(neighbourhood, "SCENARIO", few)
    chosen = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "instance")})
    builder.build(engine, chosen, at=at)
    with db.reading(engine) as session:
        shown = states(session, at)
        newest = session.exec(select(Staff.created_at)).all()
    assert shown[DutyState.PUBLISHED] or shown[DutyState.DUE]
    assert max(newest) <= at


def test_the_boards_show_what_hangs_what_may_come_down_and_what_came_down_early(
    autumn: Engine,
) -> None:
    today = clock.day(AUTUMN)
    with db.reading(autumn) as session:
        codes = [MAJIAGOU, *(one.code for one in SCENARIO.neighbours)]
        sheets = hung_sheets.of_villages(session, codes, on=today)
    seen = {s.state(today) for found in sheets.values() for s in found}
    assert seen >= set(HangingState) - {HangingState.WITHDRAWN}
    assert HangingState.MAY_COME_DOWN in {s.state(today) for s in sheets[MAJIAGOU]}


def test_a_notice_is_made_in_the_townships_own_form(autumn: Engine) -> None:
    with db.reading(autumn) as session:
        notice = session.exec(select(Notice).where(Notice.form == "Z1.1")).one()
        version = session.exec(
            select(NoticeVersion).where(NoticeVersion.notice_id == notice.id)
        ).one()
    content = NoticeContent.from_json(version.content)
    assert content.title == "2026年第三季度自来水水费公布"
    assert [(f.label, f.value) for f in content.facts][0] == ("水费总额", "472.50")
    assert {row.cells[1][1:] for row in content.web.rows} <= {"*", "**"}
