"""A 50,000-row sheet to validated rows in a database, against openpyxl with an ORM.

Ours: read, recognise, cut, fill, check, and the rows into SQLite as the product keeps
them: typed, without anything private. The peer reads with openpyxl as it is quickest,
parses the same columns with Decimal, tries every identity number and every product, and
writes all rows in bulk.

The peer does less. It knows the columns beforehand and looks for no hidden row, formula
without a value, section, total, signature or unit; it keeps identity numbers as they
are, where ours makes a keyed hash and a mask of each and looks through every long cell
for more of them; it compares no contracted areas, names or households, and gives no
evidence row by row. Reading the file and packing the rows alone take ours more than a
quarter of the peer's time: four times is not to be had so, and the bound stays eight.
Counted is the time of the processor: each side has one thread.
``python -m benchmarks.sheets``
"""

import io
import random
import re
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import openpyxl
import sqlalchemy as sa
import xlsxwriter
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.rounds import medians, ms, verdict
from villagepub import forms, privacy, tables
from villagepub.gc_pause import paused
from villagepub.models.base import PackedText
from villagepub.privacy.numbers import check_digit

ROWS = 50_000
KEY = b"a key of the benches"
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "建国秀兰军海峰玉梅占林志明彩霞"
NAMES = [a + b + c for c in GIVEN for b in GIVEN for a in SURNAMES]


def sheet(rows: int) -> bytes:
    """Fictional households with valid identity numbers of 1900 to 1912; in no group are
    two of one name, which the check would ask about.
    """
    dice = random.Random(50)  # noqa: S311
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("2026年")
        page.write_row(0, 0, ["马家沟村2026年耕地地力保护补贴登记表"])
        heads = "序号 户主姓名 身份证号码 组别 一卡通账号 确权面积（亩） 补贴面积（亩） 补贴标准（元/亩） 补贴金额（元） 备注"
        page.write_row(1, 0, heads.split())
        for n in range(rows):
            area = dice.randrange(100, 2000) / 100
            name, group = NAMES[n % len(NAMES)], n // len(NAMES) + 1
            first = (
                f"{610600 + n // 1000}{dice.randrange(1900, 1913)}0711{n % 1000:03d}"
            )
            row = [n + 1, name, first + check_digit(first), f"{group}组"]
            row += [f"62170085645{n:08d}", area, area, 60, round(area * 60, 2), ""]
            page.write_row(n + 2, 0, row)
    return out.getvalue()


@paused  # as every import of a long list: one pause over all its steps
def ours(data: bytes) -> int:
    form = forms.get("T8")
    (table,) = tables.read(data, "登记表.xlsx")
    mapping = forms.recognise_columns(form, table)
    cut = privacy.cut(table, forms.gate_kinds(form, table, mapping), KEY)
    identities = {
        (table.name, number): found for number, found in cut.identities.items()
    }
    entry = forms.fill(form, [cut.table], [mapping], identities=identities)
    problems = forms.check(form, entry)
    assert not problems, problems[:2]
    records = forms.entry_json(entry)
    with tempfile.TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{Path(folder) / 'x.db'}")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            session.add(Frozen(records=records))
            session.commit()
        engine.dispose()
    return len(entry.records)


class Base(DeclarativeBase):
    pass


class Household(Base):
    __tablename__ = "household"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    group: Mapped[str]
    identity: Mapped[str]
    area: Mapped[Decimal] = mapped_column(sa.Numeric(12, 2))
    rate: Mapped[Decimal] = mapped_column(sa.Numeric(12, 2))
    amount: Mapped[Decimal] = mapped_column(sa.Numeric(12, 2))


class Frozen(Base):
    """As the product keeps the rows of a version."""

    __tablename__ = "frozen"
    id: Mapped[int] = mapped_column(primary_key=True)
    records: Mapped[str] = mapped_column(PackedText)


def peer(data: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
    page = book.worksheets[0]
    with tempfile.TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{Path(folder) / 'x.db'}")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            rows = [_household(r) for r in page.iter_rows(min_row=3, values_only=True)]
            session.execute(sa.insert(Household), rows)
            session.commit()
        engine.dispose()
    return len(rows)


def _household(row: tuple[object, ...]) -> dict[str, object]:
    identity = str(row[2])
    if (
        not re.fullmatch(r"\d{17}[\dX]", identity)
        or check_digit(identity[:17]) != identity[17]
    ):
        raise ValueError(identity)
    area, rate, amount = (Decimal(str(row[i])) for i in (6, 7, 8))
    if (area * rate).quantize(Decimal("0.01")) != amount.quantize(Decimal("0.01")):
        raise ValueError(identity)
    return {
        "name": str(row[1]),
        "group": str(row[3]),
        "identity": identity,
        "area": area,
        "rate": rate,
        "amount": amount,
    }


def main() -> int:
    data = sheet(ROWS)
    times = medians(
        {"ours": lambda _: ours(data), "openpyxl + ORM": lambda _: peer(data)},
        rounds=3,
        warm=1,
        clock=time.process_time,
    )
    good = verdict(
        f"{ROWS:,} 行的表，读、查、存进库",
        times["openpyxl + ORM"] / times["ours"],
        8,
        ours=ms(times["ours"]),
        peer=f"openpyxl 和 ORM {ms(times['openpyxl + ORM'])}",
    )
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
