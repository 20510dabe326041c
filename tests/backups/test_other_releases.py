"""A backup of an older program is brought up to date; of a newer one it is said."""

import shutil
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import select

from villagepub import audit, backups, db, upgrades
from villagepub.backups import BackupError
from villagepub.errors import UserError
from villagepub.models import AuditEntry, NoticeVersion, Staff, VillageItem

NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{after}", "{before}", None, None
def upgrade():
    op.add_column("place", sa.Column("motto", sa.String(20), server_default="实事求是"))
def downgrade():
    with op.batch_alter_table("place") as place:
        place.drop_column("motto")
"""


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From when a test asks for it on, the program has one more migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(db.MIGRATIONS, folder)
    after = f"{int(db.HEAD) + 1:04d}"
    text = NEXT.format(before=db.HEAD, after=after)
    (folder / "versions" / f"{after}_motto.py").write_text(text)
    monkeypatch.setattr(db, "MIGRATIONS", folder)
    monkeypatch.setattr(db, "HEAD", after)


def test_an_older_backup_is_brought_up_to_date(
    saved: Path, target: Engine, tmp_path: Path, next_release: None, county: Engine
) -> None:
    backups.load(target, saved, tmp_path.as_uri())
    assert db.revision(target) == db.HEAD
    with target.connect() as connection:
        mottos = connection.exec_driver_sql("SELECT DISTINCT motto FROM place").all()
    assert mottos == [("实事求是",)]
    with db.reading(county) as old, db.reading(target) as new:
        question = select(NoticeVersion.content, NoticeVersion.published_at)
        assert new.exec(question).all() == old.exec(question).all()
        assert audit.first_broken(new) is None


@pytest.mark.parametrize("revision", ["0009", "0015", "0021"])
def test_a_backup_of_a_release_that_was_is_what_it_was(
    revision: str, county: Engine, saved: Path, target: Engine, tmp_path: Path
) -> None:
    """``saved`` says that something is posted."""
    older = tmp_path / "older.zip"
    db.downgrade(county, revision)
    backups.save(county, older, tmp_path.as_uri())
    db.upgrade(county)
    backups.load(target, older, tmp_path.as_uri())
    assert db.revision(target) == db.HEAD
    with db.reading(county) as old, db.reading(target) as new:
        for kind in (NoticeVersion, AuditEntry, VillageItem, Staff):
            question = select(kind).order_by(sa.inspect(kind).primary_key[0])
            there = [row.model_dump() for row in old.exec(question)]
            assert there
            assert [row.model_dump() for row in new.exec(question)] == there
        assert audit.first_broken(new) is None


def test_before_a_migration_a_copy_is_made_which_is_the_way_back(
    county: Engine, saved: Path, tmp_path: Path, next_release: None, target: Engine
) -> None:
    copy = upgrades.bring_up_to_date(county, tmp_path, tmp_path.as_uri())
    assert copy is not None
    assert db.revision(county) == db.HEAD
    assert upgrades.bring_up_to_date(county, tmp_path, tmp_path.as_uri()) is None
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    backups.load(target, copy, tmp_path.as_uri())
    with db.reading(target) as session:
        assert audit.first_broken(session) is None


def test_a_newer_backup_and_a_newer_database_are_told(
    county: Engine, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "HEAD", "0000")
    fresh = db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    with pytest.raises(BackupError, match="更新的程序"):
        backups.load(fresh, saved, tmp_path.as_uri())
    with pytest.raises(UserError, match="更新的程序"):
        upgrades.bring_up_to_date(county, tmp_path, tmp_path.as_uri())
