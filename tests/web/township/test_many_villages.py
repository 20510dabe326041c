"""The township's grid over years of many villages: as many questions as for a few."""

import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests import postgres, stage
from tests.conftest import copied
from tests.queries import asked
from tests.web.clerk.desk import Desk
from villagepub import clock, db
from villagepub.factory import create_app
from villagepub.models import (
    Hanging,
    NothingDeclared,
    Notice,
    Place,
    Staff,
    VillageItem,
)
from villagepub.period import Period
from villagepub.settings import Settings
from villagepub.states import NoticeStatus, Role

# VILLAGES=300 is what a page has to bear; the suite asks the same of fewer.
FEW, MANY = 5, int(os.environ.get("VILLAGES", "40"))
NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
SINCE = date(2024, 1, 1)
TOWN = stage.TOWNSHIP
# how often, in which form, how many of the sixty
KINDS = (
    ("每月", "T12", 12),
    ("每季度", "T7", 30),
    ("每年", "T9", 8),
    ("及时", "T5", 10),
)
SECONDS_A_VILLAGE = 0.1  # of processor for sixty items in three years
Rows = list[dict[str, Any]]


def lay(engine: Engine, villages: int) -> int:
    """In bulk, as no page could in an hour; how many notices there are."""
    codes = [f"{TOWN}{number}" for number in range(500, 500 + villages)]
    items = list(items_of(codes))
    notices = list(notices_of(items))
    hung = [
        {"notice_id": n["id"], "version": 1, "hung_on": date(2026, 11, 20),
         "staff_id": 1, "recorded_at": NOW}
        for n in notices[-villages * 4 :]
    ]  # fmt: skip
    with db.transaction(engine) as session:
        connection = session.connection()
        for model, rows in (
            (Place, list(places_of(codes))),
            (Staff, list(staff_of(codes))),
            (VillageItem, items),
            (Notice, notices),
            (Hanging, hung),
            (NothingDeclared, list(nothing_of(items))),
        ):
            connection.execute(sa.insert(model.__table__), rows)  # type: ignore[attr-defined]
    return len(notices)


def places_of(codes: list[str]) -> Iterator[dict[str, Any]]:
    for code in codes:
        name = f"{code[-3:]}村"
        yield {
            "code": code, "parent_code": TOWN, "name": name, "short_name": name,
            "full_name": name, "initials": "", "phone": "", "office_phone": "",
            "supervisors": "", "collective": "", "bookkeeper": "",
        }  # fmt: skip


def staff_of(codes: list[str]) -> Iterator[dict[str, Any]]:
    for number, code in enumerate(codes, 1000):
        yield {
            "id": number, "login": f"w{code}", "name": "文书", "role": Role.CLERK,
            "place_code": code, "password_hash": "-", "session_key": "-",
            "is_active": True, "must_change": False, "created_at": NOW,
            "totp": "", "totp_last": 0,
        }  # fmt: skip


def items_of(codes: list[str]) -> Iterator[dict[str, Any]]:
    words = [(limit, form, n) for limit, form, count in KINDS for n in range(count)]
    number = 10_000
    for code in codes:
        for position, (limit, form, n) in enumerate(words):
            number += 1
            yield {
                "id": number, "village_code": code, "item_key": f"k{position}",
                "standard_key": "", "name": f"{limit}公开的第{n + 1}项", "form": form,
                "position": position, "is_active": True, "owed_from": SINCE,
                "limit": limit, "is_added": False,
                "ended_reason": "",
            }  # fmt: skip


def notices_of(items: Rows) -> Iterator[dict[str, Any]]:
    """Nine of ten periods of three years; the tenth is nowhere."""
    number = 0
    periods = {form: list(codes_of(form)) for _, form, _ in KINDS}
    for item in items:
        for n, (code, day) in enumerate(periods[item["form"]]):
            if (n + item["position"]) % 10 == 0:
                continue
            number += 1
            yield {
                "id": number, "public_id": f"n{number}", "period": code,
                "village_code": item["village_code"], "item_id": item["id"],
                "form": item["form"], "title": item["name"], "version": 1,
                "status": NoticeStatus.PUBLISHED, "attribute": "active",
                "attribute_reason": "", "number": "", "withdrawn_reason": "",
                "checked_version": 1, "created_at": day, "published_at": day,
                "posting_until": day.date(), "names_gone_at": day, "drawn_at": day,
            }  # fmt: skip


def codes_of(form: str) -> Iterator[tuple[str, datetime]]:
    kind = {"T12": "month", "T7": "quarter", "T9": "year"}.get(form)
    period = Period.holding(kind, clock.day(NOW)) if kind else None  # type: ignore[arg-type]
    while period and period.first >= SINCE:
        if period.last < clock.day(NOW):
            yield period.code, datetime.combine(period.last, NOW.timetz())
        period = period.previous


def nothing_of(items: Rows) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(items[::7], 1):
        yield {
            "id": number, "item_id": item["id"], "period": "2026Q3", "staff_id": 1,
            "declared_at": NOW, "waived_reason": "", "confirmed_at": NOW,
            "confirmed_by": 1, "remark": "",
        }  # fmt: skip


Stages = Callable[[], Engine]


@pytest.fixture(params=["sqlite", "postgres"])
def stages(
    request: pytest.FixtureRequest, laid: Path, tmp_path: Path
) -> Iterator[Stages]:
    """A small county of one's own with each call."""
    with ExitStack() as stack:

        def sqlite() -> Engine:
            name = f"{uuid.uuid4().hex}.db"
            return stack.enter_context(copied(laid, tmp_path / name))

        def on_postgres() -> Engine:
            engine = db.make_engine(postgres.made(request.getfixturevalue("postgres")))
            stack.callback(engine.dispose)
            db.upgrade(engine)
            stage.lay(engine)
            return engine

        yield sqlite if request.param == "sqlite" else on_postgres


def opened(engine: Engine, chosen: Settings, villages: int) -> tuple[int, float, str]:
    """How many questions the page asked, in how many seconds, and what it says."""
    with engine.begin() as connection:
        for table in ("villageitem", "channel"):
            connection.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608
    lay(engine, villages)
    desk = Desk(create_app(chosen, engine=engine).test_client(), "bai")
    desk.get("/township/")  # what is read once is read
    with asked(engine) as statements:
        began = time.process_time()
        page = desk.client.get("/township/")
        took = time.process_time() - began
    assert page.status_code == 200
    return len(statements), took, page.get_data(as_text=True)


def test_many_villages_of_three_years_ask_no_more_than_five(
    stages: Stages, chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    few, _, words = opened(stages(), chosen, FEW)
    many, seconds, large = opened(stages(), chosen, MANY)
    print(f"{MANY} villages: {many} questions, {seconds:.1f} s of processor")  # noqa: T201
    assert many == few
    assert seconds < MANY * SECONDS_A_VILLAGE, seconds

    for village in ("500村", "504村"):
        assert village in words
        assert village in large
    assert f"{499 + MANY}村" in large
    assert large.count('name="owed"') == 50  # what presses has pages
