"""No reading of 公开时限 is stored: what an item owes follows from its words, at each use."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import select

from villagepub import db
from villagepub.catalog import time_limits
from villagepub.duties.queries import time_limits_of
from villagepub.models import CatalogItem, VillageItem

STORED = "0020"  # the last that kept what was read beside the words
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
def test_an_old_reading_beside_the_words_counts_for_nothing(
    county: Engine, limit: str, told: str, table: str
) -> None:
    db.downgrade(county, STORED)
    with county.begin() as connection:
        connection.execute(
            sa.text(f'UPDATE {table} SET "limit" = :limit, clock = :clock'),  # noqa: S608
            {"limit": limit, "clock": json.dumps(OLD)},
        )
    db.upgrade(county)
    with db.reading(county) as session:
        items = session.exec(select(VillageItem)).all()
        owed = time_limits_of(session, items).values()
        assert any(getattr(one, told) for one in owed)


def test_an_older_program_finds_each_reading_beside_its_words(county: Engine) -> None:
    db.downgrade(county, STORED)
    with county.connect() as connection:
        rows = connection.execute(sa.text('SELECT "limit", clock FROM catalogitem'))
        for limit, stored in rows.all():
            assert json.loads(stored or "null") == time_limits.clock(limit)
    db.upgrade(county)


def test_a_catalog_that_is_imported_again_afterwards_is_unchanged(
    county: Engine,
) -> None:
    with db.reading(county) as session:
        before = dict(session.exec(select(CatalogItem.id, CatalogItem.digest)).all())
    db.downgrade(county, STORED)
    with db.reading(county) as session:
        older = session.connection().execute(sa.text("SELECT digest FROM catalogitem"))
        assert set(before.values()).isdisjoint(older.scalars())
    db.upgrade(county)
    with db.reading(county) as session:
        after = dict(session.exec(select(CatalogItem.id, CatalogItem.digest)).all())
    assert after == before
