"""催办: several villages at once, on the clerk's list, with its log, and not for ever."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.web.clerk.conftest import OCTOBER
from tests.web.clerk.desk import Desk
from villagepub import clock, db
from villagepub.access import Forbidden
from villagepub.duties import township_reminders
from villagepub.models import AuditEntry, DutyReminder

NOVEMBER = OCTOBER.replace(month=11, day=2)


@pytest.fixture
def town(desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOVEMBER)
    return desk("bai")


def rows(town: Desk) -> list[str]:
    page = town.get("/township/")
    return [str(box["value"]) for box in page.soup.select("input[name=owed]")]


def test_what_is_ticked_stands_on_every_clerks_list_and_in_the_log(
    county: Engine, town: Desk, desk: Callable[[str], Desk]
) -> None:
    owed = rows(town)
    assert len(owed) > 2
    page = town.send(town.get("/township/"), {"owed": owed}, action="/remind")
    assert f"催了 {len(owed)} 件" in page.words
    assert "11月2日催过" in page.words
    for login in ("laotuo", "kang"):
        words = desk(login).get("/clerk/").words
        assert "先办这几件" in words
        assert "镇上 11月2日催过" in words
    with db.reading(county) as session:
        entries = session.exec(
            select(AuditEntry).where(AuditEntry.action == "duty.remind")
        ).all()
    assert len(entries) == len(owed)
    assert {e.actor_name for e in entries} == {"白玉兰"}


def test_nothing_ticked_is_said(town: Desk) -> None:
    page = town.send(town.get("/township/"), action="/remind")
    assert "还没选要催哪几件" in page.words


def test_three_times_a_day_is_enough(county: Engine, town: Desk) -> None:
    one = rows(town)[:1]
    for _ in range(3):
        town.send(town.get("/township/"), {"owed": one}, action="/remind")
    page = town.send(town.get("/township/"), {"owed": one}, action="/remind")
    assert "今天都催过 3 次了" in page.words
    assert "催过 3 次" in page.words
    with db.reading(county) as session:
        assert len(session.exec(select(DutyReminder)).all()) == 3


@pytest.mark.parametrize("odd", ["x 2026Q3", "99999 2026Q3", "1 2026Q9", ""])
def test_what_no_row_says_is_refused(county: Engine, town: Desk, odd: str) -> None:
    page = town.send(town.get("/township/"), {"owed": odd}, action="/remind")
    assert "系统出了点问题" not in page.words
    with db.reading(county) as session:
        assert session.exec(select(DutyReminder)).all() == []


def test_a_stranger_whose_page_is_old_gets_a_page_and_no_error(
    app: Flask, town: Desk
) -> None:
    answer = app.test_client().post(
        "/township/overview/remind", data={"owed": "1 2026"}
    )
    assert (answer.status_code, "/login" in answer.location) == (302, True)
    assert "系统出了点问题" not in answer.get_data(as_text=True)


def test_a_village_is_not_reminded_by_its_own_clerk(county: Engine, town: Desk) -> None:
    item, _, period = rows(town)[0].partition(" ")
    with db.transaction(county) as session, pytest.raises(Forbidden):
        township_reminders.remind(
            stage.act(session, "laotuo", NOVEMBER), [(int(item), period)]
        )
