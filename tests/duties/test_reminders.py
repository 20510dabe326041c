"""Reminders of a county: in pieces, in few questions, and once whoever looks when."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.queries import asked
from tests.stage import VILLAGE
from villagepub import db, news
from villagepub.duties import reminders
from villagepub.models import Account, Binding, Place, Staff, StaffNews, VillageItem
from villagepub.states import AccountKind, NewsKind, Role

AT = datetime(2026, 10, 21, 1, 0, tzinfo=UTC)
VILLAGES = 120


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def bound(request: pytest.FixtureRequest) -> Engine:
    """120 villages with a clerk who can be reached and a list like 马家沟's."""
    if request.param == "sqlite":
        engine: Engine = request.getfixturevalue("county")
    else:
        engine = request.getfixturevalue("empty_postgres")
        db.upgrade(engine)
        stage.lay(engine)
    with db.transaction(engine) as session:
        account = Account(
            place_code=VILLAGE[:9], kind=AccountKind.WECOM, name="镇上", app_id="w",
            secret="", slug="s", created_at=AT,
        )  # fmt: skip
        session.add(account)
        own = session.exec(
            select(VillageItem).where(VillageItem.village_code == VILLAGE)
        ).all()
        session.flush()
        for number in range(VILLAGES):
            code = f"{VILLAGE[:9]}{number + 800:03d}"
            session.add(Place(
                code=code, parent_code=VILLAGE[:9], name=code, short_name=code,
                full_name=code,
            ))  # fmt: skip
            session.flush()
            clerk = Staff(
                login=code, name="拓小梅", role=Role.CLERK, place_code=code,
                password_hash="", session_key="", created_at=AT,
            )  # fmt: skip
            session.add(clerk)
            session.flush()
            session.add(
                Binding(
                    staff_id=clerk.id,
                    account_id=account.id,
                    openid_key=code,
                    userid="x",
                    bound_at=AT,
                )
            )
            for item in own:
                session.add(
                    VillageItem(
                        **item.model_dump(exclude={"id", "village_code"}),
                        village_code=code,
                    )
                )
    return engine


def told(engine: Engine) -> int:
    with db.reading(engine) as session:
        return len(session.exec(select(StaffNews.id)).all())


def test_a_piece_asks_the_same_few_questions_however_many_villages_it_has(
    bound: Engine,
) -> None:
    with asked(bound) as queries:
        piece = reminders.remind_some(bound, "", AT)
    assert piece.position is not None  # 120 villages are more than one piece
    assert (piece.told or {})["told"] >= reminders.MAX_VILLAGES
    assert len(queries) <= 16
    assert reminders.remind(bound, at=AT) > 0
    assert told(bound) % VILLAGES == 0  # every village heard the same


def test_workers_that_remind_in_the_same_moment_tell_everything_once(
    bound: Engine,
) -> None:
    together = Barrier(3)

    def remind(_: int) -> int:
        together.wait(60)
        return reminders.remind(bound, at=AT)

    with ThreadPoolExecutor(3) as workers:
        numbers = list(workers.map(remind, range(3)))
    assert sum(numbers) == told(bound) > 0


def test_who_tells_what_another_is_just_telling_is_no_error(bound: Engine) -> None:
    """Both looked before either wrote."""
    with db.reading(bound) as session:
        staff = session.exec(select(Binding.staff_id)).first() or 0
    row = {
        "staff_id": staff,
        "kind": NewsKind.TASK,
        "subject": "x",
        "text": "t",
        "at": AT,
    }
    counts = []
    for _ in range(2):
        with db.transaction(bound) as session:
            counts.append(db.add_missing(session, StaffNews, [row]))
    assert counts == [1, 0]
    with db.transaction(bound) as session:
        assert not news.tell(
            session, [staff], kind=NewsKind.TASK, subject="x", text="t", at=AT
        )
