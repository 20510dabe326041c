"""The lobby screen: what hangs on the board, a few rows a page, nobody's full name."""

from pathlib import Path

from sqlalchemy.engine import Engine

from tests import stage
from tests.stage import VILLAGE
from villagepub.web.public.kiosk.page import BLOCKS, MAX_COLUMNS, ROWS

SCREEN = f"/kiosk/{VILLAGE}"


def test_an_empty_board_says_so(get) -> None:
    assert "还没有贴出的" in get(SCREEN).words


def test_a_list_is_shown_a_few_rows_a_page_and_no_row_is_lost(
    county: Engine, get, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    slides = get(SCREEN).soup.select(".slide")
    rows = [len(s.select("tbody tr")) for s in slides]
    assert max(rows) <= ROWS * BLOCKS
    assert sum(rows) == len(get(f"/n/{public_id}").soup.select(".roll tbody tr"))
    assert (
        max(len(r.select("td")) for s in slides for r in s.select("tbody tr"))
        <= MAX_COLUMNS
    )
    assert all(s.select_one(".qr svg") for s in slides)


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
    titles = {h.get_text() for h in get(SCREEN).soup.select("h1")}
    assert len(titles) == 2


def test_the_worker_answers_for_the_screens_own_addresses(client) -> None:
    answer = client.get("/kiosk/worker.js")
    assert answer.mimetype == "text/javascript"
    assert b"caches.open" in answer.data


def test_a_village_that_is_not_there_has_no_screen(get) -> None:
    get("/kiosk/610603102999", 404)
