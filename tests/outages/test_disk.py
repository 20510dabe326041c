"""A disk that is full, a store that nobody can write to: a sentence, and nothing half done."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.conftest import copied
from tests.stage import AT
from tests.web.account.test_sign_in import enter, token_of
from villagepub import db, settings, store
from villagepub.factory import create_app
from villagepub.models import Notice
from villagepub.notices import drawn_files
from villagepub.settings import Settings
from villagepub.store import StoreError

MEGABYTES = 12


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of the test's own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


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
    token = token_of(clerk, "/password")
    rest = fill(disk)
    assert os.statvfs(disk).f_bavail == 0
    assert app.test_client().get(f"/n/{public_id}").status_code == 200
    codes, said = [], ""
    for _ in range(40):  # the journal has room for some
        answer = clerk.post("/logout", data={"csrf_token": token})
        codes.append(answer.status_code)
        if answer.status_code != 302:
            said = answer.get_data(as_text=True)
            break
        enter(clerk)
        token = token_of(clerk, "/password")
    assert codes[-1] == 507
    assert "硬盘满了" in said
    rest.unlink()
    enter(clerk)
    assert clerk.get("/clerk/").status_code == 200
    with county.connect() as connection:
        checked = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    assert checked == "ok"


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
