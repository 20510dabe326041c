"""The grid says in words what each village has posted, what differs and what presses."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage, walked
from tests.stage import AT, CASES, OTHER, VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.conftest import Get, Page
from villagepub import clock, db, disclosures, tables, worker
from villagepub.disclosures import Facts
from villagepub.findings import check_runs
from villagepub.models import NothingDeclared, Notice, VillageItem

PAID = "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"


@pytest.fixture
def town(desk: Callable[[str], Desk]) -> Desk:
    return desk("bai")


@pytest.fixture
def checked(county: Engine, sheets_folder: Path, tmp_path: Path) -> None:
    """马家沟村 has posted its subsidy list, with what the check finds in it."""
    stage.publish(county, sheets_folder)
    data = (sheets_folder / "disclosures" / PAID).read_bytes()
    walked.once(county, "checked on the grid", lambda: check(county, tmp_path, data))


def check(county: Engine, folder: Path, data: bytes) -> str:
    with db.transaction(county) as session:
        officer = stage.act(session, "bai", AT)
        disclosures.import_list(
            officer,
            disclosures.read_list(
                session,
                place_code=VILLAGE[:9],
                facts=Facts(
                    item=CASES[0].item,
                    period="2026",
                    title="补贴发放公示",
                    document="",
                    published_on=date(2026, 6, 15),
                ),
                data=data,
                filename=PAID,
                store_url=folder.as_uri(),
                key=stage.ID_KEY,
            ),
        )
        check_runs.ask(officer, place_code=VILLAGE[:9])
    return str(worker.check_once(county, now=lambda: AT))


def test_a_posted_list_that_differs_is_marked_and_leads_to_its_differences(
    checked: None, town: Desk
) -> None:
    page = town.get("/township/")
    cells = [a for a in page.soup.select("table.gr a") if "不一致" in a.get_text()]
    assert len(cells) == 1
    followed = town.get(str(cells[0]["href"]))
    assert "温良峰" in followed.words


def test_what_is_overdue_names_the_clerk_and_leads_to_the_act(
    town: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 10, 25, 2, tzinfo=UTC))
    page = town.get("/township/")
    lines = [
        row.get_text(" ", strip=True) for row in page.soup.select("table.fnd tbody tr")
    ]
    overdue = page.soup.select("table.gr td.k-late")
    assert len(lines) == len(overdue) > 0
    assert any("马家沟村" in line and "拓小梅" in line for line in lines)
    for link in page.soup.select("table.fnd tbody a"):
        town.get(str(link["href"]))


def test_the_grid_is_taken_along_as_a_sheet(checked: None, town: Desk) -> None:
    answer = town.client.get("/township/overview/各村贴出日期.xlsx")
    rows = tables.read(answer.data, "表.xlsx")[0]
    ours = next(r for r in rows.rows if r.cells[0] == "马家沟村")
    assert any(cell.endswith("不一致") for cell in ours.cells)
    assert "6月20日" in " ".join(ours.cells)


@pytest.mark.parametrize(
    "path",
    ["/township/", "/township/findings/", "/township/accounts/", "/township/wechat/"],
)
def test_every_page_of_the_desk_has_one_name_and_the_way_out(
    county: Engine, town: Desk, path: str
) -> None:
    page = town.get(path)
    brand, own = page.soup.select_one(".top a"), page.soup.select_one(".top .me")
    assert brand.get_text(strip=True) == "沿河湾镇村务公开"
    account = town.get(own["href"])
    assert account.soup.find("form", {"action": "/logout"})
    assert account.soup.select_one(".back")["href"] == "/township/"


def test_what_is_overdue_from_before_is_counted_and_waived_with_a_reason(
    county: Engine, october: None, town: Desk
) -> None:
    with db.transaction(county) as session:
        for item in session.exec(select(VillageItem)):
            item.owed_from = date(2026, 4, 1)
    page = town.get("/township/")
    assert "还欠" in page.words
    before = len(page.soup.select("form[action*='/waive']"))
    done = town.send(page, {"reason": "并到镇上一起贴。"}, action="/waive")
    assert "这一期不再催" in done.words
    assert len(done.soup.select("form[action*='/waive']")) == before - 1


def test_a_filter_does_not_say_that_all_agree_of_what_it_hides(
    checked: None, town: Desk
) -> None:
    for query in ("ended=1", "kind=late", "period=2025"):
        words = town.get(f"/township/findings/?{query}").words
        assert "马家沟村 1 个村都对得上" not in words


def test_a_waiver_is_read_on_the_village_s_own_page(
    county: Engine, october: None, town: Desk, get: Get
) -> None:
    with db.transaction(county) as session:
        for item in session.exec(select(VillageItem)):
            item.owed_from = date(2026, 4, 1)
    page = town.get("/township/")
    town.send(page, {"reason": "并到镇上一起贴。"}, action="/waive")
    with db.reading(county) as session:
        said = session.exec(select(NothingDeclared)).one()
        item = session.get_one(VillageItem, said.item_id)
    words = get(f"/v/{item.village_code}").words
    assert "镇上说不用贴的" in words
    day = clock.say_day(clock.day(said.declared_at))
    assert f"的“{item.name}”，{day}镇政府说不用贴了。理由：并到镇上一起贴。" in words
    assert "镇上说不用贴的" in get(f"/v/{item.village_code}?year=2026").words
    assert "镇上说不用贴的" not in get(f"/v/{item.village_code}?year=2025").words


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("那户一直住院，不贴了", "病、残或家里的事"),
        ("那户得了尿毒症", "病、残或家里的事"),
        ("问文书，电话 13800010001", "一长串数字"),
        ("见 www.haoshi.com", "外面的网址"),
    ],
)
def test_a_waiver_that_may_not_stand_there_is_not_taken(
    county: Engine, october: None, town: Desk, reason: str, why: str
) -> None:
    with db.transaction(county) as session:
        for item in session.exec(select(VillageItem)):
            item.owed_from = date(2026, 4, 1)
    page = town.get("/township/")
    assert why in town.send(page, {"reason": reason}, action="/waive").words
    with db.reading(county) as session:
        assert session.exec(select(NothingDeclared)).all() == []


@pytest.mark.parametrize("reason", ["白志明一户并到镇上贴", "白 志 明并到镇上贴"])
def test_a_waiver_names_nobody_of_the_villages_lists(
    county: Engine, sheets_folder: Path, october: None, town: Desk, reason: str
) -> None:
    stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        for item in session.exec(select(VillageItem)):
            item.owed_from = date(2026, 4, 1)
    page = town.get("/township/")
    assert "名单上的人" in town.send(page, {"reason": reason}, action="/waive").words
    with db.reading(county) as session:
        assert session.exec(select(NothingDeclared)).all() == []


def test_a_waiver_from_before_that_says_too_much_is_shown_without_its_reason(
    county: Engine, get: Get
) -> None:
    with db.transaction(county) as session:
        item = session.exec(
            select(VillageItem).where(VillageItem.village_code == stage.VILLAGE)
        ).first()
        staff = stage.actor(session, "bai")
        session.add(
            NothingDeclared(
                item_id=item.id,
                period="2026Q2",
                staff_id=staff.id,
                declared_at=stage.AT,
                waived_reason="户主患尿毒症",
            )
        )
    words = get(f"/v/{stage.VILLAGE}").words
    assert "镇政府说不用贴了。理由可以到镇政府问。" in words
    assert "尿毒症" not in words


def heads(page: Page) -> list[str]:
    return [
        th.get_text(" ", strip=True) for th in page.soup.select("table.gr thead th")
    ]


def test_a_quarter_that_is_over_is_looked_back_at(checked: None, town: Desk) -> None:
    """马家沟村 posted its year's list in the second quarter; October asks for the third."""
    page = town.get("/township/?period=2026Q2")
    assert "2026年第二季度" in page.words
    assert page.soup.select_one("option[selected]")["value"] == "2026Q2"
    columns = heads(page)
    months = [h for h in columns if h.startswith("村级财务收支逐笔明细")]
    assert [h.rpartition(" ")[2] for h in months] == [
        "2026年4月", "2026年5月", "2026年6月",
    ]  # fmt: skip
    assert "农村最低生活保障对象 2026年第二季度" in columns
    assert "现在要办的" not in page.words or page.soup.select("form[id=remind]")
    assert len(heads(town.get("/township/?period=2026"))) > len(columns)
    assert heads(town.get("/township/?period=1999Q1")) == heads(town.get("/township/"))


def test_villages_are_chosen_freely_and_taken_along(checked: None, town: Desk) -> None:
    page = town.get(f"/township/?v={VILLAGE}&v={OTHER}&period=2026Q2")
    shown = [th.get_text(strip=True) for th in page.soup.select("table.gr tbody th")]
    assert len(shown) == 2
    assert "只看 2 个村" in page.words
    ticked = page.soup.select("input[name=v][checked]")
    assert {str(box["value"]) for box in ticked} == {VILLAGE, OTHER}
    link = page.soup.find("a", string="存成表格")["href"]
    (sheet,) = tables.read(town.client.get(link).data, "表.xlsx")
    assert [row.cells[0] for row in sheet.rows] == shown
    assert "第二季度" in sheet.title
    alone = town.get(f"/township/?v={OTHER}")
    rows = alone.soup.select("table.fnd tbody th")
    assert {th.get_text(strip=True) for th in rows} <= {shown[1]}
    stranger = town.get("/township/?v=610603101201")
    assert not stranger.soup.select("input[name=v][checked]")


def test_every_item_is_in_the_grid_and_what_was_withdrawn_says_so(
    checked: None, county: Engine, town: Desk
) -> None:
    columns = [head.rpartition(" ")[0] for head in heads(town.get("/township/"))[1:]]
    with db.reading(county) as session:
        named = session.exec(
            select(VillageItem.name).where(
                VillageItem.village_code == VILLAGE, VillageItem.form != ""
            )
        ).all()
        public_id = session.exec(select(Notice.public_id)).one()
    assert set(named) <= set(columns)
    assert "没有事" in town.get("/township/").words
    with db.transaction(county) as session:
        stage.withdraw(session, public_id)
    page = town.get("/township/")
    cells = [td for td in page.soup.select("table.gr td") if "已撤回" in td.text]
    assert len(cells) == 1
    glance = page.soup.select_one("dl.glance").get_text(" ", strip=True)
    assert "撤回 1 件" in glance


def cells(folder: Path, kind: str, name: str) -> list[list[str]]:
    rows = openpyxl.load_workbook(folder / kind / name, data_only=True).active.values
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_every_difference_that_is_exported_is_what_both_sheets_say(
    checked: None, town: Desk, sheets_folder: Path
) -> None:
    """Read here from the two files themselves, at the rows that the export names."""
    answer = town.client.get("/township/findings/对不上的.xlsx")
    rows = openpyxl.load_workbook(io.BytesIO(answer.data)).active.values
    table = [["" if cell is None else str(cell) for cell in row] for row in rows]
    head = next(n for n, row in enumerate(table) if "村表行" in row)
    own = cells(sheets_folder, "notices", CASES[0].file)
    theirs = cells(sheets_folder, "disclosures", PAID)
    held = 0
    for row in table[head + 1 :]:
        said = dict(zip(table[head], row, strict=True))
        sides = ("村里贴的", "村表行", own), ("政府公开的", "政府表行", theirs)
        for value, place, source in ((said[v], said[p], rows) for v, p, rows in sides):
            if value and place.isdecimal():
                assert any(is_same(value, cell) for cell in source[int(place) - 1])
                held += 1
    assert held > 5  # of what was not posted there are no rows


def is_same(*values: str) -> bool:
    a, b = ("".join(value.replace(",", "").split()) for value in values)
    return a == b or (a + b).replace(".", "").isdecimal() and Fraction(a) == Fraction(b)
