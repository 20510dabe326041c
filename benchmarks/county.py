"""A county's check from the database: 200 villages × 2,000 rows a side.

    python -m benchmarks.county

Lists lie in SQLite as they do after import and after the first check. The peer has the
same rows in a table of its own: read village by village with SQLAlchemy Core, compared
with datacompy on polars, its differences written to a table, each in one thread and by
the processor's time. What the product finds in the same time is more: see ``matching``.
The memory is that of our run alone, 300 MB; an unchanged village takes at most 5 ms.
"""

import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from benchmarks.matching import found_by_us, listed, village
from benchmarks.rounds import missing, ms, verdict
from villagepub import db, forms, gc_pause
from villagepub.act import Act
from villagepub.comparison.comparable_list import digest_of_text
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
from villagepub.states import DisclosureState, NoticeStatus, Role

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
                state=DisclosureState.STANDING,
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
        public_id=f"n{number}", village_code=code, item_id=item.id, form="T8",
        period="2026", title=ITEM, status=NoticeStatus.PUBLISHED, version=1,
        published_at=AT, created_at=AT,
    )  # fmt: skip
    session.add(notice)
    session.flush()
    version = NoticeVersion(
        notice_id=notice.id, version=1, content="{}", records="{}", digest="",
        check_code="", author_id=1, reviewer_id=1, published_at=AT,
    )  # fmt: skip
    session.add(version)
    session.flush()
    own, other = listed(ours).to_json(), listed(theirs).to_json()
    session.add(
        NoticeList(version_id=version.id, lines=own, digest=digest_of_text(own))
    )
    session.add(
        DisclosedList(
            disclosure_id=1,
            village_code=code,
            rows=len(theirs),
            lines=other,
            digest=digest_of_text(other),
        )  # fmt: skip
    )


def checked(engine: sa.Engine) -> tuple[float, CheckRun]:
    """Seconds of the processor for one whole run."""
    with db.transaction(engine) as session:
        run_id = check_runs.ask(Act(session, None, AT), place_code=COUNTY).id
    start = time.process_time()
    check_runs.run(engine, run_id, now=lambda: AT)
    seconds = time.process_time() - start
    with db.reading(engine) as session:
        return seconds, session.get_one(CheckRun, run_id)


def warm() -> None:
    """What a worker has loaded long before, as the peer has datacompy: libraries and
    forms. The village is not one of the county.
    """
    ours, theirs, _ = village(VILLAGES)
    with gc_pause.loading():  # as every process of the product loads
        found_by_us(listed(ours), listed(theirs))
        forms.get("T8")


def memory() -> float:
    """Peak of this process, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


SIDE = sa.Table(
    "side",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("village", sa.Integer, index=True),
    sa.Column("is_ours", sa.Boolean),
    *(
        sa.Column(name, sa.String)
        for name in ("name", "group", "mask", "area", "amount")
    ),
)
DIFFERENCE = sa.Table(
    "difference",
    SIDE.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("village", sa.Integer),
    *(sa.Column(name, sa.String) for name in ("kind", "name", "ours", "theirs")),
)


def lay_peer(engine: sa.Engine) -> None:
    SIDE.metadata.create_all(engine)
    names = [column.name for column in SIDE.columns][3:]
    with engine.begin() as connection:
        for number in range(VILLAGES):
            ours, theirs, _ = village(number)
            for is_ours, rows in ((True, ours), (False, theirs)):
                own = [
                    {
                        "village": number,
                        "is_ours": is_ours,
                        **dict(zip(names, r, strict=True)),
                    }
                    for r in rows
                ]
                connection.execute(sa.insert(SIDE), own)


def with_peer(engine: sa.Engine) -> float:
    """Seconds of the processor: Core reads, datacompy on polars, and the differences written."""
    with gc_pause.loading():  # as ours
        import datacompy
        import polars

    start = time.process_time()
    columns = [SIDE.c[name] for name in ("name", "group", "mask", "area", "amount")]
    with engine.begin() as connection:
        for number in range(VILLAGES):
            sides = []
            for is_ours in (True, False):
                where = sa.and_(SIDE.c.village == number, SIDE.c.is_ours == is_ours)
                rows = connection.execute(sa.select(*columns).where(where)).all()
                sides.append(
                    polars.DataFrame(
                        rows, schema=[c.name for c in columns], orient="row"
                    )
                )
            done = datacompy.PolarsCompare(
                *sides, join_columns=["name", "group", "mask"]
            )
            found = _differences(number, done)
            if found:
                connection.execute(sa.insert(DIFFERENCE), found)
    return time.process_time() - start


def _differences(number: int, done: Any) -> list[dict[str, object]]:
    joined = done.intersect_rows
    differ = joined.filter(~joined["amount_match"])
    sides = ((done.df1_unq_rows, "ours"), (done.df2_unq_rows, "theirs"))
    return [
        {"village": number, "kind": kind, "name": row["name"], "ours": "", "theirs": ""}
        for frame, kind in sides
        for row in frame.to_dicts()
    ] + [
        {
            "village": number, "kind": "differs", "name": row["name"],
            "ours": row["amount_df1"], "theirs": row["amount_df2"],
        }
        for row in differ.to_dicts()
    ]  # fmt: skip


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        engine = db.make_engine(f"sqlite:///{Path(folder) / 'county.db'}")
        db.upgrade(engine)
        warm()
        lay(engine)
        first, run = checked(engine)
        again, same = checked(engine)
        told = sum(len(village(number)[2]) for number in range(VILLAGES))
        assert run.found >= 0.99 * told, (run.found, told)  # it was really compared
        held = memory()  # before the peer's libraries are loaded
        print(f"{run.total} lists, {run.found:,} findings, {same.skipped} skipped")
        engine.dispose()
        good = [
            verdict(
                f"对一个县，{VILLAGES} 个村，占的内存（MB）",
                held,
                300,
                at_most=True,
                ours=f"{held:.0f}",
            ),
            verdict(
                "没变过的村，一个要多久（毫秒）",
                again / VILLAGES * 1000,
                5,
                at_most=True,
                ours=ms(again / VILLAGES * 1000),
            ),
            beside_peer(Path(folder), first),
        ]
    return 0 if all(good) else 1


def beside_peer(folder: Path, first: float) -> bool:
    work = f"对一个县，{VILLAGES} 个村，从库里读到写下结果"
    if not find_spec("datacompy"):
        return missing(work, "datacompy")
    engine = sa.create_engine(f"sqlite:///{folder / 'peer.db'}")
    lay_peer(engine)
    theirs = with_peer(engine)
    engine.dispose()
    return verdict(
        work,
        theirs / first,
        2,
        ours=f"{first:.2f} 秒",
        peer=f"Core 和 datacompy polars {theirs:.2f} 秒",
    )


if __name__ == "__main__":
    sys.exit(main())
