"""Migrations go up and down on both databases and end where the models are."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

from villagepub import db


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return db.make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    engine: Engine = request.getfixturevalue("empty_postgres")
    return engine


def tables(engine: Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def test_up_and_down_leaves_nothing_and_up_again_works(empty: Engine) -> None:
    db.upgrade(empty)
    assert "notice" in tables(empty)
    db.downgrade(empty)
    assert tables(empty) == set()
    db.upgrade(empty)
    assert "notice" in tables(empty)


def test_after_all_migrations_the_models_ask_for_nothing_more(empty: Engine) -> None:
    db.upgrade(empty)
    command.check(db.config(empty))


def test_files_are_numbered_without_a_gap() -> None:
    script = ScriptDirectory(str(db.MIGRATIONS))
    revisions = sorted(r.revision for r in script.walk_revisions())
    assert revisions == [f"{n:04d}" for n in range(1, len(revisions) + 1)]
