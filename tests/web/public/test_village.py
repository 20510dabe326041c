"""A village's board a page at a time, however many years hang on it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import Session

from tests import stage
from tests.stage import AT, VILLAGE
from tests.web.clerk.conftest import desk
from tests.web.clerk.desk import Desk
from villagepub import clock, db
from villagepub.models import Notice
from villagepub.notices import posted_notices
from villagepub.states import NoticeStatus

__all__ = ["desk"]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def hang(
    session: Session,
    number: int,
    *,
    days: int = -1,
    status: NoticeStatus = NoticeStatus.PUBLISHED,
) -> None:
    """One notice a day before the one before; it hangs for so many days from today."""
    notice = Notice(
        public_id=f"old{number:03}",
        village_code=VILLAGE,
        item_id=stage.item_id(session, stage.SUBSIDY),
        form="T8",
        period="2025",
        title=f"第{number}件",
        status=status,
        version=1,
        published_at=AT - timedelta(days=number),
        posting_until=clock.day(AT) + timedelta(days=days),
        created_at=AT,
    )
    session.add(notice)
    stage.sign(session, notice)


def titles(page: Any) -> list[str]:
    return [b.get_text() for b in page.soup.select("a.cell[href*='/n'] b")]


def test_what_was_posted_in_another_year_says_in_which(
    get: Any, county: Engine
) -> None:
    with db.transaction(county) as session:
        hang(session, 1)
        hang(session, 301)
    notes = [small.get_text() for small in get(f"/v/{VILLAGE}").soup.select("small")]
    assert "6月18日贴出" in notes
    assert "2025年8月22日贴出" in notes


def test_a_long_board_is_read_a_page_at_a_time(get: Any, county: Engine) -> None:
    whole = 2 * posted_notices.LINES + 5
    with db.transaction(county) as session:
        for number in range(1, whole + 1):
            hang(session, number)
    seen, sizes, path = list[str](), list[int](), f"/v/{VILLAGE}"
    while path:
        page = get(path)
        sizes.append(len(titles(page)))
        seen += titles(page)
        after = page.soup.select_one("a[rel=next]")
        path = after["href"] if after else ""
    assert sizes == [posted_notices.LINES, posted_notices.LINES, 5]
    assert seen == [f"第{n}件" for n in range(1, whole + 1)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("地补", ["第1件", "第12件"]),  # what people call it, of the item's name
        ("12件", ["第12件"]),
        (" 第１件 ", ["第1件"]),
        ("%", ["第1件", "第12件"]),  # nothing is said: everything
        ("低保", []),
    ],
)
def test_a_villager_finds_a_notice_by_what_people_call_it(
    get: Any, county: Engine, wanted: str, found: list[str]
) -> None:
    with db.transaction(county) as session:
        hang(session, 1)
        hang(session, 12)
    page = get(f"/v/{VILLAGE}?q={quote(wanted)}")
    assert titles(page) == found
    assert page.soup.select_one("#q")["value"] == wanted.strip()


def test_what_hangs_now_comes_first_however_old_it_is(get: Any, county: Engine) -> None:
    with db.transaction(county) as session:
        for number in range(1, posted_notices.LINES + 2):
            hang(session, number)
        hang(session, 300, days=10)
    assert titles(get(f"/v/{VILLAGE}"))[0] == "第300件"


def test_the_lobby_shows_what_hangs_behind_many_that_were_taken_back(
    get: Any, county: Engine
) -> None:
    with db.transaction(county) as session:
        for number in range(1, posted_notices.LINES + 2):
            hang(session, number, days=5, status=NoticeStatus.WITHDRAWN)
        hang(session, 300, days=10)
        session.flush()
        lines = posted_notices.lines(
            session, VILLAGE, hanging_on=clock.day(AT), is_standing=True
        )
    assert [line.title for line in lines] == ["第300件"]


def test_a_page_costs_the_same_whatever_hangs_behind_it(
    get: Any, county: Engine
) -> None:
    """As many questions, and as many words."""
    get("/")  # whether anything is there at all is asked once

    def cost(numbers: range) -> tuple[int, int]:
        asked: list[str] = []

        def note(*given: Any) -> None:
            asked.append(given[2])

        with db.transaction(county) as session:
            for n in numbers:
                hang(session, n)
        event.listen(county, "before_cursor_execute", note)
        text = get(f"/v/{VILLAGE}").text
        event.remove(county, "before_cursor_execute", note)
        return len(asked), len(text)

    few, many = cost(range(1, 2 * posted_notices.LINES)), cost(range(200, 600))
    assert few[0] == many[0]
    assert abs(few[1] - many[1]) < 200


def test_a_program_finds_everything_from_page_to_page(
    get: Any, client: Any, county: Engine
) -> None:
    with db.transaction(county) as session:
        for number in range(1, posted_notices.LINES + 4):
            hang(session, number)
    first = client.get(f"/v/{VILLAGE}/feed.json").get_json()
    assert len(first["items"]) == posted_notices.LINES
    after = "/v/" + first["next_url"].partition("/v/")[2]
    second = client.get(after).get_json()
    assert len(second["items"]) == 3
    assert "next_url" not in second


def test_the_clerk_reads_the_old_ones_a_page_at_a_time(
    county: Engine, desk: Callable[[str], Desk]
) -> None:
    with db.transaction(county) as session:
        for number in range(1, posted_notices.LINES + 4):
            hang(session, number)
    clerk = desk("laotuo")
    page = clerk.get("/clerk/board/")
    assert len(titles(page)) == posted_notices.LINES
    after = page.soup.select_one("a[rel=next]")
    assert after is not None
    assert len(titles(clerk.get(str(after["href"])))) == 3


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", "全村已经发完"),
        ("status", "withdrawn"),
        ("status", "unpublished"),
        ("village_code", VILLAGE[:-3] + "214"),
        ("posting_until", "2031-01-01"),
        ("published_at", "2020-01-01 00:00:00.000000"),
        ("attribute", "none"),
    ],
)
def test_a_row_that_was_touched_stands_on_the_board_as_it_was_signed_and_says_so(
    get: Any, client: Any, county: Engine, column: str, value: str
) -> None:
    with db.transaction(county) as session:
        hang(session, 1, days=5)
        hang(session, 2, days=5)
    with county.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE notice SET {column} = ? WHERE public_id = 'old001'",  # noqa: S608
            (value,),
        )
    code = stage.OTHER if column == "village_code" else VILLAGE
    page = get(f"/v/{code}")
    assert "第1件 先不要信，打镇上的电话问 和签过的不一致" in page.words
    assert page.words.count("和签过的不一致") == 1
    assert "已经发完" not in page.words
    items = client.get(f"/v/{code}/feed.json").get_json()["items"]
    told = {item["id"]: (item["title"], item["content_text"]) for item in items}
    assert told["old001"] == ("【和签过的不一致】第1件", "和签过的不一致")
    assert column == "village_code" or told["old002"] == ("第2件", "已公开")
    assert "【和签过的不一致】第1件" in client.get(f"/v/{code}/feed.atom").text


def test_what_nobody_signed_has_no_title_on_the_board(get: Any, county: Engine) -> None:
    """Neither does one whose entry in the log was made to fit."""
    with db.transaction(county) as session:
        hang(session, 1)
        hang(session, 2)
    with county.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE notice SET title = '别的', public_id = public_id || 'x'"
            " WHERE public_id = 'old001'"
        )
        connection.exec_driver_sql("UPDATE notice SET title = '别的'")
        connection.exec_driver_sql(
            "UPDATE auditentry SET data = json_set(data, '$.signed.title', '别的')"
        )
    page = get(f"/v/{VILLAGE}")
    assert titles(page) == ["old001x", "old002"]
    assert page.words.count("和签过的不一致") == 2


@pytest.mark.parametrize("column", ["status", "attribute"])
def test_a_row_that_cannot_be_read_hides_no_other(
    get: Any,
    client: FlaskClient,
    county: Engine,
    desk: Callable[[str], Desk],
    column: str,
) -> None:
    with db.transaction(county) as session:
        for number in range(1, 4):
            hang(session, number)
    with county.begin() as beside:
        text = f"UPDATE notice SET {column} = 'gone' WHERE public_id = 'old002'"  # noqa: S608
        beside.exec_driver_sql(text)
    for page in (get(f"/v/{VILLAGE}"), desk("laotuo").get("/clerk/board/")):
        assert titles(page) == ["第1件", "第3件"]
        assert "还有 1 件读不出来" in page.words
    feed = client.get(f"/v/{VILLAGE}/feed.json").get_json()
    assert [item["id"] for item in feed["items"]] == ["old001", "old003"]
    assert "第2件" not in get(f"/kiosk/{VILLAGE}").words


def test_a_board_on_which_nothing_can_be_read_says_so(get: Any, county: Engine) -> None:
    with db.transaction(county) as session:
        hang(session, 1)
    with county.begin() as beside:
        beside.exec_driver_sql("UPDATE notice SET status = 'gone'")
    page = get(f"/v/{VILLAGE}")
    assert "还有 1 件读不出来" in page.words
    assert "还没有贴出的" not in page.words
