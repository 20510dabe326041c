"""The twelve items of the village list and six that it does not have, from messy sheets to
the board: every sum there is worked out once more here, by no code of the product.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.engine import Engine

from tests import stage
from tests.forms.sample_sheets import SAMPLES, rows_of, totals_of, workbook
from tests.stage import CASES, VILLAGE, Case
from tests.web.clerk.desk import Desk, first_ways
from tests.web.clerk.free_notice import FREE
from tests.web.clerk.test_free_notice import Writer, posted
from tests.web.clerk.village_sheets import SHEETS
from tests.web.conftest import Page
from villagepub import db, village_list
from villagepub.content import NoticeContent
from villagepub.notices import queries

TENTHOUSAND = Decimal(10_000)
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
NUMBER_OR_NONE = re.compile(rf"(?:{NUMBER.pattern})?").fullmatch


@dataclass(frozen=True)
class Brought:
    """``sums``: what has to stand on the board; ``day``: of what happens."""

    item: str
    name: str
    data: bytes
    sums: tuple[Decimal, ...]
    day: str = ""
    form: str = ""  # where the township has to put the item on the list first
    period: str = "2026Q3"  # of what is owed by month: which it is about


def of_csv(form: str, *heads: str, factor: Decimal = Decimal(1)) -> Brought:
    """A sheet of the village's own, its columns added up row by row."""
    sheet = next(s for s in SHEETS if s.form == form)
    rows = list(csv.reader(io.StringIO(sheet.text)))
    at = next(n for n, row in enumerate(rows) if set(heads) <= set(row))
    sums = tuple(
        factor
        * added(row[rows[at].index(head)] for row in rows[at + 1 :] if named(row))
        for head in heads
    )
    return Brought(sheet.item, sheet.name, sheet.data, sums, sheet.day)


def of_sample(
    form: str, item: str, *, day: str = "", is_added: bool = False
) -> Brought:
    sample = SAMPLES[form]
    sums = tuple(totals_of(sample).values())
    added_form = form if is_added else ""
    return Brought(item, f"{item}.xlsx", workbook(sample), sums, day, added_form)


def of_debts(item: str) -> Brought:
    """What is owed to the village and what it owes: never added to each other."""
    sums = dict.fromkeys(("债权", "债务"), Decimal(0))
    for _, _, kind, _, _, amount in rows_of(SAMPLES["T3"]):
        sums[str(kind)] += Decimal(str(amount))
    return Brought(item, f"{item}.xlsx", workbook(SAMPLES["T3"]), tuple(sums.values()))


def of_shared(case: Case, *columns: str) -> Brought:
    """The shared workbook as openpyxl reads it, without the rows that are mended."""
    path = Path(__file__).parents[2] / "data" / "notices" / case.file
    data = path.read_bytes()
    sums = []
    for column in columns:
        total = Decimal(0)
        for sheet in load_workbook(io.BytesIO(data), data_only=True):
            rows = [
                [str(c or "").replace("\n", "") for c in row] for row in sheet.values
            ]
            at, place = next(
                (n, row.index(head))
                for n, row in enumerate(rows)
                for head in row
                if head.startswith(column)
            )
            total += added(row[place] for row in rows[at + 1 :] if named(row))
        sums.append(total)
    return Brought(case.item, case.file, data, tuple(sums))


def named(row: Iterable[str]) -> bool:
    """A row of the list: numbered, or with a name; no total, no signature."""
    first, *rest = (cell.replace(" ", "").replace("　", "") for cell in row)
    is_foot = re.search("合计|小计|结转|制表|审核|填", first + "".join(rest[:1]))
    return bool(first) and not is_foot and any(rest)


def added(cells: Iterable[str]) -> Decimal:
    plain = (
        c.translate(str.maketrans("０１２３４５６７８９", "0123456789")) for c in cells
    )
    found = (NUMBER.search(cell) for cell in plain)
    return sum((Decimal(f[0].replace(",", "")) for f in found if f), Decimal(0))


TWELVE = (
    of_sample("T21", "中央和各级党委、政府支农惠农政策", day="2026-09-03"),
    # 王东升 stands twice (7.94 亩, 476.40), 李占林's 782.60 should be 882.60
    Brought(
        CASES[0].item,
        CASES[0].file,
        of_shared(CASES[0], "补贴面积").data,
        (
            of_shared(CASES[0], "补贴面积").sums[0] - Decimal("7.94"),
            of_shared(CASES[0], "补贴金额").sums[0] - Decimal("476.40") + 100,
        ),
    ),
    of_csv("T6", "保障人口", "拟保障金额（元/月）"),
    of_shared(CASES[2], "保障人口", "月保障金额"),
    of_csv("T13", "金额（元）"),
    of_csv("T10", "发放金额（元）"),
    of_csv("T17"),
    of_csv("T4", "面积（亩）"),
    of_csv("T5", "预算金额（万元）", "决算金额（万元）", factor=TENTHOUSAND),
    of_shared(CASES[1], "收入", "支出"),
    of_debts("村集体债权债务"),
    of_sample("T18", "村干部报酬"),
)
MORE = (
    of_sample("T11", "防止返贫监测对象", day="2026-09-05", is_added=True),
    replace(of_sample("T12", "乡村公益岗补贴", is_added=True), period="2026-08"),
    of_sample("T23", "村民协商的事", is_added=True),
)


def content_of(county: Engine, address: str) -> NoticeContent:
    with db.reading(county) as session:
        found = queries.published(session, address.rsplit("/", 1)[-1])
    assert found is not None
    return found.content


def figures(content: NoticeContent) -> set[Decimal]:
    """Every number of the totals, facts and answers that people read."""
    totals = [content.board.total, *(s.total for s in content.board.sections)]
    said = [cell for total in totals for cell in total]
    said += [f"{f.value} {f.note}" for f in content.facts]
    said += [f"{a.figure} {a.answer} {a.note}" for a in content.answers]
    found = (match[0] for text in said for match in NUMBER.finditer(text))
    return {Decimal(text.replace(",", "")) for text in found}


def exported(text: str) -> set[Decimal]:
    """Each column of numbers of the open file added up: of all rows, and of those that
    share a word, as what is owed to the village and what it owes do.
    """
    _, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    rows = [line for line in lines if not any("合计" in cell for cell in line)]
    words = {cell for row in rows for cell in row}
    parts = [rows, *([row for row in rows if word in row] for word in words)]
    columns = (cells for part in parts for cells in zip(*part, strict=True))
    return {added(cells) for cells in columns if all(map(NUMBER_OR_NONE, cells))}


def bring(clerk: Desk, sheet: Brought) -> Page:
    page = clerk.get(clerk.row(Case(sheet.item, sheet.period, sheet.name)))
    sent: dict[str, object] = {"file": (io.BytesIO(sheet.data), sheet.name)}
    if sheet.day:
        sent["period"] = sheet.day
    return clerk.send(page, sent, action="/read")


@pytest.mark.parametrize("sheet", [*TWELVE, *MORE], ids=lambda s: s.item)
def test_an_item_is_posted_with_the_sums_of_its_sheet(
    clerk: Desk, signer: Desk, county: Engine, sheet: Brought
) -> None:
    if sheet.form:
        with db.transaction(county) as session:
            village_list.add(
                stage.act(session, "bai", stage.AT),
                village_codes=[VILLAGE],
                name=sheet.item,
                form=sheet.form,
                limit="",
            )
    page = bring(clerk, sheet)
    assert "表读好了" in page.words, page.words[:500]
    check = clerk.send(page, first_ways(page), action="/settle")
    address = posted(Writer(clerk), signer, check)
    content = content_of(county, address)
    assert set(sheet.sums) <= figures(content)
    stage.draw(clerk.client.application)
    opened = clerk.client.get(f"{address}.csv").get_data(as_text=True)
    assert set(sheet.sums) <= exported(opened), opened
    assert content.board.rows or content.votes or content.layout == "ledger"


@pytest.mark.parametrize(
    ("title", "text", "kinds", "sums"), FREE, ids=lambda v: str(v)[:6]
)
def test_what_no_list_has_is_posted_as_a_free_notice_with_its_sums(
    clerk: Desk,
    signer: Desk,
    county: Engine,
    title: str,
    text: str,
    kinds: dict[int, str],
    sums: tuple[str, ...],
) -> None:
    writer = Writer(clerk)
    came = writer.read(writer.words(writer.begin(title), "说一声。"), text)
    page = clerk.send(writer.say(came, kinds), {"seen": "1"}, action="/photos/seen")
    address = posted(writer, signer, page)
    content = content_of(county, address)
    assert {Decimal(one) for one in sums} <= figures(content)
    stage.draw(writer.desk.client.application)
    opened = writer.desk.client.get(f"{address}.csv").get_data(as_text=True)
    assert {Decimal(one) for one in sums} <= exported(opened), opened
