"""A PostgreSQL of the tests' own: a cluster in a temporary folder, on a socket."""

import getpass
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from villagepub import db


def programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def run(command: list[str], folder: Path) -> None:
    """As an ordinary user: PostgreSQL refuses to run as root."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)


@dataclass
class Server:
    """``address``: without the name of a database (``{name}``)."""

    address: str
    folder: Path
    options: str

    def start(self) -> None:
        log = str(self.folder / "log")
        self._control("-o", self.options, "-w", "-l", log, "start")

    def stop(self, how: str = "immediate") -> None:
        """``immediate``: as after a power cut."""
        self._control("-m", how, "stop")

    def _control(self, *words: str) -> None:
        program = (programs() or Path()) / "pg_ctl"
        run([str(program), "-D", str(self.folder / "data"), *words], self.folder)


@contextmanager
def server(*, is_durable: bool = False) -> Iterator[Server]:
    """A server that runs.

    ``is_durable``: it waits for the disk at every commit, as a real one does.
    """
    found = programs()
    if found is None:
        raise FileNotFoundError("no PostgreSQL on this machine")
    # A short path: the name of a socket has at most 107 characters.
    folder = Path("/tmp") / f"villagepub-pg-{uuid.uuid4().hex[:8]}"  # noqa: S108
    folder.mkdir(mode=0o700)
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    made = ["-D", str(folder / "data"), "-U", user, "-E", "UTF8", "--no-locale"]
    run([str(found / "initdb"), *made], folder)
    running = Server(
        f"postgresql+psycopg://{user}@/{{name}}?host={folder}",
        folder,
        f"-k {folder} -c listen_addresses='' -c fsync={'on' if is_durable else 'off'}",
    )
    running.start()
    try:
        yield running
    finally:
        with suppress(subprocess.CalledProcessError):  # a test may have stopped it
            running.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(*, is_durable: bool = False) -> Iterator[str]:
    """The same as an address."""
    with server(is_durable=is_durable) as found:
        yield found.address


def require() -> None:
    if programs() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is missing, and with CI=true that is a failure")
        pytest.skip("no PostgreSQL on this machine")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running server without its database."""
    require()
    with running() as address:
        yield address


def made(address: str) -> str:
    """The address of a new database."""
    name = f"t{uuid.uuid4().hex[:10]}"
    server = sa.create_engine(
        address.format(name="postgres"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    return address.format(name=name)


@pytest.fixture
def empty_postgres(postgres: str) -> Iterator[Engine]:
    """A database of one test's own, without tables."""
    engine = db.make_engine(made(postgres))
    yield engine
    engine.dispose()
