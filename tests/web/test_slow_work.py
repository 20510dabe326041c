"""What takes its time is done before the act: nobody is held up by somebody else's sheet."""

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import CASES, PASSWORD, TOWNSHIP, VILLAGE
from tests.web.clerk.conftest import october
from tests.web.clerk.desk import SUBSIDY, Desk
from villagepub import db, passwords, privacy, render, store, tables
from villagepub.comparison import source_sheet
from villagepub.demo.scenario import SCENARIO, read
from villagepub.models import Channel, Delivery
from villagepub.states import ChannelKind, DeliveryState, RobotForm

__all__ = ["october"]
PAID = "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"


class Watched:
    """Runs what is slow, and tells whether others could write meanwhile."""

    def __init__(self, engine: Engine) -> None:
        self._path = str(engine.url.database)
        self.done: set[str] = set()
        self.held: set[str] = set()

    def around(self, name: str, slow: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: object, **named: object) -> Any:
            self.done.add(name)
            if not self._is_free():
                self.held.add(name)
            return slow(*args, **named)

        return watched

    def _is_free(self) -> bool:
        other = sqlite3.connect(self._path, timeout=0, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        finally:
            other.close()
        return True


class Hasher:
    """The hasher of the tests, watched: its own methods can't be replaced."""

    def __init__(self, real: Any, watched: Watched) -> None:
        self.hash = watched.around("hash", real.hash)
        self.verify = watched.around("verify", real.verify)
        self.check_needs_rehash = real.check_needs_rehash


@pytest.fixture
def watched(county: Engine, monkeypatch: pytest.MonkeyPatch) -> Watched:
    found = Watched(county)
    for room, name in (
        (tables, "read"),
        (privacy, "cut"),
        (source_sheet, "read_each"),
        (store, "put"),
        (render, "picture"),
        (render, "card"),
        (render, "poster_pdf"),
        (render, "check_glyphs"),
    ):
        monkeypatch.setattr(room, name, found.around(name, getattr(room, name)))
    own = Hasher(passwords.hasher(), found)
    monkeypatch.setattr(passwords, "hasher", lambda: own)
    return found


def robot(session: Session, name: str, sends: RobotForm) -> Channel:
    return Channel(
        place_code=VILLAGE,
        kind=ChannelKind.ROBOT,
        name=name,
        secret="sealed",
        sends=sends,
        created_at=stage.AT,
    )


def test_a_village_s_whole_way_holds_nobody_up(
    app: Flask, county: Engine, sheets_folder: Path, watched: Watched
) -> None:
    """From the sheet to the wall and off it again, with every kind of picture."""
    with db.transaction(county) as session:
        session.add(robot(session, "发图的", RobotForm.PICTURES))
        session.add(robot(session, "发榜的", RobotForm.FILE))
        session.add(
            Channel(
                place_code=VILLAGE,
                kind=ChannelKind.ARTICLE,
                name="公众号",
                created_at=stage.AT,
            )
        )
    clerk, signer = Desk(app.test_client(), "laotuo"), Desk(app.test_client(), "zhe")
    clerk.to_submitted(SUBSIDY, sheets_folder)
    draft = signer.get(signer.get("/review/").soup.select_one("a.cell")["href"])
    done = signer.sign(draft)
    address = next(a["href"] for a in done.soup.select("a") if "/n/" in a["href"])
    page = clerk.get(f"/clerk/notices/{address.rsplit('/', 1)[-1]}/withdrawal")
    gone = clerk.send(page, {"reason": "贴错了年份"}, action="/withdrawal")
    assert "撤回" in gone.words
    drawn = {"read", "cut", "check_glyphs", "picture", "card", "poster_pdf", "verify"}
    assert watched.done >= drawn
    assert watched.held == set()


def test_the_township_s_files_and_passwords_hold_nobody_up(
    app: Flask, sheets_folder: Path, watched: Watched
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    town = Desk(app.test_client(), "bai")
    data = (sheets_folder / "disclosures" / PAID).read_bytes()
    posts: list[tuple[str, dict[str, object]]] = [
        (
            "/township/disclosures/",
            {
                "file": (io.BytesIO(data), PAID),
                "item": CASES[0].item,
                "period": "2026",
                "title": "补贴发放公示",
                "published_on": "2026-06-15",
            },
        ),
        (
            "/township/catalogs/",
            {"file": (io.BytesIO(read(SCENARIO.catalogs[0])), SCENARIO.catalogs[0])},
        ),
        (
            "/township/accounts/",
            {
                "login": "xinren",
                "name": "新人",
                "role": "clerk",
                "place": f"{TOWNSHIP}201",
                "password": "qiu-shou-2027",
            },
        ),
        ("/township/slips/1/renew", {}),
        ("/password", {"old": PASSWORD, "new": "qiu-shou-2029"}),
    ]
    for path, form in posts:
        assert town.client.post(path, data=form).status_code in (200, 302, 303), path
    assert watched.done >= {"read", "read_each", "put", "hash", "verify"}
    assert watched.held == set()


def test_what_a_person_says_of_an_old_version_holds_nobody_up(
    app: Flask, county: Engine, sheets_folder: Path, watched: Watched
) -> None:
    """It arrived after all: the pictures of what stands now are drawn before the act."""
    with db.transaction(county) as session:
        session.add(robot(session, "发图的", RobotForm.PICTURES))
        session.flush()
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        old = session.exec(select(Delivery).where(Delivery.part == "text")).all()
        for one in old:
            one.state = DeliveryState.UNKNOWN
        stage.correct(session, public_id)
        for one in session.exec(select(Delivery).where(Delivery.version == 2)):
            session.delete(one)
        number = max(one.id for one in old)
    app.config["WTF_CSRF_ENABLED"] = False
    clerk = Desk(app.test_client(), "laotuo")
    watched.done.clear()
    watched.held.clear()
    clerk.client.post(f"/clerk/deliveries/{number}/confirm", data={"seen": "yes"})
    with db.reading(county) as session:
        parts = session.exec(select(Delivery.part).where(Delivery.version == 2)).all()
    assert any(part.startswith("image") for part in parts)
    assert "picture" in watched.done
    assert watched.held == set()
