"""A backup is whole, restores anywhere, and shows when it was touched."""

import json
import tracemalloc
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.backups.test_forged import forged
from tests.findings.test_village_check import bring
from villagepub import audit, backups, db, open_sessions, outbox
from villagepub.backups import BackupError
from villagepub.models import (
    AuditEntry,
    Channel,
    Delivery,
    NoticeVersion,
    OpenSession,
    Place,
    Staff,
    metadata,
)
from villagepub.states import ChannelKind, DeliveryState


def test_what_was_saved_comes_back_and_the_chain_holds(
    county: Engine, saved: Path, tmp_path: Path
) -> None:
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    backups.load(fresh, saved, saved.parent.as_uri())
    with db.reading(county) as old, db.reading(fresh) as new:
        question = select(NoticeVersion.content, NoticeVersion.published_at)
        assert new.exec(question).all() == old.exec(question).all()
        assert audit.first_broken(new) is None


def test_what_waited_for_a_group_is_asked_about_and_who_was_signed_in_is_not(
    county: Engine, sheets_folder: Path, tmp_path: Path
) -> None:
    """It went out after the backup: a second one would be told by nobody."""
    with db.transaction(county) as session:
        channel = session.exec(select(Channel)).one()
        channel.kind, channel.secret = ChannelKind.ROBOT, "sealed"
        staff_id = session.exec(select(Staff.id)).first()
        open_sessions.begin(
            session, staff_id=staff_id, way="password", agent="", at=stage.AT
        )
    stage.publish(county, sheets_folder)
    saved = tmp_path / "备份.zip"
    backups.save(county, saved, tmp_path.as_uri())
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    assert backups.load(fresh, saved, tmp_path.as_uri()).asked == 1
    with db.reading(fresh) as session:
        delivery = session.exec(select(Delivery)).one()
        assert delivery.state is DeliveryState.UNKNOWN
        assert "请到群里看一眼" in delivery.reason
        assert session.exec(select(OpenSession)).all() == []
    assert outbox.claim(fresh, owner="w", at=stage.AT + timedelta(days=1)) == []


@pytest.mark.postgres
def test_a_backup_of_sqlite_restores_on_postgresql_and_goes_on(
    saved: Path, empty_postgres: Engine, at
) -> None:  # type: ignore[no-untyped-def]
    backups.load(empty_postgres, saved, saved.parent.as_uri())
    with db.transaction(empty_postgres) as session:
        audit.record(session, actor=None, action="test.step", at=at)
    with db.reading(empty_postgres) as session:
        newest = select(AuditEntry.action).order_by(col(AuditEntry.id).desc())
        assert session.exec(newest).first() == "test.step"
        assert audit.first_broken(session) is None


def test_nothing_is_restored_over_data(county: Engine, saved: Path) -> None:
    with pytest.raises(BackupError, match="已经有数据"):
        backups.load(county, saved, saved.parent.as_uri())


def test_a_touched_backup_is_refused_and_leaves_nothing(
    saved: Path, tmp_path: Path
) -> None:
    touched = tmp_path / "touched.zip"
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(touched, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "staff.jsonl":
                data = data.replace("拓小梅".encode(), "拓大梅".encode())
            new.writestr(name, data)
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    with pytest.raises(BackupError, match="被改过"):
        backups.load(fresh, touched, touched.parent.as_uri())
    with db.reading(fresh) as session:
        assert session.exec(select(AuditEntry.id)).first() is None


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    with pytest.raises(BackupError, match="不是完整的备份"):
        backups.load(
            db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}"),
            path,
            tmp_path.as_uri(),
        )


@pytest.mark.parametrize(
    ("member", "data"),
    [
        ("清单.json", b"[]"),
        ("清单.json", b'{"digests": []}'),
        ("清单.json", b"\xff\xfe"),
        ("place.jsonl", b"[1, 2]\n"),
        ("place.jsonl", b'{"code": {"a": 1}}\n'),
        ("place.jsonl", b'{"code": "610603"}\n{"code": "610603"}\n'),
        ("notice.jsonl", b'{"status": "no such state", "id": 1}\n'),
        ("notice.jsonl", b'{"created_at": "no day", "id": 1}\n'),
    ],
)
def test_a_backup_that_somebody_wrote_is_refused_in_a_sentence(
    saved: Path, tmp_path: Path, member: str, data: bytes
) -> None:
    """The digests in it prove nothing: who writes the rows writes them too."""
    if member == "清单.json":
        made = tmp_path / "made.zip"
        with zipfile.ZipFile(saved) as old, zipfile.ZipFile(made, "w") as new:
            for name in old.namelist():
                new.writestr(name, data if name == member else old.read(name))
    else:
        made = forged(saved, lambda found: found.update({member: data}))
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    db.upgrade(fresh)
    with pytest.raises(BackupError):
        backups.load(fresh, made, tmp_path.as_uri())
    with fresh.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM place").scalar() == 0


def test_no_key_is_in_a_backup(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("清单.json"))
        assert not any("key" in name for name in archive.namelist())
        assert set(manifest) == {"revision", "rows", "digests"}


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_rows_that_were_changed_last_are_restored_after_what_they_refer_to(
    county: Engine, tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    """PostgreSQL puts a changed row at the end of the table; SQLite one made anew."""
    source = county
    if kind == "postgresql":
        source = request.getfixturevalue("empty_postgres")
        backups.save(county, tmp_path / "first.zip", tmp_path.as_uri())
        backups.load(source, tmp_path / "first.zip", tmp_path.as_uri())
    with db.transaction(source) as session:
        for code in ("610603", "610603102"):
            session.get_one(Place, code).phone = "0911-6200001"
    backups.save(source, tmp_path / "备份.zip", tmp_path.as_uri())
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    backups.load(fresh, tmp_path / "备份.zip", tmp_path.as_uri())
    with zipfile.ZipFile(tmp_path / "备份.zip") as archive:
        lines = archive.read("place.jsonl").splitlines()
    codes = [json.loads(line)["code"] for line in lines]
    assert codes == sorted(codes)


def test_a_backup_of_before_whose_rows_lie_anyhow_is_restored(
    saved: Path, tmp_path: Path
) -> None:
    def turn_round(found: dict[str, bytes]) -> None:
        places = found["place.jsonl"].splitlines(keepends=True)
        found["place.jsonl"] = b"".join(reversed(places))

    made = forged(saved, turn_round)
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    assert backups.load(fresh, made, tmp_path.as_uri()).rows["place"] > 3


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_the_memory_of_a_backup_does_not_grow_with_the_data(
    engine: Engine, tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    source = engine
    if kind == "postgresql":
        source = request.getfixturevalue("empty_postgres")
        db.upgrade(source)
    rows = [{"key": f"k{n}", "used": "x" * 20_000} for n in range(3000)]
    entry = metadata.tables["quota"]
    with source.execution_options(write=True).begin() as connection:
        connection.execute(entry.insert(), rows)
    del rows
    tracemalloc.start()
    backups.save(source, tmp_path / "备份.zip", tmp_path.as_uri())
    assert tracemalloc.get_traced_memory()[1] < 25_000_000  # of 60 MB
    tracemalloc.stop()


def test_files_that_rows_name_come_along(
    county: Engine, tmp_path: Path, sheets_folder: Path
) -> None:
    here, there = (tmp_path / name for name in ("here", "there"))
    file = next((sheets_folder / "disclosures").glob("*.xlsx"))
    bring(county, here, file.read_bytes(), filename=file.name)
    backups.save(county, tmp_path / "备份.zip", here.as_uri())
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    backups.load(fresh, tmp_path / "备份.zip", there.as_uri())
    assert [f.name for f in (there / "kept").iterdir()] == [
        f.name for f in (here / "kept").iterdir()
    ]
