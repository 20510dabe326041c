"""Two people, two taps, a page from before: the first act holds and the second is led on."""

import io
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from tests import stage
from tests.web.clerk.desk import LEDGER, SUBSIDY, Desk, first_ways, form_of
from villagepub import db
from villagepub.models import Draft
from villagepub.notices import drafts


def test_two_people_in_one_draft_the_second_is_told_and_sees_the_newest(
    clerk: Desk, sheets_folder: Path
) -> None:
    page = clerk.upload(SUBSIDY, sheets_folder)
    clerk.send(page, first_ways(page), action="/settle")
    late = clerk.send(page, first_ways(page), action="/settle")
    assert "刚在别处改过了" in late.words
    assert "73 户" in late.words


def test_a_double_tap_on_submit_ends_where_the_first_did(
    clerk: Desk, county: Engine, sheets_folder: Path
) -> None:
    check = clerk.to_check(SUBSIDY, sheets_folder)
    clerk.send(check, action="/submit")
    again = clerk.send(check, action="/submit")
    assert "交给监委会了" in again.words
    with db.reading(county) as session:
        assert len(session.exec(select(Draft)).all()) == 1


@pytest.mark.parametrize(
    ("act", "said"),
    [("withdrawal", "已经撤回"), ("correction", "现在改的是新的一版")],
)
def test_a_double_tap_on_what_cannot_be_done_twice_ends_where_the_first_did(
    clerk: Desk, county: Engine, sheets_folder: Path, act: str, said: str
) -> None:
    """Not on a page that says that nothing was withdrawn yet."""
    public_id = stage.publish(county, sheets_folder)
    page = clerk.get(f"/clerk/notices/{public_id}/{act}")
    first = form_of(page, f"/{act}").select_one("input[name=phrase]")
    reason = {"phrase": first["value"]} if first else {"reason": "数字抄错了"}
    clerk.send(page, reason, action=f"/{act}")
    again = clerk.send(page, reason, action=f"/{act}")
    assert again.code == 200
    assert said in again.words
    assert "还没有撤回" not in again.words
    assert "还没有开始更正" not in again.words
    assert "没有要记的群" not in again.words


def test_bringing_the_sheet_twice_makes_one_draft(
    clerk: Desk, county: Engine, sheets_folder: Path
) -> None:
    page = clerk.get(clerk.row(LEDGER))
    data = (sheets_folder / "notices" / LEDGER.file).read_bytes()
    for _ in range(2):
        clerk.send(page, {"file": (io.BytesIO(data), LEDGER.file)}, action="/read")
    with db.reading(county) as session:
        assert len(session.exec(select(Draft)).all()) == 1


def test_back_to_the_first_step_leads_on_to_the_draft(
    clerk: Desk, sheets_folder: Path
) -> None:
    first = clerk.row(SUBSIDY)
    clerk.upload(SUBSIDY, sheets_folder)
    assert "表读好了" in clerk.get(first).words


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("database is locked", "等几秒钟"), ("database or disk is full", "硬盘满了")],
    ids=["locked", "full"],
)
def test_a_database_that_refuses_is_said_and_the_draft_stays(
    clerk: Desk,
    sheets_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    reason: str,
    sentence: str,
) -> None:
    page = clerk.upload(SUBSIDY, sheets_folder)

    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("UPDATE", {}, sqlite3.OperationalError(reason))

    monkeypatch.setattr(drafts, "settle", refuse)
    again = clerk.send(page, first_ways(page), action="/settle")
    assert sentence in again.words
    assert "王东升写了两遍" in again.words


def test_what_hangs_is_not_owed_while_its_correction_is_written(
    clerk: Desk, county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    owed = clerk.get("/clerk/").soup.select_one(".head").get_text(" ", strip=True)
    page = clerk.get(f"/clerk/notices/{public_id}/correction")
    phrase = form_of(page, "/correction").select_one("input[name=phrase]")["value"]
    page = clerk.send(page, {"phrase": phrase}, action="/correction")
    assert "现在改的是新的一版" in page.words
    tasks = clerk.get("/clerk/")
    assert tasks.soup.select_one(".head").get_text(" ", strip=True) == owed
    assert "更正写了一半，贴着的还是原来的" in tasks.words
