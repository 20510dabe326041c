"""What is asked in every round or on every page is answered by an index."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from tests.conftest import ROOT
from tests.postgres import made
from tests.queries import plan_of
from villagepub import db
from villagepub.findings import recheck_requests
from villagepub.models import (
    CheckRun,
    Compared,
    Disclosure,
    FailedTry,
    Finding,
    Notice,
    Place,
    Staff,
    VillageItem,
    at_or_below,
)
from villagepub.states import CheckState

AT = datetime(2026, 11, 29, 4, 0, tzinfo=UTC)
OF_PLACES = (
    Compared.village_code,
    Disclosure.place_code,
    Finding.village_code,
    Notice.village_code,
    Place.code,
    Staff.place_code,
    VillageItem.village_code,
)
BY_THE_WORKER = {
    "posted": recheck_requests._POSTED,
    "declared": recheck_requests._DECLARED,
    "hanging": select(Notice.id).where(
        col(Notice.posting_until) < AT.date(),
        col(Notice.names_gone_at).is_(None),
        col(Notice.version) > 0,
    ),
    "checks": select(CheckRun.id).where(CheckRun.state == CheckState.WAITING),
    "tries": select(FailedTry.id).where(
        FailedTry.digest == "x", col(FailedTry.at) > AT
    ),
}


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def connection(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sa.Connection]:
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("plans") / "villagepub.db"
        engine = db.make_engine(f"sqlite:///{path}")
    else:
        engine = db.make_engine(made(request.getfixturevalue("postgres")))
    db.upgrade(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def looks_through_a_table(plan: str) -> list[str]:
    return [
        line
        for line in plan.splitlines()
        if "Seq Scan" in line or (line.startswith("SCAN") and "USING" not in line)
    ]


@pytest.mark.parametrize("name", BY_THE_WORKER)
def test_a_round_looks_through_no_table(connection: sa.Connection, name: str) -> None:
    plan = plan_of(connection, BY_THE_WORKER[name])
    assert looks_through_a_table(plan) == [], plan


@pytest.mark.parametrize("column", OF_PLACES, ids=str)
def test_a_place_and_what_lies_in_it_is_a_range(
    connection: sa.Connection, column: Any
) -> None:
    plan = plan_of(connection, sa.select(column).where(at_or_below(column, "610603")))
    assert looks_through_a_table(plan) == [], plan
    assert "LIKE" not in plan


def test_no_question_of_ours_finds_a_place_by_the_beginning_of_its_code() -> None:
    """LIKE asks for an index of its own on PostgreSQL, and on SQLite none helps."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "villagepub").rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"code\)\.startswith\(", line)
    ]
    assert found == []
