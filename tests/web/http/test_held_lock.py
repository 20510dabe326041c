"""While somebody else writes for long, what only reads answers at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.processes import Stopwatch
from villagepub import audit, db
from villagepub.factory import create_app
from villagepub.settings import Settings

ENOUGH = 0.1  # seconds


@pytest.fixture(params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest) -> Engine:
    if request.param == "sqlite":
        return request.getfixturevalue("county")
    engine: Engine = request.getfixturevalue("empty_postgres")
    db.upgrade(engine)
    stage.lay(engine)
    return engine


@contextmanager
def held(engine: Engine) -> Iterator[None]:
    """The write lock, the log's lock and every row of the notices, in other hands."""
    writer = engine.execution_options(write=True)
    with writer.begin() as connection:
        audit.lock(connection)
        connection.exec_driver_sql("UPDATE notice SET title = title")
        yield


def test_health_and_pages_answer_while_the_write_lock_is_held(
    shared: Engine, chosen: Settings, sheets_folder: Path
) -> None:
    public_id = stage.publish(shared, sheets_folder)
    client = create_app(chosen, engine=shared).test_client()
    paths = ("/healthz", "/readyz", f"/n/{public_id}", f"/v/{stage.VILLAGE}", "/login")
    for path in paths:
        assert client.get(path).status_code == 200  # templates are compiled once
    with held(shared):
        for path in paths:
            watch = Stopwatch()
            assert client.get(path).status_code == 200
            if path in ("/healthz", "/readyz"):
                assert watch.seconds < ENOUGH
            assert watch.seconds < 10 * ENOUGH
