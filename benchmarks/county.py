"""A county's check from the database: 200 villages × 2,000 rows a side.

    python -m benchmarks.county

Lists lie in SQLite as they do after import and after the first check. Limits: 2.5 s and
300 MB for all of it, 5 ms a village that has not changed. Beside it, reading the same
rows as ORM objects, which is what the lists as JSON spare.
"""

import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from benchmarks.matching import listed, village
from benchmarks.rounds import verdict
from villagepub import db
from villagepub.act import Act
from villagepub.comparison.comparable_list import digest_of
from villagepub.findings import check_runs
from villagepub.models import (
    CheckRun,
    DisclosedList,
    Disclosure,
    Notice,
    NoticeList,
    NoticeVersion,
    Place,
    Staff,
    VillageItem,
)
from villagepub.states import NoticeStatus, Role

VILLAGES = 200
AT = datetime(2026, 6, 30, 2, 0, tzinfo=UTC)
COUNTY, ITEM = "610603", "耕地地力保护补贴"


def lay(engine: sa.Engine) -> None:
    """Places, people, notices and a disclosure, row by row as the product keeps them."""
    with db.transaction(engine) as session:
        session.add(_place(COUNTY, None, "安塞区"))
        session.add(_place(f"{COUNTY}102", COUNTY, "沿河湾镇"))
        session.flush()
        session.add(
            Staff(
                id=1,
                login="x",
                name="拓小梅",
                role=Role.COUNTY,
                place_code=COUNTY,
                password_hash="",
                session_key="",
                created_at=AT,
            )  # fmt: skip
        )
        session.add(
            Disclosure(
                id=1,
                place_code=COUNTY,
                item=ITEM,
                form="T8",
                period="2026",
                title="公示",
                published_on=date(2026, 6, 15),
                filename="表.xlsx",
                digest="",
                imported_at=AT,
            )  # fmt: skip
        )
        session.flush()
        for number in range(VILLAGES):
            _lay_village(session, number)


def _place(code: str, parent: str | None, name: str) -> Place:
    return Place(
        code=code, parent_code=parent, name=name, short_name=name, full_name=name
    )


def _lay_village(session: Session, number: int) -> None:
    code = f"{COUNTY}102{number:03d}"
    ours, theirs, _ = village(number)
    session.add(_place(code, f"{COUNTY}102", f"第{number}村"))
    session.flush()
    item = VillageItem(village_code=code, item_key=ITEM, name=ITEM, form="T8")
    session.add(item)
    session.flush()
    notice = Notice(
        public_id=f"n{number}", village_code=code, item_id=item.id or 0, form="T8",
        period="2026", title=ITEM, status=NoticeStatus.PUBLISHED, version=1,
        published_at=AT, created_at=AT,
    )  # fmt: skip
    session.add(notice)
    session.flush()
    version = NoticeVersion(
        notice_id=notice.id or 0, version=1, content="{}", records="{}", digest="",
        check_code="", author_id=1, reviewer_id=1, published_at=AT,
    )  # fmt: skip
    session.add(version)
    session.flush()
    own, other = listed(ours).to_json(), listed(theirs).to_json()
    session.add(
        NoticeList(version_id=version.id or 0, lines=own, digest=digest_of(own))
    )
    session.add(
        DisclosedList(
            disclosure_id=1,
            village_code=code,
            rows=len(theirs),
            lines=other,
            digest=digest_of(other),
        )  # fmt: skip
    )


def checked(engine: sa.Engine) -> tuple[float, CheckRun]:
    """Seconds of one whole run."""
    with db.transaction(engine) as session:
        run_id = check_runs.ask(Act(session, None, AT), place_code=COUNTY).id or 0
    start = time.perf_counter()
    check_runs.run(engine, run_id, now=lambda: AT)
    seconds = time.perf_counter() - start
    with db.reading(engine) as session:
        return seconds, session.get_one(CheckRun, run_id)


def memory() -> float:
    """Peak of this process, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        engine = db.make_engine(f"sqlite:///{Path(folder) / 'county.db'}")
        db.upgrade(engine)
        lay(engine)
        first, run = checked(engine)
        again, same = checked(engine)
        print(f"{run.total} lists, {run.found:,} findings written: {first:.2f} s")
        print(f"nothing changed: {again * 1000:.0f} ms, {same.skipped} skipped")
        engine.dispose()
    print(f"peak {memory():.0f} MB")
    good = [
        verdict("2.5 s / first check of the county", 2.5 / first, 1),
        verdict("5 ms / an unchanged village", 0.005 / (again / VILLAGES), 1),
        verdict("300 MB / peak", 300 / memory(), 1),
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
