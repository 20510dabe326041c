"""公开时限 that were stored before are read again, each as a new import would."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import select

from villagepub import db
from villagepub.catalog import time_limits
from villagepub.duties.queries import time_limits_of
from villagepub.models import CatalogItem, VillageItem

BEFORE = "0019"
OLD = {"days": None, "unit": None, "publicity": None, "from": None, "every": "year"}


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("每年3月底前公布上年度", "looks_back"),
        ("每年第一季度公布上一年度收支", "looks_back"),
        ("公示7日；发放结果随时公布", "result"),
    ],
)
@pytest.mark.parametrize("table", ["catalogitem", "villageitem"])
def test_what_an_item_owes_is_read_again_from_its_words(
    county: Engine, limit: str, told: str, table: str
) -> None:
    db.downgrade(county, BEFORE)
    with county.begin() as connection:
        connection.execute(
            sa.text(f'UPDATE {table} SET "limit" = :limit, clock = :clock'),  # noqa: S608
            {"limit": limit, "clock": json.dumps(OLD)},
        )
    db.upgrade(county)
    model = CatalogItem if table == "catalogitem" else VillageItem
    with db.reading(county) as session:
        (clock,) = {json.dumps(row.clock) for row in session.exec(select(model))}
        assert json.loads(clock)[told] is True
        assert json.loads(clock) == time_limits.clock(limit)
        items = session.exec(select(VillageItem)).all()
        owed = time_limits_of(session, items).values()
        assert any(getattr(one, told) for one in owed)


def test_what_has_no_clock_gets_none(county: Engine) -> None:
    with db.reading(county) as session:
        before = session.exec(select(VillageItem.clock).order_by(VillageItem.id)).all()
    db.downgrade(county, BEFORE)
    db.upgrade(county)
    with db.reading(county) as session:
        after = session.exec(select(VillageItem.clock).order_by(VillageItem.id)).all()
    assert before == after
    assert None in after
