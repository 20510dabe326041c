"""What an officer with fifteen villages does wrong, and two officers do at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.findings.test_village_check import PAID
from tests.stage import AT, OTHER, PASSWORD, TOWNSHIP, VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.township.test_disclosures import count, counting, offer, row, sheet
from villagepub import db, passwords, staff_accounts, village_changes, worker
from villagepub.models import Disclosure, Finding, VillageAlias
from villagepub.states import DisclosureState, FindingState, Role


@pytest.fixture
def town(desk: Callable[[str], Desk]) -> Desk:
    return desk("bai")


@pytest.fixture
def second(county: Engine, desk: Callable[[str], Desk]) -> Desk:
    """Another officer of the same township, in a browser of her own."""
    with db.transaction(county) as session:
        staff = staff_accounts.add(
            stage.act(session, "bai", AT),
            login="feng",
            name="冯秀英",
            role=Role.TOWNSHIP,
            place_code=TOWNSHIP,
            password=passwords.hashed(PASSWORD, "feng"),
        )
        staff.must_change = False
    return desk("feng")


def check(county: Engine) -> None:
    worker.check_once(county, now=lambda: AT)


def states(county: Engine) -> dict[int, FindingState]:
    with db.reading(county) as session:
        return {f.id: f.state for f in session.exec(select(Finding))}


@pytest.fixture
def checked(town: Desk, county: Engine, sheets_folder: Path, paid: bytes) -> Engine:
    """What was posted and what the government paid are held against each other."""
    stage.publish(county, sheets_folder)
    count(town, offer(town, paid, PAID))
    check(county)
    return county


def test_a_name_told_wrongly_is_forgotten_and_asked_about_again(
    town: Desk, county: Engine
) -> None:
    """马家勾村 was said to be another village; its list is undone, told again, right."""
    data = sheet([row("马家勾村"), row("寨子湾村")])
    page = town.send(offer(town, data), {"village": OTHER}, action="/preview/villages")
    page = count(town, page)
    assert VILLAGE not in counting(county)
    town.send(page, action="/undo")
    lists = town.get("/township/disclosures/")
    assert "记住的村名" in lists.words
    done = town.send(lists, action="/aliases/forget")
    assert "再问" in done.words
    assert "记住的村名" not in done.words
    again = offer(town, data)
    assert "这几个村名认不出" in again.words
    count(town, town.send(again, {"village": VILLAGE}, action="/preview/villages"))
    assert VILLAGE in counting(county)
    assert OTHER not in counting(county)
    with db.reading(county) as session:
        (alias,) = session.exec(select(VillageAlias)).all()
    assert alias.village_code == VILLAGE


@pytest.mark.parametrize("town_name", ["", "沿河湾镇"])
def test_a_village_that_is_merged_and_still_a_place_has_its_rows_given_to_another(
    town: Desk, county: Engine, town_name: str
) -> None:
    data = sheet(
        [row(f"{town_name}马家沟村"), row(f"{town_name}高家峁村", "苗占彪", 3)]
    )
    page = offer(town, data)
    assert "这份有 2 个村、2 行" in page.words
    said = {"written": "高家峁村", "village": VILLAGE}
    page = town.send(page, said, action="/preview/villages")
    assert "这份有 1 个村、2 行" in page.words
    count(town, page)
    again = offer(town, data, title="下一份")
    assert "这份有 1 个村、2 行" in again.words
    count(town, again)
    assert counting(county) == {VILLAGE: "下一份"}


def test_a_name_that_two_forget_is_forgotten_once(
    town: Desk, second: Desk, county: Engine
) -> None:
    page = offer(town, sheet([row("马家勾村"), row("寨子湾村")]))
    town.send(page, {"village": OTHER}, action="/preview/villages")
    pages = [one.get("/township/disclosures/") for one in (town, second)]
    town.send(pages[0], action="/aliases/forget")
    assert "没有记着这个村名" in second.send(pages[1], action="/aliases/forget").words


def test_two_officers_count_one_list_once(
    town: Desk, second: Desk, county: Engine, paid: bytes
) -> None:
    """The second to bring it in comes to the first one's preview."""
    mine, theirs = offer(town, paid, PAID), offer(second, paid, PAID)
    assert "早就在了" in theirs.words
    assert "还没算数" in theirs.words
    count(town, mine)
    assert "已经算数了" in count(second, theirs).words
    only = _only(county)
    assert only.state is DisclosureState.STANDING
    pages = [one.get(f"/township/disclosures/{only.id}/") for one in (town, second)]
    town.send(pages[0], action="/undo")
    assert "没有在用，不用撤" in second.send(pages[1], action="/undo").words


def _only(county: Engine) -> Disclosure:
    with db.reading(county) as session:
        return session.exec(select(Disclosure)).one()


def test_two_officers_decide_about_one_finding_and_the_later_one_is_told(
    town: Desk, second: Desk, checked: Engine
) -> None:
    number = min(states(checked))
    mine = town.get(f"/township/findings/{number}/")
    theirs = second.get(f"/township/findings/{number}/")
    town.send(mine, {"reason": "核过，没错。"}, action="/dismiss")
    late = second.send(theirs, action="/assign")
    assert late.soup.select_one("[role=status]") is not None
    assert states(checked)[number] is FindingState.DISMISSED


def test_everything_given_at_once_by_two_is_given_once_and_comes_back_at_once(
    town: Desk, second: Desk, checked: Engine
) -> None:
    before = states(checked)
    pages = [one.get("/township/findings/") for one in (town, second)]
    for one, page in zip((town, second), pages, strict=True):
        one.send(page, action="/findings/assign")
    given = states(checked)
    assert FindingState.ASSIGNED in given.values()
    back = town.get("/township/findings/")
    town.send(back, action="/findings/unassign")
    assert states(checked) == before


def test_what_is_decided_while_the_other_undoes_the_import_is_kept(
    town: Desk, second: Desk, county: Engine, sheets_folder: Path, paid: bytes
) -> None:
    stage.publish(county, sheets_folder)
    page = count(town, offer(town, paid, PAID))
    check(county)
    number = min(n for n, s in states(county).items() if s is FindingState.OPEN)
    open_page = second.get(f"/township/findings/{number}/")
    town.send(page, action="/undo")
    check(county)
    second.send(open_page, {"reason": "户主七月换了。"}, action="/dismiss")
    count(town, offer(town, paid, PAID))
    check(county)
    kept = states(county)[number]
    assert kept is FindingState.DISMISSED
    assert "户主七月换了" in town.get(f"/township/findings/{number}/").words


def test_a_renamed_village_is_known_by_its_new_name_and_by_the_told_old_one(
    town: Desk, county: Engine
) -> None:
    """Lists printed before the change still write the old name; it is told once."""
    with db.transaction(county) as session:
        village_changes.rename(
            stage.act(session, "bai", AT), code=VILLAGE, name="新窑沟村委会"
        )
    count(town, offer(town, sheet([row("新窑沟村")]), title="新的"))
    assert counting(county) == {VILLAGE: "新的"}
    old = offer(town, sheet([row("马家沟村", area=3)]), title="照旧名的")
    assert "认不出" in old.words
    count(town, town.send(old, {"village": VILLAGE}, action="/preview/villages"))
    assert counting(county) == {VILLAGE: "照旧名的"}


def test_a_list_for_another_township_is_refused_whole(
    town: Desk, county: Engine
) -> None:
    page = offer(town, sheet([row("真武洞村"), row("徐家沟村")]))
    with db.reading(county) as session:
        standing = session.exec(
            select(Disclosure).where(Disclosure.state == DisclosureState.STANDING)
        ).all()
    assert not standing
    assert "认不出" in page.words or "没有" in page.words


def test_a_client_without_the_page_undoes_nothing(
    client: FlaskClient, county: Engine
) -> None:
    assert client.post("/township/disclosures/1/undo").status_code in (302, 303, 400)
