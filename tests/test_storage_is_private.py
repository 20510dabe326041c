"""What stands on the machine is for the operator's eyes only."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests import stage
from villagepub import backups, db, passwords, settings, staff_accounts
from villagepub.errors import StaffError
from villagepub.states import Role


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_the_instance_and_its_files_are_the_owner_s(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o755)
    own = settings.read({"VILLAGEPUB_INSTANCE": str(instance)})
    engine = db.make_engine(own.database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE one (n INTEGER)"))
    assert mode(instance) == 0o700
    assert mode(instance / "villagepub.db") == 0o600


def test_a_backup_is_the_owner_s(county: Engine, tmp_path: Path) -> None:
    backups.save(county, tmp_path / "备份.zip", tmp_path.as_uri())
    assert mode(tmp_path / "备份.zip") == 0o600


def test_an_error_of_the_database_says_no_value(tmp_path: Path) -> None:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'one.db'}")
    with pytest.raises(sa.exc.OperationalError) as caught, engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO none VALUES (:n)"), {"n": "610624190711"}
        )
    assert "610624190711" not in str(caught.value)


@pytest.mark.parametrize(
    ("login", "password", "why"),
    [
        ("13749219033", "qiu-shou-2026", "不要写手机号"),
        ("laowang", "password123", "太常见"),
        ("laowang", "1qaz2wsx", "太常见"),
    ],
)
def test_an_account_with_a_number_or_a_common_password_is_refused(
    county: Engine, login: str, password: str, why: str
) -> None:
    with db.transaction(county) as session, pytest.raises(StaffError, match=why):
        staff_accounts.add(
            stage.act(session, "bai", stage.AT),
            login=login,
            name="王东升",
            role=Role.CLERK,
            place_code=stage.VILLAGE,
            password=passwords.hashed(password, login),
        )
