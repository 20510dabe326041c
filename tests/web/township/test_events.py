"""有事要公开 on the pages: entered by committee and township, seen by both, undone."""

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.stage import OTHER, VILLAGE
from tests.web.clerk.conftest import OCTOBER
from tests.web.clerk.desk import Desk
from villagepub import clock, db
from villagepub.models import DutyEvent, VillageItem

WORKS = "公益事业项目建设"
LIMIT = "自收到批复之日起5个工作日内公开"
WATER = "四组水井维修的预算批下来了"


@pytest.fixture(autouse=True)
def five_days(county: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: OCTOBER)
    with db.transaction(county) as session:
        for item in session.exec(select(VillageItem).where(VillageItem.name == WORKS)):
            item.limit = LIMIT


def item_of(page_owner: Desk) -> str:
    page = page_owner.get("/clerk/events/")
    option = next(o for o in page.soup.select("option") if WORKS in o.text)
    assert "从收到批复之日起，5 个工作日里" in option.text
    return str(option["value"])


def test_the_committee_enters_it_and_the_clerk_has_it_with_its_day(
    desk: Callable[[str], Desk],
) -> None:
    committee = desk("zhe")
    said = {
        "item": item_of(committee),
        "on": "2026-10-02",
        "words": WATER,
        "kind": "approved",
    }
    page = committee.send(committee.get("/clerk/events/"), said, action="/events/")
    assert "记下了" in page.words
    clerk = desk("laotuo").get("/clerk/")
    assert f"10月2日上面批下来了：{WATER}，该 10月13日 前贴出" in clerk.words
    upload = clerk.soup.find("a", href=lambda h: h and h.endswith("/2026-10-02/"))
    assert WATER in desk("laotuo").get(str(upload["href"])).words


def test_the_township_enters_it_for_several_and_sees_it_in_the_grid(
    county: Engine, desk: Callable[[str], Desk]
) -> None:
    town = desk("bai")
    said: dict[str, object] = {
        "item": WORKS, "on": "2026-09-21", "words": WATER, "kind": "approved"
    }  # fmt: skip
    refused = town.send(town.get("/township/events/"), said, action="/events/")
    assert "还没选是哪几个村" in refused.words
    assert WATER in str(refused.soup.find(id="words"))
    said["village"] = [VILLAGE, OTHER]
    page = town.send(town.get("/township/events/"), said, action="/events/")
    assert "2 个村的清单上有了" in page.words
    grid = town.get("/township/")
    assert f"9月21日上面批下来了：{WATER}" in grid.words
    cells = [td.get_text(" ", strip=True) for td in grid.soup.select("table.gr td")]
    assert sum("逾期 " in cell for cell in cells) >= 2
    form = next(f for f in page.soup.select("form") if "/undo" in f["action"])
    undone = town.send(page, action=str(form["action"]).partition("?")[0])
    assert "撤销好了" in undone.words
    with db.reading(county) as session:
        assert len(session.exec(select(DutyEvent)).all()) == 1


def test_what_villages_have_by_different_days_is_no_day_of_all(
    county: Engine, desk: Callable[[str], Desk]
) -> None:
    def offered() -> str:
        page = desk("bai").get("/township/events/")
        return next(o.text for o in page.soup.select("option") if WORKS in o.text)

    assert "从收到批复之日起，5 个工作日里" in offered()
    with db.transaction(county) as session:
        one = session.exec(
            select(VillageItem).where(
                VillageItem.name == WORKS, VillageItem.village_code == OTHER
            )
        ).one()
        one.limit = ""
    assert offered() == f"{WORKS}（各村不一样）"


@pytest.mark.parametrize("on", ["", "2026-02-30", "2026-12-24"])
def test_a_day_that_cannot_be_is_said_and_what_was_typed_stays(
    desk: Callable[[str], Desk], on: str
) -> None:
    clerk = desk("laotuo")
    said = {"item": item_of(clerk), "on": on, "words": WATER, "kind": "approved"}
    page = clerk.send(clerk.get("/clerk/events/"), said, action="/events/")
    assert "没记上" in page.words
    assert str(page.soup.find(id="words")["value"]) == WATER


def test_the_posting_day_is_changed_on_a_page(desk: Callable[[str], Desk]) -> None:
    town = desk("bai")
    page = town.get("/township/monthly-days/")
    assert "公开日：每月 20 日" in page.words
    page = town.send(page, {"day": "8", "holds_from": "2026-11-01"}, action="days/")
    assert "从2026年11月起，每月 8 日" in page.words
    page = town.send(page, {"day": "8", "holds_from": "2026-09-01"}, action="days/")
    assert "平白逾期" in page.words
