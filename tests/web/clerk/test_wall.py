"""榜贴到公开栏上了吗: recorded with a tap, asked about until it is."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.engine import Engine

from tests import stage
from tests.stage import AT
from tests.web.clerk.desk import Desk
from villagepub import clock, db

MONDAY = AT + timedelta(days=3)  # 2026年6月22日, two days after the signing


@pytest.fixture
def october() -> None:
    """Another moment than the other pages' tests have: the notice is new."""


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def address(county: Engine, sheets_folder: Path) -> str:
    public_id = stage.publish(county, sheets_folder)
    return f"/clerk/notices/{public_id}/hanging"


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> datetime:
    at = MONDAY + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def photo() -> tuple[io.BytesIO, str]:
    exif = Image.Exif()
    exif[0x010E] = "610603190001010014"
    out = io.BytesIO()
    Image.new("RGB", (2000, 1500), "white").save(out, "JPEG", exif=exif)
    return io.BytesIO(out.getvalue()), "榜.jpg"


def test_the_task_list_asks_and_a_tap_answers(clerk: Desk, address: str) -> None:
    assert "1 张还没说上没上墙" in clerk.get("/clerk/").words
    asked = clerk.get(address)
    assert "今天贴，要挂满 15 天，7月8日可以揭" in asked.words
    answer = clerk.send(asked, action="/up")
    assert "6月22日上墙，要挂满 15 天" in answer.words
    assert "还要挂 15 天，7月7日挂满" in answer.words
    assert "没说上没上墙" not in clerk.get("/clerk/").words


def test_another_day_is_chosen_by_hand(clerk: Desk, address: str) -> None:
    answer = clerk.send(
        clerk.get(address), {"when": "other", "day": "2026-06-21"}, action="/up"
    )
    assert "6月21日上墙" in answer.words


def test_the_notices_page_says_of_its_sheet_what_the_wall_says(
    clerk: Desk, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Published on 20 June, hung on the 22nd: it hangs until the 7th, not the 5th."""
    page = address.removesuffix("hanging")
    assert "从上墙那天数，挂满 15 天再揭" in clerk.get(page).words
    assert "贴上墙了？记一下" in clerk.get(page).words
    clerk.send(clerk.get(address), action="/up")
    assert "6月22日上墙，挂到 7月7日，别提前揭" in clerk.get(page).words
    later(monkeypatch, 16)
    full = clerk.get(page).words
    assert "6月22日上墙，挂满 15 天" in full
    assert "揭下来了？记一下" in full
    assert "别提前揭" not in full
    clerk.send(clerk.get("/clerk/wall/"), {"when": "today"}, action="/down")
    down = clerk.get(page).words
    assert "6月22日上墙，7月8日揭的" in down
    assert "记一下" not in down


@pytest.mark.parametrize(
    ("day", "said"),
    [("", "请选是哪一天"), ("昨天", "请选是哪一天"), ("2026-07-01", "还没到")],
)
def test_a_day_that_is_none_is_said_and_nothing_is_recorded(
    clerk: Desk, address: str, day: str, said: str
) -> None:
    answer = clerk.send(clerk.get(address), {"when": "other", "day": day}, action="/up")
    assert said in answer.words
    assert "榜贴到公开栏上了吗" in answer.words


def test_the_wall_says_when_a_sheet_may_come_down(
    clerk: Desk, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.send(clerk.get(address), action="/up")
    assert "还挂 15 天" in clerk.get("/clerk/wall/").words
    later(monkeypatch, 16)
    assert "1 张该揭了" in clerk.get("/clerk/").words
    wall = clerk.get("/clerk/wall/")
    assert "可以揭" in wall.words
    answer = clerk.send(wall, {"when": "today"}, action="/down")
    assert "6月22日上墙，7月8日揭的" in answer.words


def test_too_early_it_needs_a_reason(clerk: Desk, address: str) -> None:
    up = clerk.send(clerk.get(address), action="/up")
    refused = clerk.send(up, action="/down")
    assert "还没挂满 15 天" in refused.words
    wall = clerk.send(refused, {"reason": "大雨淋坏了"}, action="/down")
    assert "挂了 0 天：大雨淋坏了" in wall.words
    assert "揭早了" in wall.words
    again = clerk.send(clerk.get(address), action="/undo")
    assert "还要挂 15 天" in again.words


def test_a_photo_is_for_the_village_and_the_township_only(
    clerk: Desk, address: str, desk: object, app: object
) -> None:
    shown = clerk.send(clerk.get(address), {"photo": photo()}, action="/up")
    image = shown.soup.select_one("img[alt='榜在墙上的照片']")
    assert image is not None
    answer = clerk.client.get(image["src"])
    assert answer.mimetype == "image/jpeg"
    assert "private" in answer.headers["Cache-Control"] or "no-store" in str(
        answer.headers["Cache-Control"]
    )
    assert b"610603190001010014" not in answer.data
    with Image.open(io.BytesIO(answer.data)) as stored:
        assert max(stored.size) == 1600
    other = desk("kang")  # type: ignore[operator]
    assert other.client.get(image["src"]).status_code == 403
    stranger = app.test_client().get(image["src"])  # type: ignore[attr-defined]
    assert stranger.status_code == 302


def test_what_is_no_photo_is_said_and_the_sheet_is_not_recorded(
    clerk: Desk, address: str
) -> None:
    bad = io.BytesIO(b"not a picture"), "榜.jpg"
    answer = clerk.send(clerk.get(address), {"photo": bad}, action="/up")
    assert "“榜.jpg”不是照片" in answer.words
    assert "榜贴到公开栏上了吗" in answer.words


def test_a_large_poster_comes_on_a4_sheets_and_no_other_paper_is_made_up(
    clerk: Desk, address: str
) -> None:
    files = address.removesuffix("hanging") + "files/"
    assert clerk.client.get(files + "tiles-a1-saver.pdf").status_code == 200
    answer = clerk.client.get(files + "tiles-a3-saver.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    for odd in ("tiles-a4-colour.pdf", "poster-a9-colour.pdf", "poster-a4-gold.pdf"):
        assert "没有这种纸、这种墨" in clerk.get(files + odd).words


@pytest.mark.parametrize(
    "file",
    ["poster-a4-black.pdf", "tiles-a3-black.pdf", "groups-a4-black.pdf", "package.zip"],
)
def test_what_was_withdrawn_is_neither_printed_nor_forwarded(
    desk: Callable[[str], Desk], county: Engine, sheets_folder: Path, file: str
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        stage.withdraw(session, public_id)
    page = desk("laotuo").get(f"/clerk/notices/{public_id}/files/{file}")
    assert "这一件已经撤回，不能再印、再转" in page.words
