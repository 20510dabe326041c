"""The lobby screen: what hangs on the board, a few rows a page, nobody's full name."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import VILLAGE
from villagepub import clock, db
from villagepub.models import Notice
from villagepub.web.public.kiosk.page import BLOCKS, MAX_COLUMNS, ROWS

SCREEN = f"/kiosk/{VILLAGE}"


def test_an_empty_board_says_so(get) -> None:
    assert "还没有贴出的" in get(SCREEN).words


def test_a_list_is_shown_a_few_rows_a_page_and_no_row_is_lost(
    county: Engine, get, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    slides = get(SCREEN).soup.select("#slides .slide")
    rows = [len(s.select("tbody tr")) for s in slides]
    assert max(rows) <= ROWS * BLOCKS
    assert sum(rows) == len(get(f"/n/{public_id}").soup.select(".roll tbody tr"))
    assert (
        max(len(r.select("td")) for s in slides for r in s.select("tbody tr"))
        <= MAX_COLUMNS
    )
    assert all(s.select_one(".qr svg") for s in slides)


def test_what_is_the_same_in_every_row_is_said_once_over_the_rows(
    county: Engine, get, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    for slide in get(SCREEN).soup.select("#slides .slide"):
        assert "补贴标准都是" in slide.select_one(".lead").get_text()
        assert "补贴标准" not in [th.get_text() for th in slide.select("th")]


def test_a_screen_says_surnames_only(county: Engine, get, sheets_folder: Path) -> None:
    stage.publish(county, sheets_folder)
    names = [r.select("td")[1].get_text() for r in get(SCREEN).soup.select("tbody tr")]
    assert names
    assert all("*" in name for name in names)


def test_the_ledger_and_the_aid_list_are_shown_too(
    county: Engine, get, sheets_folder: Path
) -> None:
    for case in stage.CASES[1:]:
        stage.publish(county, sheets_folder, case)
    titles = {h.get_text() for h in get(SCREEN).soup.select("#slides h1")}
    assert len(titles) == 2


def test_the_worker_answers_for_the_screens_own_addresses(client) -> None:
    answer = client.get("/kiosk/worker.js")
    assert answer.mimetype == "text/javascript"
    assert b"caches.open" in answer.data


def test_a_village_that_is_not_there_has_no_screen(get) -> None:
    get("/kiosk/610603102999", 404)


def test_a_notice_that_was_touched_keeps_no_other_from_the_screen(
    county: Engine, get, sheets_folder: Path
) -> None:
    touched = stage.publish(county, sheets_folder)
    stage.publish(county, sheets_folder, stage.CASES[1])
    with county.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE notice SET title = '全村都领了' WHERE public_id = ?", (touched,)
        )
    page = get(SCREEN)
    assert "收支" in page.words
    assert "全村都领了" not in page.words
    assert f"有 1 件和签过的不一致 这里不放，先不要信：{touched}" in page.words


def test_a_screen_knows_until_when_a_notice_hangs(
    county: Engine, get, sheets_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without network it has only its own calendar to take the names down by."""
    monkeypatch.setattr(clock, "now", lambda: stage.AT)
    public_id = stage.publish(county, sheets_folder)
    with db.reading(county) as session:
        notice = session.exec(select(Notice).where(Notice.public_id == public_id)).one()
    slides = get(SCREEN).soup.select("#slides .slide")
    assert {s.get("data-until") for s in slides} == {notice.posting_until.isoformat()}
    after = stage.AT + timedelta(days=60)
    monkeypatch.setattr(clock, "now", lambda: after)
    assert {s.get("data-until") for s in get(SCREEN).soup.select("#slides .slide")} == {
        None
    }
