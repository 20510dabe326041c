"""What is published is drawn once, after signing, and never shows an older circle."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT
from tests.web.conftest import app, chosen, client
from villagepub import db, store, worker
from villagepub.models import Notice
from villagepub.notices import drawn_files, expiry
from villagepub.pool import Busy
from villagepub.render import typesetter
from villagepub.render.files import FILES
from villagepub.settings import Settings

__all__ = ["app", "chosen", "client"]
ADDRESSES = [f".{kind}" for kind in FILES if kind != "card"] + ["/card.png"]


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)


@pytest.fixture
def site(client: FlaskClient, chosen: Settings, county: Engine) -> "Site":
    return Site(client, county, chosen.store_url)


class Site:
    """A stranger's browser, and the worker behind the site."""

    def __init__(self, client: FlaskClient, engine: Engine, store_url: str) -> None:
        self.client, self.engine, self.store_url = client, engine, store_url

    def draw(self, *, after: timedelta = timedelta()) -> int:
        return drawn_files.draw_due(self.engine, self.store_url, at=AT + after)

    def text(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.get_data(as_text=True)

    def kept(self) -> set[str]:
        """The folders of drawn files, without the notice's own."""
        root = Path(self.store_url.removeprefix("file://")) / drawn_files.FOLDER
        return {path.parent.name for path in root.glob("*/*/*")}


def test_until_it_is_drawn_page_and_files_say_so(site: Site, public_id: str) -> None:
    assert "文件正在做，一会儿就好" in site.text(f"/n/{public_id}")
    for end in ADDRESSES:
        answer = site.client.get(f"/n/{public_id}{end}")
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "正在做，一会儿就好" in answer.get_data(as_text=True)
    assert site.draw() == 1
    page = site.text(f"/n/{public_id}")
    assert "正在做" not in page
    assert "存成一份文件（PDF）" in page


def test_nobody_who_looks_makes_the_server_draw(
    site: Site, public_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.draw()

    def refuse(*_: object) -> None:
        raise AssertionError("a public address drew")

    monkeypatch.setattr(typesetter.Setting, "__init__", refuse)
    for path in [f"/n/{public_id}", f"/v/{stage.VILLAGE}", "/", "/verify"]:
        assert site.client.get(path).status_code == 200
    for end in ADDRESSES:
        first, second = (site.client.get(f"/n/{public_id}{end}") for _ in range(2))
        assert first.get_data() == second.get_data() != b""
        tag = {"If-None-Match": first.headers["ETag"]}
        assert site.client.get(f"/n/{public_id}{end}", headers=tag).status_code == 304


def test_a_file_is_of_the_version_that_holds(site: Site, public_id: str) -> None:
    site.draw()
    old = site.client.get(f"/n/{public_id}.txt")
    with db.transaction(site.engine) as session:
        stage.correct(session, public_id)
    assert site.client.get(f"/n/{public_id}.txt").status_code == 503
    site.draw()
    new = site.client.get(
        f"/n/{public_id}.txt", headers={"If-None-Match": old.headers["ETag"]}
    )
    assert new.status_code == 200
    assert new.get_data() != old.get_data()
    assert site.kept() == {"v2"}


def test_when_names_come_down_they_go_from_the_kept_files_too(
    site: Site, public_id: str
) -> None:
    site.draw()
    assert "王**" in site.text(f"/n/{public_id}.csv")
    assert expiry.take_names_down(site.engine, at=AT + timedelta(days=60)) == 1
    assert site.client.get(f"/n/{public_id}.csv").status_code == 503
    site.draw(after=timedelta(days=60))
    assert "王**" not in site.text(f"/n/{public_id}.csv")
    assert site.kept() == {"v1-nameless"}


def test_what_is_withdrawn_is_gone_from_the_store(site: Site, public_id: str) -> None:
    site.draw()
    with db.transaction(site.engine) as session:
        stage.withdraw(session, at=AT + timedelta(days=2), reason="贴错了年份")
    for end in ADDRESSES:
        assert site.client.get(f"/n/{public_id}{end}").status_code == 404
    assert site.draw() == 1
    assert site.kept() == set()
    assert site.draw() == 0


def test_two_workers_draw_a_notice_once(site: Site, public_id: str) -> None:
    assert [site.draw(), site.draw()] == [1, 0]


def test_what_a_dead_worker_had_in_hand_is_drawn_by_another(
    site: Site, public_id: str
) -> None:
    with db.transaction(site.engine) as session:
        session.exec(select(Notice)).one().drawing_since = AT
    assert site.draw() == 0
    assert site.draw(after=drawn_files.LEASE + timedelta(seconds=1)) == 1


def test_who_waits_in_vain_for_a_turn_lets_what_is_due_go_first(
    site: Site, public_id: str, sheets_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.publish(site.engine, sheets_folder, stage.CASES[1])

    def busy(_: object) -> None:
        raise Busy

    with monkeypatch.context() as patched:
        patched.setattr(drawn_files, "make_files", busy)
        assert site.draw() == 1  # two minutes are enough
    assert site.draw(after=2 * drawn_files.LEASE) == 2


def test_who_is_ending_leaves_what_waits_to_the_next(
    site: Site, public_id: str, sheets_folder: Path, chosen: Settings
) -> None:
    stage.publish(site.engine, sheets_folder, stage.CASES[1])
    asked = 0

    def is_ending() -> bool:
        nonlocal asked
        asked += 1
        return asked > 1

    worker.go_round(site.engine, chosen, now=lambda: AT, is_ending=is_ending)
    assert site.draw() == 1


def test_a_correction_while_it_is_drawn_is_not_overtaken(
    site: Site, public_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow worker's files of the first version are neither shown nor left behind."""
    make = drawn_files.make_files

    def slow(content):  # type: ignore[no-untyped-def]
        monkeypatch.setattr(drawn_files, "make_files", make)
        with db.transaction(site.engine) as session:
            stage.correct(session, public_id)
        return make(content)

    monkeypatch.setattr(drawn_files, "make_files", slow)
    assert site.draw() == 2
    assert site.kept() == {"v2"}
    assert "已更正" in site.text(f"/n/{public_id}")
    assert site.client.get(f"/n/{public_id}.pdf").status_code == 200


def test_a_store_that_lost_its_files_gets_them_again(
    site: Site, public_id: str
) -> None:
    """As after a restored backup: what can be drawn again is not in it."""
    site.draw()
    store.clear(site.store_url, drawn_files.FOLDER)
    assert site.client.get(f"/n/{public_id}.pdf").status_code == 503
    assert site.draw() == 1
    assert site.client.get(f"/n/{public_id}.pdf").status_code == 200
