"""公示结果: from the clerk's list to a posted notice that says which 公示 it ends."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import SUBSIDY, VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.clerk.free_notice import Writer
from tests.web.clerk.free_notice import posted as publish
from tests.web.conftest import Page, strict
from villagepub import clock, db
from villagepub.models import Notice
from villagepub.notices import queries

TITLE = "2026年耕地地力保护补贴发放公示结果"


@pytest.fixture
def posted(county: Engine, sheets_folder: Path) -> str:
    """A 公示 of 6月20日, which was over on 6月26日."""
    return stage.publish(county, sheets_folder)


def begin(clerk: Desk, **said: str) -> Page:
    """From the row of the task list; nobody presumes an answer."""
    rows = clerk.get("/clerk/").soup.select("a.cell")
    link = next(a["href"] for a in rows if TITLE in a.get_text())
    page = clerk.get(str(link))
    strict(page.text)
    assert not page.soup.select("input[checked]")
    return clerk.send(page, said, action="/result")


def test_the_clerk_writes_it_the_committee_signs_and_the_duty_ends(
    posted: str, county: Engine, clerk: Desk, signer: Desk, writer: Writer
) -> None:
    words = clerk.get("/clerk/").words
    assert TITLE in words
    assert "6月26日公示期满，把结果贴出来" in words
    page = begin(clerk, objected="no")
    text = page.soup.find("textarea").get_text()
    assert "《2026年耕地地力保护补贴发放公示》" in text
    assert "2026年6月20日至6月26日（7天）" in text
    assert "46,675.20 元" in text
    assert "没有人提异议" in text
    assert "0911" not in text  # what was 公示, and nobody's phone
    said = text + "\n钱 7月3日发到一卡通，75 户都发了。"
    page = writer.words(page, said)
    page = clerk.send(page, action="/columns/drop")
    check = clerk.send(page, {"seen": "1"}, action="/photos/seen")
    address = publish(writer, signer, check)
    with db.reading(county) as session:
        outcome = session.exec(select(Notice).where(Notice.title == TITLE)).one()
        of = session.get_one(Notice, outcome.result_of or 0)
        shown = queries.published(session, outcome.public_id)
    assert of.public_id == posted
    assert shown is not None
    assert shown.content.item == SUBSIDY
    tasks = clerk.get("/clerk/")
    assert "把结果贴出来" not in tasks.words
    public = clerk.get(f"/n/{posted}")
    assert address in public.text  # and the villager finds it
    assert f"/n/{posted}" in clerk.get(address).text


def test_a_second_tap_finds_the_draft_and_the_posted_one_is_corrected(
    posted: str, clerk: Desk
) -> None:
    first = begin(clerk, objected="no")
    page = clerk.get(f"/clerk/notices/{posted}/result")
    again = clerk.send(page, {"objected": "yes"}, action="/result")
    assert (
        again.soup.find("textarea").get_text() == first.soup.find("textarea").get_text()
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "有没有人提异议，还没选"),
        ({"objected": "yes"}, "怎么处理的，写一句"),
        ({"objected": "yes", "handled": "重" * 301}, "最多 300 个字"),
        ({"objected": "maybe"}, "还没选"),
    ],
)
def test_what_nobody_said_is_asked_for(
    posted: str, clerk: Desk, said: dict[str, str], why: str
) -> None:
    page = begin(clerk, **said)
    assert page.code == 422
    assert why in page.words


def test_before_the_last_day_nothing_is_owed_and_nothing_can_be_begun(
    posted: str, clerk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = datetime(2026, 6, 26, 4, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: last)
    assert TITLE not in clerk.get("/clerk/").words
    page = clerk.get(f"/clerk/notices/{posted}/result")
    refused = clerk.send(page, {"objected": "no"}, action="/result")
    assert "6月26日才满" in refused.words


def test_another_village_does_not_write_it(
    posted: str, desk: Callable[[str], Desk]
) -> None:
    assert desk("kang").get(f"/clerk/notices/{posted}/result").code == 403


def test_the_township_sees_it_in_its_own_column_and_may_wait_no_more(
    posted: str, county: Engine, desk: Callable[[str], Desk]
) -> None:
    town = desk("bai")
    page = town.get("/township/")
    heads = [th.get_text(" ", strip=True) for th in page.soup.select("table.gr th")]
    assert any(head.startswith(f"{SUBSIDY}公示结果") for head in heads)
    row = next(r for r in page.soup.select("table.gr tr") if "马家沟村" in r.get_text())
    at = next(n for n, head in enumerate(heads) if "公示结果" in head)
    cells = row.find_all(["th", "td"])
    assert "还没贴" in cells[at].get_text() or "该贴" in cells[at].get_text()
    assert VILLAGE in str(cells[at])


@pytest.mark.parametrize(
    ("handled", "shown"),
    [
        ("白志明家的地量错了，改成 12.35 亩", ""),
        ("白志 明说的不对，他女儿在外头", ""),
        ("核实后改正了", "处理结果：核实后改正了。"),
    ],
)
def test_of_a_list_of_people_the_web_says_phrases_of_its_outcome_alone(
    posted: str,
    county: Engine,
    clerk: Desk,
    signer: Desk,
    writer: Writer,
    handled: str,
    shown: str,
) -> None:
    page = clerk.get(f"/clerk/notices/{posted}/result")
    assert "名单上有人，网上只登“核实后改正了”" in page.words
    page = begin(clerk, objected="yes", handled=handled)
    text = page.soup.find("textarea").get_text()
    assert handled in text
    page = writer.words(page, f"{text}\n东头李家又闹了一回。")
    page = clerk.send(page, action="/columns/drop")
    check = clerk.send(page, {"seen": "1"}, action="/photos/seen")
    assert "网上不登" in check.words
    address = publish(writer, signer, check)
    public = clerk.get(address)
    assert "46,675.20 元" in public.words
    assert "《2026年耕地地力保护补贴发放公示》" in public.words
    assert "公示期里有人提了异议。" in public.words
    assert TITLE in public.words
    assert shown in public.words
    assert "李家" not in public.words
    assert (handled in public.words) == bool(shown)
    assert "白志" not in public.words
    with db.reading(county) as session:
        outcome = session.exec(select(Notice).where(Notice.title == TITLE)).one()
        found = queries.as_signed(session, outcome.public_id)
    assert found is not None
    assert any(handled in said for said in found.content.paragraphs)  # on the wall
