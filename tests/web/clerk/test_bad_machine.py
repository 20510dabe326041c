"""A full disk and a locked database, for real: said, nothing half done, nothing lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.web.clerk.desk import LEDGER, SUBSIDY, Desk, first_ways
from tests.web.conftest import Page
from villagepub import audit, db
from villagepub.models import AuditEntry, Delivery, Draft, Notice, NoticeVersion

KINDS = (AuditEntry, Draft, Notice, NoticeVersion, Delivery)


def kept(engine: Engine) -> list[list[dict[str, object]]]:
    """Every row that the clerk's and the committee's acts write."""
    with db.reading(engine) as session:
        return [
            [row.model_dump() for row in session.exec(select(kind)).all()]
            for kind in KINDS
        ]


@pytest.fixture
def disk(county: Engine) -> Iterator[Callable[[bool], None]]:
    """Called with True, the database file may not grow by one more page."""
    full = [False]

    def limit(connection, *_: object) -> None:  # type: ignore[no-untyped-def]
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        most = pages if full[0] else 1_000_000_000
        connection.execute(f"PRAGMA max_page_count = {most}")

    event.listen(county, "checkout", limit)

    def fill(is_full: bool) -> None:
        raw = county.raw_connection()
        raw.cursor().execute("VACUUM")  # no page is left over from before
        raw.close()
        full[0] = is_full

    yield fill
    event.remove(county, "checkout", limit)


@pytest.fixture
def writer(
    county: Engine, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    """Called, somebody else is writing and does not end; others wait 0.2 s."""
    monkeypatch.setattr(db, "PATIENCE", 0.2)
    held = []

    def hold() -> None:
        connection = county.connect()
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        held.append(connection)

    yield hold
    for connection in held:
        connection.close()


def refused(page: Page, sentence: str) -> None:
    assert page.code in (200, 422, 503, 507), page.code
    assert sentence in page.words
    assert "Traceback" not in page.text


def test_a_full_disk_takes_no_sheet_and_loses_none(
    clerk: Desk, county: Engine, disk: Callable[[bool], None], sheets_folder: Path
) -> None:
    before = kept(county)
    disk(True)
    refused(clerk.upload(SUBSIDY, sheets_folder), "硬盘满了")
    assert kept(county) == before
    disk(False)
    assert "74 户" in clerk.upload(SUBSIDY, sheets_folder).words


def test_a_full_disk_publishes_nothing_by_halves(
    clerk: Desk,
    signer: Desk,
    county: Engine,
    disk: Callable[[bool], None],
    sheets_folder: Path,
) -> None:
    clerk.to_submitted(SUBSIDY, sheets_folder)
    page = signer.get(signer.get("/review/").soup.select_one("a.cell")["href"])
    before = kept(county)
    disk(True)
    refused(signer.sign(page), "硬盘满了")
    assert kept(county) == before
    disk(False)
    assert "已经贴出" in signer.sign(page).words
    with db.reading(county) as session:
        assert len(session.exec(select(Delivery)).all()) == 1
        assert audit.first_broken(session) is None


def test_a_locked_database_keeps_what_was_there_and_takes_the_second_try(
    clerk: Desk, county: Engine, writer: Callable[[], None], sheets_folder: Path
) -> None:
    page = clerk.upload(SUBSIDY, sheets_folder)
    before = kept(county)
    writer()
    again = clerk.send(page, first_ways(page), action="/settle")
    refused(again, "等几秒钟")
    assert kept(county) == before


def test_a_locked_database_signs_nothing(
    clerk: Desk,
    signer: Desk,
    county: Engine,
    writer: Callable[[], None],
    sheets_folder: Path,
) -> None:
    clerk.to_submitted(LEDGER, sheets_folder)
    page = signer.get(signer.get("/review/").soup.select_one("a.cell")["href"])
    before = kept(county)
    writer()
    refused(signer.sign(page), "等几秒钟")
    assert kept(county) == before
