"""Long lists of the desk are read fifty at a time, counted where they are kept."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.queries import asked
from tests.stage import AT, SUBSIDY, TOWNSHIP, VILLAGE
from tests.web.clerk.desk import Desk
from villagepub import db
from villagepub.models import Channel, DisclosedList, Disclosure, Notice
from villagepub.models.delivery import Delivery
from villagepub.states import ChannelKind, DeliveryState, DisclosureState

MANY = 120


@pytest.fixture
def town(desk: Callable[[str], Desk]) -> Desk:
    return desk("bai")


def listed(session, number: int, state: DisclosureState) -> None:  # type: ignore[no-untyped-def]
    one = Disclosure(
        place_code=TOWNSHIP,
        item=SUBSIDY,
        form="T8",
        period="2026",
        title=f"第{number}份",
        published_on=date(2026, 1, 1) + timedelta(days=number),
        filename="名单.xlsx",
        digest=f"{number:064}",
        rows=number,
        state=state,
        imported_at=AT,
    )
    session.add(one)
    session.flush()
    is_last = number == MANY - 1
    session.add(
        DisclosedList(
            disclosure_id=one.id,
            village_code=VILLAGE,
            digest="d",
            lines="{}",
            replaced_by=None if is_last else one.id,
        )
    )


@pytest.fixture
def lists(county: Engine) -> Engine:
    with db.transaction(county) as session:
        for number in range(MANY):
            listed(session, number, DisclosureState.STANDING)
    return county


def test_disclosures_are_paged_and_what_they_lack_is_of_all_of_them(
    lists: Engine, town: Desk
) -> None:
    def titles(page: int) -> list[str]:
        found = town.get(f"/township/disclosures/?page={page}")
        return [th.a.get_text() for th in found.soup.select("table.fnd tbody th")]

    pages = [titles(n) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [t for page in pages for t in page] == [
        f"第{n}份" for n in reversed(range(MANY))
    ]
    last = town.get("/township/disclosures/?page=3").words
    assert "第 3 页，共 3 页" in last
    assert "全替下了" in last


def test_a_page_of_disclosures_costs_the_same_however_many_there_are(
    county: Engine, town: Desk
) -> None:
    def cost() -> int:
        with asked(county) as statements:
            assert town.get("/township/disclosures/").code == 200
        return len(statements)

    with db.transaction(county) as session:
        listed(session, 0, DisclosureState.STANDING)
    cost()
    few = cost()
    with db.transaction(county) as session:
        for number in range(1, MANY):
            listed(session, number, DisclosureState.STANDING)
    assert cost() == few


def test_what_waits_for_a_look_stands_above_every_page(
    lists: Engine, town: Desk
) -> None:
    with db.transaction(lists) as session:
        listed(session, MANY, DisclosureState.PROPOSED)
    for page in (1, 3):
        words = town.get(f"/township/disclosures/?page={page}").words
        assert words.count(f"第{MANY}份") == 1


@pytest.fixture
def failed(county: Engine, sheets_folder: Path) -> Engine:
    stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        notice = session.exec(select(Notice)).one()
        channels = [
            Channel(
                place_code=VILLAGE,
                kind=ChannelKind.ROBOT,
                name=f"第{n}群",
                created_at=AT,
            )
            for n in range(MANY)
        ]
        session.add_all(channels)
        session.flush()
        session.add_all(
            Delivery(
                notice_id=notice.id,
                channel_id=one.id,
                version=1,
                state=DeliveryState.FAILED,
                reason="机器人不在群里了。",
                next_at=AT,
                created_at=AT,
            )
            for one in channels
        )
    return county


def test_what_did_not_arrive_is_paged_and_counted_whole(
    failed: Engine, town: Desk
) -> None:
    names: list[str] = []
    for page in (1, 2, 3):
        found = town.get(f"/township/undelivered/?page={page}")
        assert f"{MANY} 条等人处理" in found.words
        rows = found.soup.select("table.fnd tbody tr")
        names += [row.find_all("td")[1].get_text() for row in rows]
    assert names == [f"第{n}群" for n in reversed(range(MANY))]
