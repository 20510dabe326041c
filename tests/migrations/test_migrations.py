"""Migrations go up and down on both databases and end where the models are."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

from tests.stage import AT
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


def test_a_robot_from_before_goes_on_sending_words_and_survives_the_way_back(
    empty: Engine,
) -> None:
    db.upgrade(empty, "0007")
    place = {"code": "610603102201", "name": "马家沟村委会", "short_name": "马家沟村"}
    words = {"full_name": "", "initials": "", "phone": "", "board_place": ""}
    numbers = {"posting_day": 0, "publicity_days": 0}
    robot = {"id": 1, "place_code": "610603102201", "kind": "robot", "name": "工作群"}
    blank = {"keeper": "", "secret": "", "fault": "", "target": "", "is_active": True}
    with empty.begin() as connection:
        insert(connection, "place", place | words | numbers)
        insert(connection, "channel", robot | blank | {"created_at": AT})
    db.upgrade(empty)
    assert of_channel(empty, "sends") == ["text"]
    command.downgrade(db.config(empty), "0007")
    assert of_channel(empty, "name") == ["工作群"]
    assert "sends" not in {c["name"] for c in sa.inspect(empty).get_columns("channel")}


def insert(connection: sa.Connection, name: str, values: dict) -> None:
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    connection.execute(table.insert().values(values))


def of_channel(engine: Engine, column: str) -> list[str]:
    with engine.connect() as connection:
        table = sa.Table("channel", sa.MetaData(), autoload_with=connection)
        return list(connection.execute(sa.select(table.c[column])).scalars())
