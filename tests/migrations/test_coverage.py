"""Lists that had replaced one another as wholes do so village by village afterwards."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from villagepub import db

VILLAGE, OTHER, TOWN = "610603102201", "610603102214", "610603102"


DISCLOSURE = {
    "place_code": TOWN, "item": "补贴", "form": "T8", "period": "2026",
    "attribute": "active", "title": "公示", "document": "", "address": "",
    "published_on": "2026-06-15", "filename": "公示.xlsx", "digest": "d", "kept": "k",
    "rows": 1, "unplaced": "[]", "imported_at": "2026-06-15 01:00:00",
}  # fmt: skip
PLACE = {
    "name": "村", "short_name": "", "full_name": "", "initials": "", "phone": "",
    "posting_day": 0, "supervisors": "", "collective": "", "bookkeeper": "",
}  # fmt: skip
LIST = {"rows": 1, "lines": "", "digest": "d"}


def put(connection: Connection, table: str, **values: object) -> None:
    columns = [sa.column(name) for name in values]
    connection.execute(sa.insert(sa.table(table, *columns)).values(**values))


def test_an_older_list_is_replaced_by_the_next_of_its_item(tmp_path: Path) -> None:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    db.upgrade(engine, "0002")
    with engine.begin() as connection:
        for code in (TOWN, VILLAGE, OTHER):
            put(connection, "place", code=code, **PLACE)
        put(connection, "disclosure", id=1, is_current=False, **DISCLOSURE)
        put(connection, "disclosure", id=2, is_current=True, **DISCLOSURE)
        for number, village in ((1, VILLAGE), (1, OTHER), (2, VILLAGE)):
            put(
                connection,
                "disclosedlist",
                disclosure_id=number,
                village_code=village,
                **LIST,
            )
    db.upgrade(engine)
    with engine.connect() as connection:
        found = connection.execute(
            sa.text(
                "SELECT disclosure_id, village_code, replaced_by FROM disclosedlist"
            )
        )
        assert {tuple(line) for line in found} == {
            (1, VILLAGE, 2),
            (1, OTHER, 2),
            (2, VILLAGE, None),
        }
    db.downgrade(engine, "0002")
    with engine.connect() as connection:
        current = connection.execute(sa.text("SELECT id, is_current FROM disclosure"))
        assert {tuple(line) for line in current} == {(1, 0), (2, 1)}
