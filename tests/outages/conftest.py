"""Parts that go away and come back: each test has its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import postgres
from tests.postgres import Server
from villagepub import db, settings
from villagepub.settings import Settings


@pytest.fixture(scope="package")
def machine() -> Iterator[Server]:
    """A PostgreSQL that a test may stop, if it starts it again."""
    postgres.require()
    with postgres.server() as found:
        yield found


@pytest.fixture
def database(machine: Server) -> Iterator[Engine]:
    engine = db.make_engine(postgres.made(machine.address))
    db.upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    return settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "instance")})
