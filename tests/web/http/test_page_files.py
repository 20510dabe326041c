"""A page out of its file is the page that would be made now, or it is made now."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask, template_rendered
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.queries import asked
from tests.stage import AT, CASES, TOWNSHIP, VILLAGE
from villagepub import db, powers
from villagepub.factory import create_app
from villagepub.forms import FREE
from villagepub.models import Notice
from villagepub.notices import drawn_files, expiry
from villagepub.powers import versions
from villagepub.settings import Settings
from villagepub.states import NoticeStatus
from villagepub.web.http import page_files

NAME = "白**"  # as the open web has it
Started = Callable[[], Flask]


@pytest.fixture
def address(county: Engine, sheets_folder: Path) -> str:
    return f"/n/{stage.publish(county, sheets_folder)}"


@pytest.fixture
def started(chosen: Settings, county: Engine) -> Started:
    """The program started again: nothing of it is in memory."""
    return lambda: create_app(chosen, engine=county)


@contextmanager
def made(app: Flask) -> Iterator[list[str]]:
    """The templates that pages were made of."""
    names: list[str] = []

    def note(_app: Flask, template: object, **_: object) -> None:
        names.append(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, app):
        yield names


def files(chosen: Settings) -> list[Path]:
    return [*chosen.instance.glob(f"{drawn_files.FOLDER}/*/pages/*")]


def look(app: Flask, address: str, big: str = "") -> str:
    client = app.test_client()
    if big:
        client.set_cookie("big", big)
    return client.get(address).get_data(as_text=True)


@pytest.mark.parametrize("encoding", ["gzip", ""])
def test_after_a_restart_a_page_is_not_made_again(
    started: Started, address: str, encoding: str
) -> None:
    wanted = {"Accept-Encoding": encoding}
    first = started().test_client().get(address, headers=wanted)
    with made(again := started()) as names:
        second = again.test_client().get(address, headers=wanted)
    assert names == []
    assert second.get_data() == first.get_data()
    own = ("X-Request-Id", "Date")
    assert [h for h in second.headers if h[0] not in own] == [
        h for h in first.headers if h[0] not in own
    ]


def test_of_a_page_out_of_its_file_nothing_is_opened(
    started: Started, address: str, county: Engine
) -> None:
    look(started(), address)
    again = started()
    with asked(county) as questions:  # what ``page_facts`` asks goes by them
        look(again, address)
    tables = [question.partition("FROM ")[2].split()[0] for question in questions]
    assert set(tables) <= {"site", "place"}  # asked at the start


def correct(engine: Engine, public_id: str) -> None:
    with db.transaction(engine) as session:
        stage.correct(session, public_id)


def withdraw(engine: Engine, public_id: str) -> None:
    with db.transaction(engine) as session:
        stage.withdraw(session, public_id)


def end_posting(engine: Engine, _: str) -> None:
    assert expiry.take_names_down(engine, at=AT + timedelta(days=40))


def rename_power(engine: Engine, _: str) -> None:
    power = powers.power_of(powers.sample(), CASES[0].item)
    assert power is not None
    with db.transaction(engine) as session:
        bai = stage.act(session, "bai", AT)
        other = replace(power, name="换了名字的一项权")
        versions.change_item(bai, township=TOWNSHIP, item=other, old=power.code)
        versions.issue(bai, township=TOWNSHIP)


def post_outcome(engine: Engine, public_id: str) -> None:
    with db.transaction(engine) as session:
        of = session.exec(select(Notice).where(Notice.public_id == public_id)).one()
        add_outcome(session, of)


def add_outcome(session: Session, of: Notice) -> None:
    session.add(
        Notice(
            public_id="jieguo", village_code=VILLAGE, item_id=of.item_id, form=FREE,
            result_of=of.id, period="2026-07-09", title="贴出的结果", version=1,
            status=NoticeStatus.PUBLISHED, published_at=AT, created_at=AT,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("happen", "seen"),
    [
        (correct, "已更正：改了 1 户"),
        (withdraw, "贴错了"),
        (end_posting, "名单已经从网上撤下"),
        (rename_power, "换了名字的一项权"),
        (post_outcome, "贴出的结果"),
    ],
)
def test_what_happens_to_a_notice_shows_at_once(
    started: Started,
    county: Engine,
    address: str,
    happen: Callable[[Engine, str], None],
    seen: str,
) -> None:
    assert seen not in look(started(), address)
    happen(county, address.rsplit("/", 1)[-1])
    assert seen in look(started(), address)


def test_an_older_version_says_so_at_once(
    started: Started, county: Engine, address: str
) -> None:
    first = look(started(), f"{address}/v1")
    correct(county, address.rsplit("/", 1)[-1])
    assert "后来更正过" not in first
    assert "后来更正过" in look(started(), f"{address}/v1")


def test_large_type_is_a_page_of_its_own(started: Started, address: str) -> None:
    assert ' big"' not in look(started(), address)
    assert ' big"' in look(started(), address, big="1")
    assert ' big"' not in look(started(), address)


def test_a_page_says_the_same_a_year_later(
    started: Started, address: str, chosen: Settings
) -> None:
    """Nothing that its key does not know changes it: it would be shown as it was."""
    with time_machine.travel(AT, tick=False):
        first = look(started(), address)
    for file in files(chosen):
        file.unlink()
    with time_machine.travel(AT + timedelta(days=400), tick=False):
        assert look(started(), address) == first


def test_a_program_that_was_mended_makes_its_pages_anew(
    started: Started, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(started(), address)
    monkeypatch.setattr(page_files, "program", lambda: b"another")
    with made(app := started()) as names:
        look(app, address)
    assert names[0] == "public/notice.html"


def test_a_template_is_part_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "package" / "app.py").write_text("MAX = 1")
    template = tmp_path / "templates" / "notice.html"
    monkeypatch.setattr(page_files, "_PACKAGE", tmp_path / "package")
    seen = set()
    for words in ("一", "二"):
        template.write_text(words)
        seen.add(page_files.program.__wrapped__())
    assert len(seen) == 2


@pytest.mark.parametrize(("cut", "added"), [(9, b""), (0, b"<h1>x</h1>"), (10**6, b"")])
def test_a_file_that_somebody_wrote_or_that_is_cut_off_is_no_page(
    started: Started, address: str, chosen: Settings, cut: int, added: bytes
) -> None:
    first = look(started(), address)
    for file in files(chosen):
        old = file.read_bytes()
        file.write_bytes(old[: max(0, len(old) - cut)] + added)
    assert look(started(), address) == first


def test_a_disk_that_takes_nothing_keeps_nobody_from_a_page(
    started: Started, address: str, chosen: Settings
) -> None:
    (chosen.instance / drawn_files.FOLDER).touch()  # where the folder would be
    assert "耕地地力保护补贴" in look(started(), address)


def test_a_store_that_is_far_away_keeps_nobody_waiting(
    chosen: Settings, county: Engine, address: str
) -> None:
    far = replace(chosen, store_url="s3://bucket.invalid/far")
    apps = [create_app(far, engine=county) for _ in range(2)]
    assert look(apps[0], address) == look(apps[1], address)
    assert files(chosen) == []


def test_the_file_of_a_page_is_its_owners(
    started: Started, address: str, chosen: Settings
) -> None:
    look(started(), address)
    assert [file.stat().st_mode & 0o777 for file in files(chosen)] == [0o600]


@pytest.mark.parametrize("happen", [end_posting, withdraw])
def test_a_name_that_left_the_web_is_in_no_file(
    started: Started,
    county: Engine,
    address: str,
    chosen: Settings,
    happen: Callable[[Engine, str], None],
) -> None:
    stage.draw(started())
    for path in (address, f"{address}/v1"):
        assert NAME in look(started(), path)
        assert NAME in look(started(), path, big="1")
    assert len(files(chosen)) == 4
    happen(county, address.rsplit("/", 1)[-1])
    stage.draw(started())  # the worker's part, which comes after every such act
    assert files(chosen) == []
    assert NAME not in look(started(), address)


@pytest.mark.parametrize("happen", [end_posting, withdraw])
def test_a_page_that_is_being_made_while_names_go_leaves_no_file(
    started: Started,
    county: Engine,
    address: str,
    chosen: Settings,
    happen: Callable[[Engine, str], None],
) -> None:
    """The worker has cleared up before the page is written."""
    stage.draw(app := started())
    happened: list[str] = []

    def meanwhile(_app: Flask, **_: object) -> None:
        if not happened:
            happened.append(address)
            happen(county, address.rsplit("/", 1)[-1])
            stage.draw(started())

    with template_rendered.connected_to(meanwhile, app):
        assert NAME in look(app, address)
    assert happened
    assert files(chosen) == []


def test_what_is_said_to_one_person_is_in_no_file(
    started: Started, address: str, chosen: Settings
) -> None:
    client = started().test_client()
    with client.session_transaction() as session:
        session["_flashes"] = [("message", "密码改好了")]
    assert "密码改好了" in client.get(address).get_data(as_text=True)
    assert files(chosen) == []
    assert "密码改好了" not in look(started(), address)
