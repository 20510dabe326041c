"""Engine and sessions: one session a request for reading, one transaction a verb.

SQLite runs in WAL with ``BEGIN IMMEDIATE`` for writers: a deferred transaction that
reads first and writes later fails at once under concurrency, whatever the time-out.
"""

import fcntl
import importlib
import random
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, SQLModel

if TYPE_CHECKING:
    from alembic.config import Config

# A checkpoint waits for the disk twice: after 16 MB of log rather than 4.
PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=NORMAL",
    "wal_autocheckpoint=4000",
)
PATIENCE = 15.0  # seconds to wait for a writer
CONNECTS = 4  # seconds in which a server of PostgreSQL's takes a connection
# A server that is gone without a word: nobody waits longer for it than for a writer.
WITHOUT_WAITING = {
    "connect_timeout": CONNECTS,
    "tcp_user_timeout": int(PATIENCE * 1000),
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"


def revisions() -> frozenset[str]:
    """Migrations are numbered files; to know them needs no Alembic, which is heavy."""
    versions = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return frozenset(path.name[:4] for path in versions)


HEAD = max(revisions())
MIGRATING = 0x76696C6C  # names our lock among PostgreSQL's


def make_engine(url: str) -> Engine:
    """An engine for ``sqlite:///…`` or ``postgresql+psycopg://…``."""
    if not url.startswith("sqlite"):
        return sa.create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=CONNECTS,
            connect_args=WITHOUT_WAITING,
            hide_parameters=True,
        )
    engine = sa.create_engine(
        url, connect_args={"timeout": PATIENCE}, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions itself
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        _execute_in_turn(cursor, f"PRAGMA {pragma}")
    cursor.close()


def _execute_in_turn(cursor: Any, statement: str) -> None:
    """SQLite does not wait by itself where two would turn a new file to WAL at once."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            cursor.execute(statement)
            return
        except sqlite3.OperationalError as error:
            is_held = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_held or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    cursor = connection.connection.cursor()
    if connection.get_execution_options().get("write"):
        _begin_writing(cursor)
    else:
        cursor.execute("BEGIN")
    cursor.close()


def _begin_writing(cursor: Any) -> None:
    """SQLite itself sleeps longer and longer for the lock, which others hold for less
    than a millisecond: two workers would mostly sleep.
    """
    cursor.execute("PRAGMA busy_timeout = 0")
    try:
        _wait_for_writer(cursor, end=time.monotonic() + PATIENCE)
    finally:  # the connection goes on to others
        cursor.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")


def _wait_for_writer(cursor: Any, *, end: float) -> None:
    while True:
        try:
            cursor.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            is_held = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_held or time.monotonic() > end:
                # as SQLAlchemy says what its own calls meet
                raise OperationalError("BEGIN IMMEDIATE", None, error) from None
            time.sleep(random.uniform(0.0001, 0.001))  # noqa: S311  (no secret)


_FULL = "53100"  # disk full


def is_full(error: OperationalError) -> bool:
    """No room left. PostgreSQL says it in whatever language it speaks: its code is asked."""
    if isinstance(error.orig, sqlite3.OperationalError):
        return "full" in str(error.orig)
    return getattr(error.orig, "sqlstate", None) == _FULL


# Somebody else is writing: lock not available, deadlock, serialization failure.
_HELD = frozenset({"55P03", "40P01", "40001"})


def is_held(error: OperationalError) -> bool:
    """Others hold what was wanted, for a moment; else the database itself is away."""
    original = error.orig
    if isinstance(original, sqlite3.OperationalError):
        code = getattr(original, "sqlite_errorcode", 0) & 0xFF
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return getattr(original, "sqlstate", None) in _HELD


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """All or nothing: commits at the end, rolls back on any error."""
    writer = engine.execution_options(write=True)
    with Session(writer, expire_on_commit=False) as session, session.begin():
        yield session


def add_missing(
    session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]
) -> int:
    """Rows whose keys are not there yet, whoever else adds them now; how many."""
    if not rows:
        return 0
    # counted by the driver: to be told each row's key costs as much as writing it
    insert = _insert_of(session)(model).on_conflict_do_nothing()
    counted = insert.execution_options(preserve_rowcount=True)
    return session.connection().execute(counted, rows).rowcount


def put(
    session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Rows by their primary key, in place of those that are there."""
    if not rows:
        return
    keys = [column.name for column in sa.inspect(model).primary_key]
    insert = _insert_of(session)(model)
    new = {name: insert.excluded[name] for name in rows[0] if name not in keys}
    change = insert.on_conflict_do_update(index_elements=keys, set_=new)
    session.connection().execute(change, rows)


def _insert_of(session: Session) -> Any:
    """SQLAlchemy has ON CONFLICT by dialect only, though both say it alike."""
    dialects = importlib.import_module(
        f"sqlalchemy.dialects.{session.get_bind().dialect.name}"
    )
    return dialects.insert


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for questions; nothing that it does is kept."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


def config(engine: Engine) -> "Config":
    """Alembic's settings for this engine; no ini file."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["engine"] = engine
    return settings


def revision(bind: Engine | Connection) -> str | None:
    """The migration that the database is at; None of an empty one."""
    if isinstance(bind, Engine):
        with bind.connect() as connection:
            return revision(connection)
    if not sa.inspect(bind).has_table(VERSION_TABLE):
        return None
    column = sa.table(VERSION_TABLE, sa.column("version_num")).c.version_num
    found: str | None = bind.scalar(sa.select(column))
    return found


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Only one process at a time changes the tables: the others wait here for it."""
    if engine.dialect.name == "sqlite":
        with Path(f"{engine.url.database}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with engine.connect() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(MIGRATING)))
        yield  # the lock is the connection's: it goes with it
        connection.execute(sa.select(sa.func.pg_advisory_unlock(MIGRATING)))


def upgrade(engine: Engine, revision: str = "head") -> None:
    from alembic import command

    command.upgrade(config(engine), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    from alembic import command

    command.downgrade(config(engine), revision)
