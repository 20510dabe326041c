"""A backup of the small county with one notice, open and sealed, and where it is restored."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.conftest import copied
from villagepub import backups, db


@pytest.fixture
def saved(county: Engine, sheets_folder: Path, tmp_path: Path) -> Path:
    stage.publish(county, sheets_folder)
    path = tmp_path / "备份.zip"
    backups.save(county, path, path.parent.as_uri())
    return path


KEYS = {"secret_key": b"one of 16 letters", "id_key": b"two of 16 letters"}


PASSPHRASE = "窑洞 糜子 信天游 2026"


@pytest.fixture(scope="session")
def sealed(laid: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be read only: sealing takes seconds on purpose."""
    folder = tmp_path_factory.mktemp("sealed")
    path = folder / "备份.age"
    with copied(laid, folder / "county.db") as engine:
        backups.save(engine, path, folder.as_uri(), keys=KEYS, passphrase=PASSPHRASE)
    return path


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return db.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    engine: Engine = request.getfixturevalue("empty_postgres")
    return engine
