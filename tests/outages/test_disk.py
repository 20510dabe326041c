"""A disk that is full, a store that nobody can write to: a sentence, and nothing half done."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import postgres, stage
from tests.conftest import copied
from tests.stage import AT
from tests.web.account.test_sign_in import enter, token_of
from villagepub import db, settings, store
from villagepub.factory import create_app
from villagepub.models import Notice
from villagepub.notices import drawn_files
from villagepub.settings import Settings
from villagepub.store import StoreError

MEGABYTES, TABLES = 12, 60
MAX_KEPT = 400  # times that somebody comes and goes


def mount(folder: Path, megabytes: int = MEGABYTES) -> None:
    """A small disk of the test's own."""
    made = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")


def unmount(folder: Path) -> None:
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder)
    yield folder
    unmount(folder)


def fill(disk: Path) -> Path:
    """Until not a byte fits."""
    rest = disk / "rest"
    with rest.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return rest


@pytest.fixture
def county(laid: Path, disk: Path) -> Iterator[Engine]:
    with copied(laid, disk / "villagepub.db") as engine:
        yield engine


@pytest.fixture
def chosen(disk: Path) -> Settings:
    return settings.read({"VILLAGEPUB_INSTANCE": str(disk / "instance")})


def test_on_a_full_disk_people_read_and_are_told_and_nothing_is_half_kept(
    county: Engine, chosen: Settings, sheets_folder: Path, disk: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    app = create_app(chosen, engine=county)
    clerk = app.test_client()
    enter(clerk)
    rest = fill(disk)
    assert os.statvfs(disk).f_bavail == 0
    assert app.test_client().get(f"/n/{public_id}").status_code == 200
    assert refusal(clerk) == 507
    rest.unlink()
    enter(clerk)
    assert clerk.get("/clerk/").status_code == 200
    with county.connect() as connection:
        checked = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    assert checked == "ok"


@pytest.mark.postgres
def test_on_a_full_disk_of_postgresql_people_read_and_are_told(
    tmp_path: Path, sheets_folder: Path
) -> None:
    """Its tables fill the disk on which they lie."""
    postgres.require()
    with postgres.server() as machine:
        tables = machine.folder / "tables"
        tables.mkdir()
        mount(tables, TABLES)
        shutil.chown(tables, machine.folder.owner())
        try:
            engine = laid_on(machine.address, tables)
            public_id = stage.publish(engine, sheets_folder)
            chosen = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "instance")})
            app = create_app(chosen, engine=engine)
            clerk = app.test_client()
            enter(clerk)
            rest = fill(tables)
            assert app.test_client().get(f"/n/{public_id}").status_code == 200
            assert refusal(clerk) == 507
            rest.unlink()
            enter(clerk)
            assert clerk.get("/clerk/").status_code == 200
            engine.dispose()
        finally:
            machine.stop()
            unmount(tables)


def laid_on(address: str, tables: Path) -> Engine:
    """A database whose tables lie there."""
    server = sa.create_engine(
        address.format(name="postgres"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE TABLESPACE small LOCATION '{tables}'")
        connection.exec_driver_sql("CREATE DATABASE small TABLESPACE small")
    server.dispose()
    engine = db.make_engine(address.format(name="small"))
    db.upgrade(engine)
    stage.lay(engine)
    return engine


def refusal(clerk: FlaskClient) -> int:
    """Comes and goes until it is refused: what is half full has room for some."""
    token = token_of(clerk, "/password")
    for _ in range(MAX_KEPT):
        answer = clerk.post("/logout", data={"csrf_token": token})
        if answer.status_code != 302:
            assert "硬盘满了" in answer.get_data(as_text=True)
            return answer.status_code
        token = token_of(clerk, "/login")
        given = {"csrf_token": token, "login": "laotuo", "password": stage.PASSWORD}
        answer = clerk.post("/login", data=given)
        if answer.status_code != 302:
            assert "硬盘满了" in answer.get_data(as_text=True)
            return answer.status_code
        token = token_of(clerk, "/password")
    return 0


def test_a_store_that_is_full_keeps_nothing_and_says_so(disk: Path) -> None:
    url = (disk / "store").as_uri()
    kept = store.put(url, "kept", b"before")
    rest = fill(disk)
    with pytest.raises(StoreError) as told:
        store.put(url, "kept", b"x" * 100_000)
    assert "什么都没存" in str(told.value)
    rest.unlink()
    assert store.get(url, "kept", kept) == b"before"
    files = [path for path in (disk / "store").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in files] == [b"before"]  # no half of one


def test_what_can_not_be_stored_is_drawn_once_it_can(
    county: Engine, chosen: Settings, sheets_folder: Path, tmp_path: Path, disk: Path
) -> None:
    """The store is read-only for an hour; pages are read, files come afterwards."""
    public_id = stage.publish(county, sheets_folder)
    own = disk / "store"
    own.mkdir()
    url = own.as_uri()
    bound = ["mount", "--bind", str(own), str(own)]
    subprocess.run(bound, check=True)
    read_only = ["mount", "-o", "remount,bind,ro", str(own)]
    subprocess.run(read_only, check=True)
    try:
        drawn_files.draw_due(county, url, at=AT)
        with db.reading(county) as session:
            assert session.exec(select(Notice.drawn_at)).one() is None
        with pytest.raises(StoreError):
            store.put(url, store.DISCLOSED, b"x")
    finally:
        subprocess.run(["umount", str(own)], check=True)
    drawn_files.draw_due(county, url, at=AT + drawn_files.LEASE * 2)
    with db.reading(county) as session:
        assert session.exec(select(Notice.drawn_at)).one() is not None
    assert list(own.rglob(f"*{public_id}*"))
