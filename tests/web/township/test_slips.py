"""Accounts when people change: hand-over, slips, in use again; one person, one hand."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import PASSWORD, TOWNSHIP, VILLAGE
from tests.web.conftest import Page
from villagepub import account_slips, db
from villagepub.access import Actor, Forbidden
from villagepub.act import Act
from villagepub.models import Staff
from villagepub.notices.errors import NoticeFault
from villagepub.states import Role

SLIPS, ACCOUNTS = "/township/slips/", "/township/accounts/"


@pytest.fixture
def desk(client: FlaskClient, sign_in) -> FlaskClient:  # type: ignore[no-untyped-def]
    sign_in("bai")
    return client


def staff(engine: Engine, login: str) -> Staff:
    with db.reading(engine) as session:
        return session.exec(select(Staff).where(Staff.login == login)).one()


def enter(app: Flask, login: str, password: str) -> Page:
    client = app.test_client()
    field = Page(client.get("/login")).soup.find("input", {"name": "csrf_token"})
    data = {"csrf_token": field["value"], "login": login, "password": password}
    return Page(client.post("/login", data=data, follow_redirects=True))


def slip_of(page: Page) -> tuple[str, str]:
    """Account and password of the one slip on the page."""
    (slip,) = page.soup.select(".slip")
    words = slip.get_text(" ", strip=True)
    found = re.search(r"账号 (\S+) 头回密码 (\S+)", words)
    assert found, words
    return found[1], found[2]


def test_a_hand_over_ends_the_one_and_lets_the_other_in(
    desk: FlaskClient, app: Flask, county: Engine, post
) -> None:  # type: ignore[no-untyped-def]
    old = staff(county, "laotuo")
    page = post(f"{SLIPS}{old.id}/hand-over", {"name": "杨彩云"}, at=ACCOUNTS)
    login, password = slip_of(page)
    assert login == "马家沟杨彩云"
    assert "改密码" in enter(app, login, password).words
    assert enter(app, "laotuo", PASSWORD).code == 400
    assert not staff(county, "laotuo").is_active


def test_the_committee_is_not_handed_over_to_who_writes(
    desk: FlaskClient, county: Engine, post
) -> None:  # type: ignore[no-untyped-def]
    page = post(
        f"{SLIPS}{staff(county, 'zhe').id}/hand-over", {"name": "拓小梅"}, at=ACCOUNTS
    )
    assert "不能又写又审" in page.words
    assert staff(county, "zhe").is_active  # nothing half done


@pytest.mark.parametrize("is_the_name", [True, False])
def test_no_other_township_learns_by_a_hand_over_whose_an_account_is(
    county: Engine, is_the_name: bool
) -> None:
    of_zhuanyaowan = Actor(
        id=0, name="高文秀", role=Role.TOWNSHIP, place_code="610603100"
    )
    theirs = staff(county, "laotuo")
    assert theirs.id is not None
    name = theirs.name if is_the_name else "杨彩云"
    with pytest.raises(Forbidden), db.transaction(county) as session:
        act = Act(session, of_zhuanyaowan, stage.AT)
        password = account_slips.one_time()
        account_slips.hand_over(act, staff_id=theirs.id, name=name, password=password)
    assert staff(county, "laotuo").is_active


def test_a_lost_password_is_a_new_slip(
    desk: FlaskClient, app: Flask, county: Engine, post
) -> None:  # type: ignore[no-untyped-def]
    page = post(f"{SLIPS}{staff(county, 'laotuo').id}/renew", {}, at=ACCOUNTS)
    login, password = slip_of(page)
    assert enter(app, login, PASSWORD).code == 400
    assert "改密码" in enter(app, login, password).words


def test_an_ended_account_is_in_use_again_with_a_new_password(
    desk: FlaskClient, app: Flask, county: Engine, post
) -> None:  # type: ignore[no-untyped-def]
    post(f"{ACCOUNTS}laotuo/disable", {}, at=ACCOUNTS)
    page = post(f"{SLIPS}{staff(county, 'laotuo').id}/enable", {}, at=ACCOUNTS)
    login, password = slip_of(page)
    assert enter(app, login, PASSWORD).code == 400
    assert "改密码" in enter(app, login, password).words


def test_an_account_stays_ended_while_its_person_signs_for_the_village(
    desk: FlaskClient, county: Engine, post
) -> None:  # type: ignore[no-untyped-def]
    post(f"{ACCOUNTS}laotuo/disable", {}, at=ACCOUNTS)
    post(SLIPS, {f"supervisor-{VILLAGE}": "拓小梅"}, at=SLIPS)
    page = post(f"{SLIPS}{staff(county, 'laotuo').id}/enable", {}, at=ACCOUNTS)
    assert "不能又写又审" in page.words
    assert not staff(county, "laotuo").is_active


def test_the_township_gets_a_second_account(
    desk: FlaskClient, app: Flask, county: Engine, post
) -> None:  # type: ignore[no-untyped-def]
    page = post(SLIPS, {f"township-{TOWNSHIP}": "康敏"}, at=SLIPS)
    login, password = slip_of(page)
    assert login == "沿河湾康敏"
    assert "改密码" in enter(app, login, password).words
    again = post(SLIPS, {f"township-{TOWNSHIP}": "康敏"}, at=SLIPS)
    assert "已经有账号了" in again.words


def test_two_of_one_name_in_one_place_are_told_apart_by_number(
    desk: FlaskClient, post
) -> None:  # type: ignore[no-untyped-def]
    post(SLIPS, {f"clerk-{VILLAGE}": "王小明"}, at=SLIPS)
    page = post(SLIPS, {f"supervisor-{VILLAGE}": "王小明（二组）"}, at=SLIPS)
    assert slip_of(page)[0] == "马家沟王小明二组"


def test_who_wrote_it_does_not_sign_it_by_another_login(
    county: Engine, sheets_folder: Path
) -> None:
    with db.transaction(county) as session:
        draft = stage.submit(
            session,
            stage.settle_all(
                session,
                stage.upload(
                    session,
                    stage.begin(session),
                    (sheets_folder / "notices" / stage.CASES[0].file).read_bytes(),
                    stage.CASES[0].file,
                ),
            ),
        )
        signer = session.exec(select(Staff).where(Staff.login == "zhe")).one()
        signer.name = "拓 小梅"
        session.flush()
        with pytest.raises(NoticeFault, match="自己写的自己不能审"):
            stage.approve(session, draft)
