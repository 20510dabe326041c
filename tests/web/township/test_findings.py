"""The list of what differs: a page at a time, counted in the database."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests.stage import AT, TOWNSHIP, VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.conftest import Page, strict
from villagepub import clock, db
from villagepub.audit_actions import AuditAction
from villagepub.models import AuditEntry, Finding
from villagepub.states import FindingKind, FindingState
from villagepub.web.township.findings.views import LINES

OTHER = "610603102200"
FINDINGS = 10  # questions of the list


def find(
    session: Session,
    numbers: range,
    *,
    village: str = VILLAGE,
    state: FindingState = FindingState.OPEN,
    kind: FindingKind = FindingKind.MISSING_IN_VILLAGE,
    late: bool = False,
) -> None:
    for number in numbers:
        session.add(
            Finding(
                village_code=village,
                item="耕地地力保护补贴",
                period="2026",
                key=f"{kind}:{number}",
                kind=kind,
                name=f"苗第{number}",
                government_row=number,
                state=state,
                due_on=clock.day(AT) - timedelta(days=1) if late else None,
                found_at=AT,
                seen_at=AT,
            )
        )


@pytest.fixture
def town(county: Engine, desk: Callable[[str], Desk]) -> Desk:
    with db.transaction(county) as session:
        find(session, range(1, 2 * LINES + 11))
        find(session, range(900, 910), state=FindingState.WITH_GOVERNMENT, late=True)
        find(session, range(1, 4), village=OTHER, kind=FindingKind.AMBIGUOUS)
    return desk("bai")


def names(page: Page) -> list[str]:
    return [
        str(th.contents[0]) for th in page.soup.select("table.fnd tbody th[scope=row]")
    ]


def test_a_long_list_is_read_a_page_at_a_time_and_nothing_is_left_out(
    town: Desk,
) -> None:
    path, seen, sizes = "/township/findings/", list[str](), list[int]()
    while path:
        page = town.get(path)
        strict(page.text)
        sizes.append(len(names(page)))
        seen += names(page)
        after = page.soup.select_one("a[rel=next]")
        path = str(after["href"]) if after else ""
    assert sizes == [LINES, LINES, 23]
    ours = [*range(1, 2 * LINES + 11), *range(900, 910)]
    assert seen == [f"苗第{n}" for n in (1, 2, 3, *ours)]


def test_the_counts_are_those_of_the_whole_list(town: Desk) -> None:
    page = town.get("/township/findings/?page=3")
    said = {
        str(div.dt.string): div.dd.get_text(strip=True)
        for div in page.soup.select(".glance div")
        if div.dt and div.dd
    }
    assert said["对不上"] == "123条，2 个村"
    assert said["没人管"] == "113条"
    assert said["等政府改"] == "10条"
    assert said["过了期"] == "10条"
    assert "村　120 条" in page.text
    assert "第 3 页，共 3 页" in page.text


def test_what_the_government_did_not_disclose_makes_the_township_no_village(
    town: Desk, county: Engine
) -> None:
    with db.transaction(county) as session:
        kind = FindingKind.NOT_DISCLOSED
        find(session, range(1, 3), village=TOWNSHIP, kind=kind)
    glance = town.get("/township/findings/").soup.select_one(".glance")
    assert glance is not None
    assert "125条，2 个村" in glance.get_text("", strip=True)


def test_a_list_that_was_not_brought_in_is_not_told_as_not_disclosed(
    town: Desk, county: Engine
) -> None:
    kind = FindingKind.NOT_DISCLOSED
    with db.transaction(county) as session:
        find(session, range(1, 2), village=TOWNSHIP, kind=kind)
    page = town.get(f"/township/findings/?kind={kind}")
    assert "还没有导入" in page.words
    assert "没有公开" not in page.words
    letters = page.soup.select("tbody a[href*='/letter-drafts/']")
    assert letters == [], "a township writes no letter to itself"


def test_a_kind_has_its_own_pages_and_a_page_behind_the_end_is_the_last(
    town: Desk,
) -> None:
    page = town.get(f"/township/findings/?kind={FindingKind.AMBIGUOUS}&page=9")
    assert names(page) == ["苗第1", "苗第2", "苗第3"]
    assert page.soup.select_one("a[rel=next]") is None
    page = town.get(f"/township/findings/?kind={FindingKind.MISSING_IN_VILLAGE}")
    after = page.soup.select_one("a[rel=next]")
    assert after is not None
    assert f"kind={FindingKind.MISSING_IN_VILLAGE}" in after["href"]


@pytest.mark.parametrize("asked", ["0", "-1", "x", "２", "9" * 40])
def test_a_page_that_is_no_number_is_a_page_all_the_same(
    town: Desk, asked: str
) -> None:
    assert town.get(f"/township/findings/?page={asked}").code == 200


def test_one_press_gives_the_village_all_that_it_has_not_only_the_page(
    town: Desk, county: Engine
) -> None:
    page = town.get(f"/township/findings/?village={VILLAGE}")
    with db.transaction(county) as session:
        find(session, range(500, 503))  # a check goes on while the officer reads
    done = town.send(page, action="/findings/assign")
    assert "交给村里 110 条" in done.words
    with db.reading(county) as session:
        states = session.exec(
            select(Finding.state).where(Finding.village_code == VILLAGE)
        ).all()
    assert states.count(FindingState.ASSIGNED) == 110
    assert states.count(FindingState.OPEN) == 3


def test_one_press_gives_only_the_kind_that_is_looked_at(
    town: Desk, county: Engine
) -> None:
    with db.transaction(county) as session:
        find(session, range(1, 3), kind=FindingKind.FIELD_DIFFERS)
    query = f"?kind={FindingKind.FIELD_DIFFERS}&village={VILLAGE}"
    page = town.get(f"/township/findings/{query}")
    done = town.send(page, action="/findings/assign")
    assert "交给村里 2 条" in done.words
    again = town.send(page, action="/findings/assign")
    assert "刚才已经点过了" in again.words


def test_all_of_a_village_are_let_go_with_a_reason_and_come_back_together(
    town: Desk, county: Engine
) -> None:
    def states() -> list[FindingState]:
        with db.reading(county) as session:
            mine = Finding.village_code == OTHER
            return list(session.exec(select(Finding.state).where(mine)).all())

    page = town.get(f"/township/findings/?village={OTHER}")
    page = town.send(page, {"reason": " "}, action="/findings/dismiss")
    assert "请写一句为什么不算问题" in page.words
    assert set(states()) == {FindingState.OPEN}
    why = {"reason": "两边写的是同一家人"}
    page = town.send(page, why, action="/findings/dismiss")
    assert "3 条不算问题" in page.words
    assert set(states()) == {FindingState.DISMISSED}
    with db.reading(county) as session:
        dismissed = AuditEntry.action == AuditAction.FINDING_DISMISS
        log = session.exec(select(AuditEntry).where(dismissed)).all()
    assert len(log) == 3
    page = town.get(f"/township/findings/?ended=1&village={OTHER}")
    assert "拿回“两边写的是同一家人”的 3 条" in page.words
    unsaid = town.send(page, {"reason": ""}, action="/findings/reopen")
    assert "没有剩下要办的" in unsaid.words
    page = town.send(page, action="/findings/reopen")
    assert "拿回来 3 条" in page.words
    assert set(states()) == {FindingState.OPEN}


def test_another_townships_village_is_not_given_anything(
    town: Desk, county: Engine
) -> None:
    page = town.get(f"/township/findings/?village={VILLAGE}")
    action = "/findings/assign"
    answer = town.send(page, {"of": "610603103201"}, action=action)
    assert answer.code == 403


def test_a_page_costs_the_same_however_long_the_list_is(
    town: Desk, county: Engine
) -> None:
    def cost() -> tuple[int, int]:
        asked: list[str] = []

        def note(*given: object) -> None:
            asked.append(str(given[2]))

        town.get("/township/findings/")  # what is asked once in some seconds
        event.listen(county, "before_cursor_execute", note)
        text = town.get("/township/findings/").text
        event.remove(county, "before_cursor_execute", note)
        return len(asked), len(text)

    few = cost()
    with db.transaction(county) as session:
        find(session, range(2000, 3000))
    many = cost()
    assert few[0] == many[0] <= FINDINGS
    assert abs(few[1] - many[1]) < 200


def test_the_clerk_reads_what_was_given_a_page_at_a_time(
    county: Engine, desk: Callable[[str], Desk]
) -> None:
    with db.transaction(county) as session:
        find(
            session,
            range(LINES + 5),
            state=FindingState.ASSIGNED,
            kind=FindingKind.FIELD_DIFFERS,
        )
    clerk = desk("laotuo")
    assert f"{LINES + 5}" in clerk.get("/clerk/").words
    page = clerk.get("/clerk/findings/")
    assert len(page.soup.select("article")) == LINES
    after = page.soup.select_one("a[rel=next]")
    assert after is not None
    assert len(clerk.get(str(after["href"])).soup.select("article")) == 5
