"""发文登记: numbers without a gap and never twice, cancelled ones kept, answers held."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import TOWNSHIP, VILLAGE
from villagepub import db
from villagepub.access import Forbidden
from villagepub.act import Act
from villagepub.errors import UserError
from villagepub.letters import matters, queries, register
from villagepub.letters.content import Verification
from villagepub.letters.queries import LetterState
from villagepub.letters.register import LetterChoice
from villagepub.models import (
    AuditEntry,
    IssuedLetter,
    LetterKind,
    Notice,
    VillageItem,
)
from villagepub.states import NoticeStatus

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ON = date(2026, 11, 20)
SEEN = Verification(by="镇村务公开办公室", on=ON, facts="看了公开栏，没有贴。")
Write = Callable[..., IssuedLetter]


@pytest.fixture
def session(county: Engine) -> Iterator[Session]:
    with db.transaction(county) as session:
        for item in session.exec(select(VillageItem)):
            item.owed_from = date(2026, 1, 1)
        yield session


def bai(session: Session, days: float = 0) -> Act:
    return stage.act(session, "bai", AT + timedelta(days=days))


def wanted(session: Session, **more: object) -> LetterChoice:
    found = matters.of_village(session, VILLAGE, on=ON)
    plain = LetterChoice(
        kind=LetterKind.REMIND,
        village_code=VILLAGE,
        keys=[m.key for m in found[:2]],
        word="沿政公函",
        contact="白玉兰",
        copy="",
        due_on=date(2026, 11, 27),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.fixture
def issue(session: Session) -> Write:
    minutes = count(step=10)

    def send(days: int = 0, **more: object) -> IssuedLetter:
        more.setdefault("due_on", ON + timedelta(days=days + 7))
        by = bai(session, days + next(minutes) / 1440)
        return register.issue(by, wanted(session, **more))

    return send


def order(session: Session) -> dict[str, object]:
    own = [
        m for m in matters.of_village(session, VILLAGE, on=ON) if not m.is_collective
    ]
    keys = [m.key for m in own]
    return {
        "kind": LetterKind.ORDER,
        "word": "沿政责",
        "keys": keys,
        "verified": SEEN,
    }


def test_what_is_overdue_can_be_written_about(session: Session) -> None:
    found = matters.of_village(session, VILLAGE, on=ON)
    ledger = next(m for m in found if m.item == stage.LEDGER and m.period == "2026-09")
    assert ledger.is_missing
    assert ledger.is_collective
    assert "应于2026年10月20日前公布" in ledger.what


def test_numbers_run_by_kind_and_year_and_what_is_cancelled_keeps_its_own(
    session: Session, issue: Write
) -> None:
    first, second = issue(), issue()
    register.cancel(bai(session), letter_id=second.id, reason="期限写错了")
    third = issue()
    ordered = issue(**order(session))
    next_year = issue(days=60)
    assert [r.number for r in (first, second, third)] == [1, 2, 3]
    assert (ordered.number, next_year.number) == (1, 1)
    lines = {one.number: one for one in queries.lines(session, TOWNSHIP, on=ON)}
    assert lines["沿政公函〔2026〕2号"].state is LetterState.CANCELLED
    assert lines["沿政公函〔2026〕2号"].reason == "期限写错了"
    assert "沿政公函〔2027〕1号" in lines
    assert queries.content(session, second.id).stamp == "作废"


def test_a_second_tap_takes_no_second_number(session: Session) -> None:
    sent = [register.issue(bai(session), wanted(session)).number for _ in range(2)]
    other = wanted(session, due_on=date(2026, 11, 30))
    assert sent == [1, 1]
    assert register.issue(bai(session), other).number == 2
    assert register.issue(bai(session, 1 / 24), other).number == 3
    assert len(queries.lines(session, TOWNSHIP, on=ON)) == 3


def test_two_kinds_never_share_a_word(session: Session, issue: Write) -> None:
    issue()
    with pytest.raises(UserError, match="号会重"):
        issue(**order(session) | {"word": "沿政公函"})
    assert register.last_word(session, TOWNSHIP, LetterKind.REMIND) == "沿政公函"
    assert register.last_word(session, TOWNSHIP, LetterKind.ORDER) == ""


def test_a_letter_that_is_refused_takes_no_number(
    session: Session, issue: Write
) -> None:
    for wrong in (
        {"word": ""},
        {"word": "沿政公函〔2026〕"},
        {"keys": []},
        {"contact": " "},
        {"due_on": ON},
        order(session) | {"verified": None},
    ):
        with pytest.raises(Exception, match=r"代字|还没选|联系人|今天以后|调查核实"):
            issue(**wrong)
    assert issue().number == 1


def test_what_went_out_is_kept_as_it_was(session: Session, issue: Write) -> None:
    row = issue()
    letter = queries.content(session, row.id)
    assert letter.number == "沿政公函〔2026〕1号"
    assert letter.sender == "安塞区沿河湾镇人民政府"
    assert letter.to == "马家沟村民委员会"
    assert letter.contact == "（联系人：白玉兰，电话：0911-0062018）"
    assert [*queries.owed_of(session, row.id).values()] == [None, None]


def test_a_letter_whose_kind_is_no_word_keeps_its_line_and_says_so(
    session: Session, issue: Write
) -> None:
    row = issue()
    session.execute(text("UPDATE issuedletter SET kind = 'gone'"))
    session.expunge_all()
    (found,) = queries.lines(session, TOWNSHIP, on=ON)
    assert (found.number, found.title) == (
        "沿政公函〔2026〕1号",
        "种类读不出来，存着的被人动过",
    )
    assert queries.open_ones(session, TOWNSHIP, on=ON) == {VILLAGE: [found]}
    assert queries.one(session, row.id, on=ON) == found


def test_a_letter_says_what_was_posted_since(session: Session, issue: Write) -> None:
    first, second = matters.of_village(session, VILLAGE, on=ON)[:2]
    row = issue()
    session.add(
        Notice(
            public_id="2345ab",
            village_code=VILLAGE,
            item_id=first.item_id,
            form="T2",
            period=first.period,
            title=first.about,
            status=NoticeStatus.PUBLISHED,
            version=1,
            published_at=AT,
            created_at=AT,
        )
    )
    session.flush()
    owed = queries.owed_of(session, row.id)
    assert owed == {first.about: ON, second.about: None}


def test_an_answer_is_recorded_and_until_then_the_deadline_runs(
    session: Session, issue: Write
) -> None:
    row = issue()
    letter_id = row.id
    late = queries.one(session, letter_id, on=date(2026, 11, 30))
    assert late
    assert (late.state, late.days) == (LetterState.LATE, 3)
    assert VILLAGE in queries.open_ones(session, TOWNSHIP, on=ON)
    for on in (date(2026, 11, 19), date(2026, 12, 9)):
        with pytest.raises(UserError, match="回复的日子"):
            register.take_answer(
                bai(session, 2), letter_id=letter_id, on=on, by="白世雄", done="贴了"
            )
    register.take_answer(
        bai(session, 2), letter_id=letter_id, on=ON, by="白世雄", done="都贴出来了。"
    )
    line = queries.one(session, letter_id, on=date(2026, 11, 30))
    assert line
    assert (line.state, line.answered_by) == (LetterState.ANSWERED, "白世雄")
    assert queries.open_ones(session, TOWNSHIP, on=ON) == {}
    with pytest.raises(UserError, match="不能作废"):
        register.cancel(bai(session, 3), letter_id=letter_id, reason="不要了")


def test_the_verification_stands_in_the_log(session: Session, issue: Write) -> None:
    row = issue(**order(session))
    entry = session.exec(
        select(AuditEntry).where(AuditEntry.subject == f"letter:{row.id}")
    ).one()
    assert entry.action == "letter.order"
    assert entry.data["verified_by"] == "镇村务公开办公室"
    assert entry.data["number"] == "沿政责〔2026〕1号"


@pytest.mark.parametrize("login", ["laotuo", "zhe", "xian"])
def test_nobody_but_the_township_issues(session: Session, login: str) -> None:
    with pytest.raises(Forbidden):
        register.issue(stage.act(session, login, AT), wanted(session))
