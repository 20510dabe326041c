"""The cast and the stage of every test."""

import gc
import json
import os
import resource
import shutil
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import settings
from sqlalchemy.engine import Engine

from tests import forked, kept_parts, stage
from tests.cli.program import told
from tests.once import made_once
from villagepub import clock, db, gc_pause, passwords, pool
from villagepub.forms import loader

pytest_plugins = ("tests.postgres", "tests.wechat_server.server", "tests.kill.fleet")
ROOT = Path(__file__).resolve().parent.parent
AUTUMN = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)

# Every worker and every program that a test starts would compile the whole house again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long one example takes is a matter of the machine: what must be quick is timed by tests
# of its own, as a ratio.
settings.register_profile("any machine", parent=settings(), deadline=None)
settings.load_profile("any machine")

# Hundreds of tests sign in: a hash that is slow on purpose would be a fifth of the suite.
# tests/web/account/test_sign_in.py looks at the real one.
REAL_HASHER = passwords.hasher()
_QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
passwords.hasher = lambda: _QUICK_HASHER  # type: ignore[assignment]

# A command or an application made in a test's own process begins no pool there: all tests
# after it would hand their sheets to other processes. ``test_pool`` makes its own.
pool.use = lambda: None


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


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """The house and nine thousand tests are never garbage: to look through them again and
    again would be a fifteenth of the suite. What a test makes is looked at when there is
    more of it than of a page.
    """
    with gc_pause.loading():
        collected = yield
    gc.set_threshold(10_000)
    return collected


@pytest.fixture(scope="module", autouse=True)
def nothing_looked_through_twice() -> Iterator[None]:
    """What is still there when a file of tests has ended is there for good: read data,
    compiled templates and statements. Every full look would go through it again.
    """
    yield
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The rooms with the longest tests first, everything else in its order; the quick
    ones are marked.
    """
    rooms = {room: place for place, room in enumerate(SLOW_ROOMS)}
    items.sort(key=lambda item: rooms.get(room_of(item.path), len(rooms)))
    for item in items:
        if room_of(item.path) in QUICK and item.path.name not in LONG:
            item.add_marker(pytest.mark.quick)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the suite costs: with every worker of pytest and every program started."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    spent = sum(one.ru_utime + one.ru_stime for one in used)
    terminalreporter.write_line(f"{spent:.0f} s of processor")


@cache
def room_of(path: Path) -> str:
    return path.relative_to(Path(__file__).parent).parts[0]


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every test has its own application; its templates are compiled once, by whichever
    worker shows them first.
    """
    folder = made_once(tmp_path_factory, "templates", lambda _: None)
    Flask.jinja_options = {"bytecode_cache": kept_parts.ReadOnce(str(folder))}


@pytest.fixture(scope="session", autouse=True)
def forked_from_one() -> Iterator[None]:
    """What programs are forked from is started once a worker."""
    yield
    forked.end()


@pytest.fixture(autouse=True)
def own_forms_of_this_test_only() -> Iterator[None]:
    """An application tells its process where own forms are; the next test has another."""
    before = loader._source
    yield
    loader._source = before


@pytest.fixture(scope="session")
def sheets_folder() -> Path:
    """Every sheet that the tests read: catalogs, notices, disclosures, places."""
    return ROOT / "tests" / "data"


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> Iterator[pool.Pool]:
    """As in a server: what is bounded runs in the pool."""
    made = pool.Pool()
    monkeypatch.setattr(pool, "_pool", made)
    yield made
    made.close()


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


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the demonstration county, made by its command in AUTUMN; what that
    said is in ``said.json``. To be copied, not to be written in.
    """

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "now", lambda: AUTUMN)
            said = told(folder / "instance", "demo")
        (folder / "said.json").write_text(json.dumps(said), encoding="utf-8")
        engine = db.make_engine(f"sqlite:///{folder / 'instance' / 'villagepub.db'}")
        put_by(engine)
        engine.dispose()

    return made_once(tmp_path_factory, "demo", make)


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
        yield engine
