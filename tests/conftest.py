"""The cast and the stage of every test."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.engine import Engine
from werkzeug.routing import Rule

from tests import stage, walked
from tests.once import made_once
from villagepub import db, people, pool

pytest_plugins = ("tests.postgres", "tests.wechat_server.server", "tests.kill.fleet")
ROOT = Path(__file__).resolve().parent.parent

# Every worker and every program that a test starts would compile the whole house again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Hundreds of tests sign in: a hash that is slow on purpose would be a fifth of the suite.
# tests/web/account/test_sign_in.py looks at the real one.
REAL_HASHER = people.hasher()
_QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
people.hasher = lambda: _QUICK_HASHER  # type: ignore[assignment]


class BuiltOnce(Rule):
    """Every test has its own application. What builds an address hangs on the rule's
    text alone, and compiling it is most of what making an application costs.
    """

    _built: ClassVar[dict[tuple[str, str, bool], Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(
        self, append_unknown: bool = True
    ) -> Callable[..., tuple[str, str]]:
        key = (self.rule, str(self.defaults), append_unknown)
        if key not in self._built:
            self._built[key] = super()._compile_builder(append_unknown)
        return self._built[key]


Flask.url_rule_class = BuiltOnce

# Minutes long, a file each: begun last, they would keep one worker busy alone.
SLOW_ROOMS = ("kill", "browser", "cli", "demo")

# `make quick`: the rooms of pure rules, and the rules of the house that need no county.
QUICK = (
    "comparison",
    "forms",
    "privacy",
    "tables",
    "test_canonical_json.py",
    "test_clock.py",
    "test_period.py",
    "test_settings.py",
)
# In those rooms, but minutes long: drawn by the hundred, or timed at growing sizes.
LONG = (
    "test_drawn_pairs.py",
    "test_fuzzed_files.py",
    "test_linear.py",
    "test_speed.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The rooms with the longest tests first, everything else in its order; the quick
    ones are marked.
    """
    rooms = {room: place for place, room in enumerate(SLOW_ROOMS)}
    items.sort(key=lambda item: rooms.get(room_of(item.path), len(rooms)))
    for item in items:
        if room_of(item.path) in QUICK and item.path.name not in LONG:
            item.add_marker(pytest.mark.quick)


@cache
def room_of(path: Path) -> str:
    return path.relative_to(Path(__file__).parent).parts[0]


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every test has its own application; its templates are compiled once."""
    folder = tmp_path_factory.mktemp("templates")
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}


@pytest.fixture(scope="session")
def sheets_folder() -> Path:
    """Every sheet that the tests read: catalogs, notices, disclosures, places."""
    return ROOT / "tests" / "data"


@pytest.fixture(autouse=True)
def no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command or an application made in a test's own process begins no pool there: all
    tests after it would hand their sheets to other processes. ``test_pool`` makes its own.
    """
    monkeypatch.setattr(pool, "use", lambda: None)


@contextmanager
def copied(template: Path, path: Path) -> Iterator[Engine]:
    """A database of one's own: a prepared file copied instead of filled."""
    shutil.copy(template, path)
    engine = db.make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def put_by(engine: Engine) -> None:
    """All that was written stands in the file itself."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database migrated once; tests work on copies of it."""

    def make(folder: Path) -> None:
        engine = db.make_engine(f"sqlite:///{folder / 'template.db'}")
        db.upgrade(engine)
        put_by(engine)
        engine.dispose()

    return made_once(tmp_path_factory, "migrated", make) / "template.db"


@pytest.fixture
def engine(migrated: Path, tmp_path: Path) -> Iterator[Engine]:
    with copied(migrated, tmp_path / "villagepub.db") as engine:
        yield engine


@pytest.fixture
def at() -> datetime:
    """2026年6月19日 16:20 in China."""
    return datetime(2026, 6, 19, 8, 20, tzinfo=UTC)


@pytest.fixture(scope="session")
def laid(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The migrated database with the small county of tests/stage.py in it."""

    def make(folder: Path) -> None:
        with copied(migrated, folder / "laid.db") as engine:
            stage.lay(engine)
            put_by(engine)

    return made_once(tmp_path_factory, "laid", make) / "laid.db"


@pytest.fixture
def county(laid: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database with places, catalogs, lists and people: ready for a notice."""
    with copied(laid, tmp_path / "county.db") as engine:
        walked.note_laid(tmp_path / "county.db")
        yield engine
