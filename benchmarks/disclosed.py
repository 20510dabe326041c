"""A 50,000-row disclosure of a township imported, against openpyxl with an ORM.

    python -m benchmarks.disclosed

The sheet has 行政村, identity numbers behind masks as governments publish them, and
fifteen villages. Both read the file, sort its rows to their villages, try that area and
standard make the amount, and write them to SQLite. Seconds of processor.
"""

import io
import random
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import sqlalchemy as sa
import xlsxwriter
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.rounds import verdict
from benchmarks.sheets import GIVEN, SURNAMES
from tests import stage
from villagepub import db, disclosures, places
from villagepub.act import Act
from villagepub.disclosures import Facts

ROWS, LIMIT = 50_000, 5
HEADS = "序号 行政村 村民小组 户主 身份证号 补贴面积（亩） 标准（元/亩） 补贴金额（元）"


def sheet(villages: list[str]) -> bytes:
    dice = random.Random(7)  # noqa: S311
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("公示")
        page.write_row(0, 0, ["沿河湾镇2026年耕地地力保护补贴发放情况公示"])
        page.write_row(1, 0, HEADS.split())
        for n in range(ROWS):
            area = dice.randrange(100, 2000) / 100
            name = dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)
            row = [n + 1, villages[n * len(villages) // ROWS], f"{n % 8 + 1}组", name]
            row += [f"6106**********{n % 10000:04d}", area, 60, round(area * 60, 2)]
            page.write_row(n + 2, 0, row)
    return out.getvalue()


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        engine = db.make_engine(f"sqlite:///{Path(folder) / 'x.db'}")
        db.upgrade(engine)
        stage.lay(engine)
        with db.reading(engine) as session:
            names = [p.short_name for p in places.villages_of(session, stage.TOWNSHIP)]
        data = sheet(names)
        seconds = min(imported(engine, Path(folder), data, n) for n in range(3))
        engine.dispose()
    theirs = min(peer(data, set(names)) for _ in range(2))
    good = verdict(
        f"导入 {ROWS:,} 行的政府名单",
        theirs / seconds,
        LIMIT,
        ours=f"{seconds:.2f} 秒",
        peer=f"openpyxl 和 ORM {theirs:.2f} 秒",
    )
    return 0 if good else 1


class Base(DeclarativeBase):
    pass


class Listed(Base):
    __tablename__ = "listed"
    id: Mapped[int] = mapped_column(primary_key=True)
    village: Mapped[str] = mapped_column(index=True)
    group: Mapped[str]
    name: Mapped[str]
    mask: Mapped[str]
    area: Mapped[Decimal] = mapped_column(sa.Numeric(12, 2))
    rate: Mapped[Decimal] = mapped_column(sa.Numeric(12, 2))
    amount: Mapped[Decimal] = mapped_column(sa.Numeric(12, 2))


def peer(data: bytes, villages: set[str]) -> float:
    start = time.process_time()
    page = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    rows = [_listed(r, villages) for r in page.iter_rows(min_row=3, values_only=True)]
    with tempfile.TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{Path(folder) / 'x.db'}")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            session.execute(sa.insert(Listed), rows)
            session.commit()
        engine.dispose()
    return time.process_time() - start


def _listed(row: tuple[object, ...], villages: set[str]) -> dict[str, object]:
    area, rate, amount = (Decimal(str(value)) for value in row[5:8])
    if row[1] not in villages or round(area * rate, 2) != round(amount, 2):
        raise ValueError(row)
    return {
        "village": row[1], "group": row[2], "name": row[3], "mask": row[4],
        "area": area, "rate": rate, "amount": amount,
    }  # fmt: skip


def imported(engine: sa.Engine, folder: Path, data: bytes, number: int) -> float:
    facts = Facts(
        item=stage.SUBSIDY,
        period=f"{2024 + number}",
        title="公示",
        published_on=date(2026, 6, 15),
    )
    start = time.process_time()
    with db.transaction(engine) as session:
        done = disclosures.import_list(
            Act(session, None, stage.AT),
            disclosures.read_list(
                session,
                place_code=stage.TOWNSHIP,
                facts=facts,
                data=data,
                filename="公示.xlsx",
                store_url=folder.as_uri(),
                key=stage.ID_KEY,
            ),
        )
    assert done.villages == 15
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
