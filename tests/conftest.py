"""The cast and the stage of every test."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.engine import Engine

from tests import stage
from villagepub import db, people

pytest_plugins = ("tests.postgres", "tests.wechat_server.server", "tests.kill.fleet")
ROOT = Path(__file__).resolve().parent.parent

# Hundreds of tests sign in: a hash that is slow on purpose would be a fifth of the suite.
# tests/web/account/test_sign_in.py looks at the real one.
REAL_HASHER = people._HASHER
people._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

# Minutes long, a file each: begun last, they would keep one worker busy alone.
LONGEST_FIRST = ("kill", "browser", "cli", "demo")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The rooms with the longest tests first, everything else in its order."""
    rooms = {room: place for place, room in enumerate(LONGEST_FIRST)}
    here = Path(__file__).parent
    items.sort(
        key=lambda item: rooms.get(item.path.relative_to(here).parts[0], len(rooms))
    )


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every test has its own application; its templates are compiled once."""
    folder = tmp_path_factory.mktemp("templates")
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}


@pytest.fixture(scope="session")
def sheets_folder() -> Path:
    """Every sheet that the tests read: catalogs, notices, disclosures, places."""
    return ROOT / "tests" / "data"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database migrated once; tests work on copies of it."""
    path = tmp_path_factory.mktemp("db") / "template.db"
    engine = db.make_engine(f"sqlite:///{path}")
    db.upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def engine(migrated: Path, tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "villagepub.db"
    shutil.copy(migrated, path)
    engine = db.make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def at() -> datetime:
    """2026年6月19日 16:20 in China."""
    return datetime(2026, 6, 19, 8, 20, tzinfo=UTC)


@pytest.fixture(scope="session")
def laid(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The migrated database with the small county of tests/stage.py in it."""
    path = tmp_path_factory.mktemp("db") / "laid.db"
    shutil.copy(migrated, path)
    engine = db.make_engine(f"sqlite:///{path}")
    stage.lay(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def county(laid: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database with places, catalogs, lists and people: ready for a notice."""
    path = tmp_path / "county.db"
    shutil.copy(laid, path)
    engine = db.make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()
