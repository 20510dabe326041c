"""Government lists as documents with coverage: looked at, counted, replaced, undone."""

import io
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.findings.test_lifecycle import changed, put, without
from tests.findings.test_village_check import PAID
from tests.stage import OTHER, SUBSIDY, VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.conftest import Page, strict
from villagepub import clock, db
from villagepub.findings import check_runs, decisions
from villagepub.models import (
    AuditEntry,
    DisclosedList,
    Disclosure,
    Finding,
    VillageAlias,
)
from villagepub.states import DisclosureState, FindingState

HEADS = ["行政村", "姓名", "组别", "面积（亩）", "补贴标准", "补贴金额"]
FACTS = {
    "item": SUBSIDY,
    "period": "2026年",
    "title": "2026年耕地地力保护补贴公示",
    "published_on": "2026-06-15",
}
Row = Iterable[object]


def sheet(rows: Iterable[Row], heads: list[str] = HEADS, title: str = "") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.append([title or FACTS["title"]])
    page.append(heads)
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row(village: str, name: str = "白志明", area: float = 12.35) -> list[object]:
    return [village, name, "1组", area, 60, round(area * 60, 2)]


def offer(town: Desk, data: bytes, name: str = "名单.xlsx", **facts: str) -> Page:
    page = town.get("/township/disclosures/")
    given = {**FACTS, **facts, "file": (io.BytesIO(data), name)}
    return town.send(page, given, action="/disclosures/")


def count(town: Desk, page: Page, **more: str) -> Page:
    return town.send(page, more, action="/preview/confirm")


def counting(engine: Engine) -> Mapping[str, str]:
    """The title that counts for each village."""
    with db.reading(engine) as session:
        rows = session.exec(
            select(DisclosedList.village_code, Disclosure.title)
            .join(Disclosure, col(Disclosure.id) == DisclosedList.disclosure_id)
            .where(
                Disclosure.state == DisclosureState.STANDING,
                col(DisclosedList.replaced_by).is_(None),
            )
        )
        return dict(rows.all())


def test_a_list_is_looked_at_before_it_counts(
    town: Desk, county: Engine, paid: bytes
) -> None:
    page = offer(town, paid, PAID)
    strict(page.text)
    assert "这份有 15 个村、954 行" in page.words
    assert "没有要替下的" in page.words
    assert counting(county) == {}
    waiting = town.get("/township/disclosures/")
    strict(waiting.text)
    assert "读进来了，还没算数" in waiting.words
    page = count(town, page)
    strict(page.text)
    assert len(counting(county)) == 15


def test_where_the_kept_file_is_gone_the_page_says_so(
    town: Desk, county: Engine, paid: bytes
) -> None:
    page = count(town, offer(town, paid, PAID))
    with db.transaction(county) as session:
        one = session.exec(select(Disclosure)).one()
        one.kept, number = "0" * 64, one.id
    page = town.get(f"/township/disclosures/{number}/")
    strict(page.text)
    assert "这一份存下来的文件不见了" in page.words
    assert FACTS["title"] in page.words


def test_a_list_that_is_not_wanted_leaves_nothing(
    town: Desk, county: Engine, paid: bytes
) -> None:
    page = town.send(offer(town, paid, PAID), action="/preview/discard")
    assert "原来的没动" in page.words
    with db.reading(county) as session:
        assert session.exec(select(Disclosure)).all() == []
        assert session.exec(select(DisclosedList)).all() == []


def test_one_villages_file_replaces_that_village_and_no_other(
    town: Desk, county: Engine, paid: bytes
) -> None:
    count(town, offer(town, paid, PAID, title="全镇"))
    only = changed(paid, lambda book: keep_village(book, "马家沟村"))
    page = offer(town, only, "马家沟村.xlsx", title="一个村", published_on="2026-07-01")
    assert "这份有 1 个村、73 行；会替下2026年6月15日那份里的马家沟村" in page.words
    assert "接着算数的 14 个村" in page.words
    assert "一行也没有" in page.words
    count(town, page)
    now = counting(county)
    assert now[VILLAGE] == "一个村"
    assert len(now) == 15
    assert set(now.values()) == {"一个村", "全镇"}
    words = town.get("/township/disclosures/").words
    assert "14 个村还算数" in words


def test_a_second_version_with_rows_removed_says_which(
    town: Desk, county: Engine, paid: bytes
) -> None:
    count(town, offer(town, paid, PAID))
    page = offer(town, changed(paid, without("白志明")), "补正.xlsx", title="补正")
    assert "没了 1 处" in page.words
    assert "马家沟村　白志明" in page.words


def keep_village(book: openpyxl.Workbook, name: str) -> None:
    page = book.active
    for n in range(page.max_row, 1, -1):
        cells = [str(c.value) for c in page[n]]
        villages = [c for c in cells if c.endswith("村") and c != "行政村"]
        if villages and name not in villages:
            page.delete_rows(n)


def test_a_wrong_import_its_undo_and_a_new_import_lose_no_decision(
    town: Desk, county: Engine, paid: bytes, sheets_folder: Path, tmp_path: Path
) -> None:
    stage.publish(county, sheets_folder)
    count(town, offer(town, paid, PAID))
    check_runs.work(county, now=clock.now)
    before = decide(county)
    assert before

    wrong = changed(paid, put(12.35, 99, "白志明"))
    wrong = changed(wrong, put(741, 5940, "白志明"))
    wrong = changed(wrong, without("陈红霞"))
    count(town, offer(town, wrong, "错的.xlsx", title="错的"))
    check_runs.work(county, now=clock.now)
    assert stands(county) != before

    with db.reading(county) as session:
        number = session.exec(
            select(Disclosure.id).where(Disclosure.title == "错的")
        ).one()
    page = town.get(f"/township/disclosures/{number}/")
    page = town.send(page, action="/undo")
    assert "撤掉了，换回原来的" in page.words
    check_runs.work(county, now=clock.now)
    assert stands(county) == before

    count(town, offer(town, changed(paid, lambda _: None), "再传.xlsx", title="再传"))
    check_runs.work(county, now=clock.now)
    assert stands(county) == before
    with db.reading(county) as session:
        undone = session.exec(
            select(AuditEntry).where(AuditEntry.action == "disclosure.undo")
        ).one()
    assert (undone.subject, undone.actor_name) == (f"disclosure:{number}", "白玉兰")


def decide(engine: Engine) -> Mapping[str, object]:
    """One of each: given out, given out and explained, dismissed; what stands then."""
    with db.transaction(engine) as session:
        ids = session.exec(
            select(Finding.id)
            .where(Finding.village_code == VILLAGE, Finding.name != "")
            .order_by(col(Finding.id))
        ).all()
        bai = stage.act(session, "bai", clock.now())
        day = clock.day(clock.now()) + timedelta(days=5)
        for number in ids[:-1]:
            decisions.assign(bai, finding_id=number or 0, due_on=day)
        clerk = stage.act(session, "laotuo", clock.now())
        decisions.answer(clerk, finding_id=ids[0] or 0, reason="证上补了 0.9 亩。")
        decisions.dismiss(bai, finding_id=ids[-1] or 0, reason="两边日子不同。")
        with_value = next(f for f in rows_of(session) if f.government_value)
        decisions.dismiss(bai, finding_id=with_value.id, reason="镇上量错了。")
    return stands(engine)


def rows_of(session: object) -> list[Finding]:
    question = select(Finding).where(
        Finding.village_code == VILLAGE, Finding.name == "白志明"
    )
    return list(session.exec(question.order_by(col(Finding.id))))  # type: ignore[attr-defined]


def stands(engine: Engine) -> Mapping[str, object]:
    """What has been decided, by key; what one list alone brought up is left out."""
    with db.reading(engine) as session:
        found = session.exec(
            select(Finding).where(Finding.village_code == VILLAGE, Finding.name != "")
        )
        return {
            f.key: (f.state, f.due_on, f.reason)
            for f in found
            if f.state not in (FindingState.CLOSED, FindingState.UNVERIFIABLE)
        }


def test_undoing_the_older_of_two_leaves_the_newer_and_then_brings_back_the_first(
    town: Desk, county: Engine
) -> None:
    for title, area in (("甲", 1), ("乙", 2), ("丙", 3)):
        count(town, offer(town, sheet([row("马家沟村", area=area)]), title=title))
    assert counting(county) == {VILLAGE: "丙"}
    undo(town, county, "乙")
    assert counting(county) == {VILLAGE: "丙"}
    undo(town, county, "丙")
    assert counting(county) == {VILLAGE: "甲"}


def undo(town: Desk, engine: Engine, title: str) -> None:
    with db.reading(engine) as session:
        number = session.exec(
            select(Disclosure.id).where(Disclosure.title == title)
        ).one()
    town.send(town.get(f"/township/disclosures/{number}/"), action="/undo")


@pytest.mark.parametrize(
    ("written", "village"),
    [("马家勾村", VILLAGE), ("马家沟村（含后沟）", VILLAGE), ("高家茆村", OTHER)],
)
def test_a_village_written_otherwise_is_told_once_and_remembered(
    town: Desk, county: Engine, written: str, village: str
) -> None:
    data = sheet([row(written), row("寨子湾村")])
    page = offer(town, data)
    assert "这几个村名认不出" in page.words
    box = page.soup.select_one("select[name=village]")
    assert box.find("option", selected=True) is None
    assert "像是" in box.find(value=village).get_text()
    page = town.send(page, {"village": village}, action="/preview/villages")
    assert "这份有 2 个村、2 行" in page.words
    count(town, page)
    assert village in counting(county)
    again = offer(town, sheet([row(written, area=5)]), title="下一份")
    assert "认不出" not in again.words
    with db.reading(county) as session:
        assert len(session.exec(select(VillageAlias)).all()) == 1


def test_two_spellings_of_one_village_are_one_list(town: Desk, county: Engine) -> None:
    data = sheet([row("马家沟村"), row("马家勾村", "苗占彪", 3)])
    page = town.send(
        offer(town, data), {"village": VILLAGE}, action="/preview/villages"
    )
    assert "这份有 1 个村、2 行" in page.words


def test_the_same_list_again_is_not_kept_twice(
    town: Desk, county: Engine, paid: bytes
) -> None:
    count(town, offer(town, paid, PAID))
    assert "没有再存一遍" in offer(town, paid, PAID).words


def test_another_townships_list_cannot_be_undone_by_guessing(
    town: Desk, county: Engine
) -> None:
    assert town.get("/township/disclosures/99/").code == 404


def test_an_address_that_is_none_of_the_web_is_words(town: Desk, paid: bytes) -> None:
    page = count(town, offer(town, paid, address="javascript:alert(1)"), sure="1")
    links = [a.get("href", "") for a in page.soup.find_all("a")]
    assert not [link for link in links if link.startswith("javascript")]
