"""本期该公开的事项: what is owed, what can be done about it, at what cost."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.findings.test_village_check import PAID, bring, check
from tests.web.clerk.conftest import OCTOBER
from tests.web.clerk.desk import AID, SUBSIDY, Desk, first_ways
from villagepub import clock, db
from villagepub.demo.scenario import read
from villagepub.findings import decisions
from villagepub.models import Finding, Notice, VillageItem
from villagepub.states import FindingKind, NoticeStatus


def test_the_list_says_what_is_owed_and_by_when(clerk: Desk) -> None:
    words = clerk.get("/clerk/").words
    assert "第三季度 农村最低生活保障对象" in words
    assert "该 10月20日 前贴出" in words
    assert "还剩 12 天" in words


@pytest.mark.parametrize("group", ["要贴的", "有事就贴", "别的事"])
def test_the_list_is_grouped_by_what_comes_next(clerk: Desk, group: str) -> None:
    assert group in clerk.get("/clerk/").words


def test_nothing_this_period_is_said_and_taken_back(clerk: Desk) -> None:
    tasks = clerk.get("/clerk/")
    said = clerk.send(tasks, action="/nothing")
    assert "报了无，待看" in [t.get_text() for t in said.soup.select(".tag")]
    undone = clerk.send(said, action="/something")
    assert "报了无，待看" not in [t.get_text() for t in undone.soup.select(".tag")]


def test_a_draft_is_gone_on_with_from_the_list(
    clerk: Desk, sheets_folder: Path
) -> None:
    clerk.upload(SUBSIDY, sheets_folder)
    assert "/drafts/" in clerk.row(SUBSIDY)


def test_a_draft_past_its_day_is_late_and_stands_first(
    clerk: Desk, sheets_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.upload(AID, sheets_folder)
    monkeypatch.setattr(clock, "now", lambda: OCTOBER + timedelta(days=20))
    page = clerk.get("/clerk/")
    urgent = page.soup.find("section", {"aria-labelledby": "f"})
    assert "先办这几件" in urgent.get_text()
    row = next(li for li in urgent.select("li") if AID.item in li.get_text())
    assert "写了一半" in row.get_text()
    assert "逾期 8 天" in row.get_text()


def test_what_the_committee_has_waits_in_a_group_of_its_own(
    clerk: Desk, sheets_folder: Path
) -> None:
    clerk.to_submitted(AID, sheets_folder)
    assert "等监委会看" in clerk.get("/clerk/").words


def last_years(county: Engine) -> None:
    """The subsidy list of 2025, as the demonstration has it."""
    name = "马家沟村2025年耕地地力保护补贴登记表.csv"
    with db.transaction(county) as session:
        draft = stage.begin(session, stage.Case(SUBSIDY.item, "2025", name))
        draft = stage.upload(session, draft, read(name), name)
        draft = stage.settle_all(session, draft)
        stage.approve(session, stage.submit(session, draft))


def test_a_later_period_offers_to_repeat_the_earlier_one(
    clerk: Desk, county: Engine
) -> None:
    last_years(county)
    assert "照去年的，换张新表" in clerk.get("/clerk/").words


def test_the_village_head_sees_the_list_and_changes_nothing(
    desk: Callable[[str], Desk],
) -> None:
    page = desk("cun").get("/clerk/")
    assert "本期该公开的事项" in page.words
    posts = [f["action"] for f in page.soup.find_all("form")]
    assert posts == ["/logout"]


def _more_notices(engine: Engine, count: int) -> None:
    """Items with a posted notice each, as a village has after some years."""
    with db.transaction(engine) as session:
        for n in range(count):
            item = VillageItem(
                village_code=stage.VILLAGE, item_key=f"x{n}", name=f"第{n}项", form="T8"
            )
            session.add(item)
            session.flush()
            session.add(
                Notice(
                    public_id=f"zz{n:05}",
                    village_code=stage.VILLAGE,
                    item_id=item.id,
                    form="T8",
                    period="2026",
                    title=f"第{n}项",
                    status=NoticeStatus.PUBLISHED,
                    version=1,
                    published_at=OCTOBER,
                    created_at=OCTOBER,
                )
            )


def _queries(engine: Engine, desk: Desk, path: str) -> int:
    asked: list[str] = []
    desk.get(path)  # what is asked once in some seconds is asked now

    def count(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    sa.event.listen(engine, "before_cursor_execute", count)
    page = desk.get(path)
    sa.event.remove(engine, "before_cursor_execute", count)
    assert page.code == 200
    return len(asked)


@pytest.mark.parametrize("path", ["/clerk/", "/clerk/board/"])
def test_a_hundred_notices_need_the_same_queries_as_ten(
    clerk: Desk, county: Engine, path: str
) -> None:
    _more_notices(county, 10)
    few = _queries(county, clerk, path)
    _more_notices_again(county)
    assert _queries(county, clerk, path) == few


def _more_notices_again(engine: Engine) -> None:
    with db.transaction(engine) as session:
        session.connection().execute(sa.text("DELETE FROM notice"))
        session.connection().execute(
            sa.text("DELETE FROM villageitem WHERE item_key LIKE 'x%'")
        )
    _more_notices(engine, 100)


def test_what_nobody_has_posted_is_given_to_the_village_and_shown_there(
    county: Engine, sheets_folder: Path, tmp_path: Path, desk: Callable[[str], Desk]
) -> None:
    """未公开: there is no notice to correct, and the page says where to begin."""
    bring(county, tmp_path, (sheets_folder / "disclosures" / PAID).read_bytes())
    check(county, clock.now())
    with db.transaction(county) as session:
        found = session.exec(
            select(Finding).where(
                Finding.village_code == stage.VILLAGE,
                Finding.kind == FindingKind.NOT_PUBLISHED,
            )
        ).one()
        act = stage.act(session, "bai", clock.now())
        due = clock.day(clock.now()) + timedelta(days=3)
        decisions.assign(act, finding_id=found.id, due_on=due)
    page = desk("laotuo").get("/clerk/findings/")
    assert page.code == 200, page.words[:200]
    assert "未公开" in page.words
    assert page.soup.find("a", string="去贴出来")


def test_what_was_returned_stands_before_everything_else(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    clerk.to_submitted(SUBSIDY, sheets_folder)  # due in December: the last of all
    waiting = signer.get("/review/")
    draft = signer.get(waiting.soup.select_one("a.cell")["href"])
    signer.send(draft, {"remark": "少了陈红霞"}, action="/return")
    first = clerk.get("/clerk/").soup.select_one("main ul.cells li")
    assert "监委会退回：少了陈红霞" in first.get_text()


def test_the_picker_offers_sheets_by_ending_and_by_kind_and_says_the_way_from_a_chat(
    clerk: Desk,
) -> None:
    page = clerk.get(clerk.row(SUBSIDY))
    kinds = page.soup.select_one("#file")["accept"].split(",")
    assert {".xlsx", ".et", "application/vnd.ms-excel", "text/csv"} <= set(kinds)
    assert "表在微信聊天里？" in page.words
    assert "保存到手机" in page.words


def test_the_next_period_opens_with_the_words_of_the_last(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    last = replace(AID, period="2026Q2")
    tasks = clerk.get("/clerk/")
    upload = next(
        str(a["href"])
        for a in tasks.soup.select("a.cell[href*='/upload/']")
        if AID.item in a.get_text()
    )
    page = clerk.get(upload.replace("2026Q3", last.period))
    rows = (
        "户主姓名,组别,保障人口,月保障金额（元）\n张文斌,4组,2,900\n白世雄,2组,1,520\n"
    )
    came = (io.BytesIO(rows.encode()), "低保.csv")
    page = clerk.send(page, {"file": came}, action="/read")
    check = clerk.send(page, first_ways(page), action="/settle")
    options = clerk.get(check.soup.find("a", href=re.compile("/options$"))["href"])
    said = {
        "title": "2026年第二季度低保发放情况公布",
        "paragraphs": "有不对的到村委会说。",
        "days": "20",
    }
    check = clerk.send(options, said, action="/options")
    clerk.send(check, action="/submit")
    signer.sign(signer.get(signer.get("/review/").soup.select_one("a.cell")["href"]))
    words = clerk.to_check(AID, sheets_folder).words
    assert "2026年第三季度低保发放情况公布" in words
    assert "有不对的到村委会说。" in words


@pytest.mark.parametrize(
    ("table", "column"),
    [("notice", "status"), ("notice", "attribute"), ("draft", "status")],
)
def test_a_row_that_cannot_be_read_is_said_and_the_rest_works(
    clerk: Desk, county: Engine, sheets_folder: Path, table: str, column: str
) -> None:
    clerk.upload(SUBSIDY, sheets_folder)
    before = len(clerk.get("/clerk/").soup.select("li"))
    with county.begin() as beside:
        beside.exec_driver_sql(f"UPDATE {table} SET {column} = 'gone'")  # noqa: S608
    page = clerk.get("/clerk/")
    assert [t.get_text() for t in page.soup.select(".tag")].count("读不出来") == 1
    assert "存着的被人动过" in page.words
    assert len(page.soup.select("li")) == before
    assert "第三季度 农村最低生活保障对象" in page.words


def test_a_draft_that_can_be_read_counts_before_one_that_cannot(
    clerk: Desk, county: Engine, sheets_folder: Path
) -> None:
    clerk.upload(SUBSIDY, sheets_folder)
    before = clerk.get("/clerk/").words
    with county.begin() as beside:
        beside.exec_driver_sql(
            "INSERT INTO draft (notice_id, version, status, revision, author_id, reason,"
            " remark, sheet, created_at, saved_at) SELECT notice_id, version, 'gone',"
            " revision, author_id, reason, remark, sheet, created_at, saved_at FROM draft"
        )
    assert clerk.get("/clerk/").words == before


def test_an_event_that_cannot_be_read_is_said_and_the_rest_works(
    clerk: Desk, county: Engine
) -> None:
    with county.begin() as beside:
        beside.exec_driver_sql(
            "INSERT INTO dutyevent (item_id, period, happened_on, kind, words, staff_id, entered_at)"
            " SELECT min(id), '2026-09-01', '2026-09-01', 'gone', '', 1, '2026-09-01 00:00:00'"
            " FROM villageitem WHERE village_code = '610603102201'"
        )
    page = clerk.get("/clerk/")
    assert "9月1日记过一笔，是什么事读不出来" in page.words
    assert "第三季度 农村最低生活保障对象" in page.words


def test_the_township_sees_every_village_and_which_row_cannot_be_read(
    clerk: Desk, desk: Callable[[str], Desk], county: Engine, sheets_folder: Path
) -> None:
    clerk.upload(SUBSIDY, sheets_folder)
    with county.begin() as beside:
        beside.exec_driver_sql("UPDATE notice SET status = 'gone'")
    page = desk("bai").get("/township/")
    assert page.code == 200
    assert "读不出来" in page.words


def test_a_village_without_a_list_is_not_told_that_all_is_posted(
    clerk: Desk, county: Engine
) -> None:
    with db.transaction(county) as session:
        session.execute(sa.delete(VillageItem))
    words = clerk.get("/clerk/").words
    assert "公开清单还是空的" in words
    assert "该贴的都贴了" not in words
