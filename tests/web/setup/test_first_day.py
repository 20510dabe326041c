"""From an empty installation to the first notice, in the browser alone."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from tests.stage import AT, PASSWORD, VILLAGE
from tests.web.conftest import Page
from tests.web.setup.conftest import BEGINNER, TOWN, code_of, send
from villagepub import clock, db, settings
from villagepub.duties import queries as duties
from villagepub.factory import create_app
from villagepub.models import Place, Staff
from villagepub.states import DutyState


@pytest.mark.parametrize("address", ["/", "/login", "/v/610603102201", "/clerk/"])
def test_every_page_of_an_empty_installation_leads_to_its_first_day(
    client: FlaskClient, address: str
) -> None:
    answer = client.get(address)
    assert answer.headers["Location"] == "/setup"
    assert "这里还是空的" in Page(client.get("/setup")).words


def test_programs_that_watch_it_get_their_answers(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_nobody_comes_further_than_the_door_without_the_code(
    client: FlaskClient, engine: Engine
) -> None:
    code_of(engine)
    assert client.get("/setup/place").status_code == 403
    page = send(client, "/setup", "/setup", code="AAAA-AAAA")
    assert (page.code, "代码不对" in page.words) == (400, True)


def test_the_code_opens_once(app: Flask, client: FlaskClient, engine: Engine) -> None:
    code = code_of(engine)
    assert "你们是哪里" in send(client, "/setup", "/setup", code=code.lower()).words
    other = app.test_client()
    assert "代码不对" in send(other, "/setup", "/setup", code=code).words
    assert other.get("/setup/place").status_code == 403


def test_a_new_code_ends_the_older_one_and_who_came_in_by_it(
    app: Flask, client: FlaskClient, engine: Engine
) -> None:
    send(client, "/setup", "/setup", code=code_of(engine))
    assert client.get("/setup/place").status_code == 200
    code_of(engine)
    assert client.get("/setup/place").status_code == 403


def test_after_a_day_the_code_opens_nothing(
    client: FlaskClient, engine: Engine
) -> None:
    code = code_of(engine)
    with time_machine.travel(AT + timedelta(hours=24, minutes=1), tick=False):
        page = send(client, "/setup", "/setup", code=code)
    assert "过期" in page.words


def test_guessing_the_code_is_slowed_down(client: FlaskClient, engine: Engine) -> None:
    code = code_of(engine)
    for n in range(6):
        wrong = {"code": f"WRONG{n}", "login": f"nobody{n}"}  # no field of the page
        assert send(client, "/setup", "/setup", **wrong).code == 400
    assert send(client, "/setup", "/setup", code=code).code == 429


def test_places_are_found_by_name_among_all_of_the_country(
    client: FlaskClient, engine: Engine
) -> None:
    send(client, "/setup", "/setup", code=code_of(engine))
    page = Page(client.get("/setup/place?q=沿河湾"))
    cells = [c.get_text(" ", strip=True) for c in page.soup.select(".cells a")]
    assert cells == [
        "沿河湾镇 陕西省延安市安塞区",
        "沿河湾村委会 陕西省延安市安塞区沿河湾镇，只办这一个村",
    ]
    assert "15 个村" in Page(client.get(f"/setup/place?at={TOWN}")).words
    assert "没有找到" in Page(client.get("/setup/place?q=不在地图上村")).words


def test_a_place_and_a_person_are_there_or_nothing_is(
    begun: FlaskClient, engine: Engine
) -> None:
    with db.reading(engine) as session:
        village = session.get_one(Place, VILLAGE)
        assert village.full_name == "延安市安塞区沿河湾镇马家沟村"
        staff = session.get_one(Staff, 1)
        assert (staff.name, staff.place_code, staff.must_change) == (
            "康敏",
            TOWN,
            False,
        )
    assert "还有 6 样" in Page(begun.get("/setup")).words


def test_a_password_that_is_too_easy_leaves_nothing_behind(
    client: FlaskClient, engine: Engine
) -> None:
    send(client, "/setup", "/setup", code=code_of(engine))
    easy = BEGINNER | {"password": "12345678"}
    page = send(client, "/setup/place", f"/setup/place?at={TOWN}", at=TOWN, **easy)
    assert (page.code, "密码" in page.words) == (422, True)
    with db.reading(engine) as session:
        assert session.get(Place, TOWN) is None


def test_a_list_of_ones_own_comes_in_as_a_file(
    client: FlaskClient, engine: Engine, sheets_folder: Path
) -> None:
    send(client, "/setup", "/setup", code=code_of(engine))
    token = Page(client.get("/setup/place")).soup.find("input", {"name": "csrf_token"})
    rows = "code,name,streetCode,street,areaCode\n610603102299,新村,610603102,沿河湾镇,610603\n"
    data = {
        "csrf_token": token["value"],
        "file": (io.BytesIO(rows.encode()), "村.csv"),
        **BEGINNER,
    }
    answer = client.post("/setup/place", data=data)
    assert answer.headers["Location"] == "/setup"
    with db.reading(engine) as session:
        assert session.get_one(Place, "610603102299").short_name == "新村"


def test_who_left_signs_in_and_goes_on(app: Flask, begun: FlaskClient) -> None:
    other = app.test_client()
    assert other.get("/setup").headers["Location"] == "/login?next=/setup"
    page = send(
        other,
        "/login",
        "/login?next=/setup",
        login="沿河湾康敏",
        password=PASSWORD,
        next="/setup",
    )
    assert "还有 6 样" in page.words


def test_when_it_is_over_the_page_is_gone(begun: FlaskClient) -> None:
    page = send(begun, "/setup/end", "/setup")
    assert "头一天弄好了" in page.words
    assert begun.get("/setup").status_code == 404
    assert begun.get("/setup/place").status_code == 404
    assert begun.post("/setup").status_code in (400, 404)


def test_nothing_is_owed_from_before_the_first_day(
    begun: FlaskClient, engine: Engine
) -> None:
    page = send(begun, "/township/catalogs/samples", "/township/catalogs/")
    assert "示例" in page.words
    send(begun, "/township/lists/", "/township/lists/")
    with db.reading(engine) as session:
        owed = duties.of_village(session, VILLAGE, on=clock.day(AT))
    assert owed
    assert [d.item.name for d in owed if d.state is DutyState.OVERDUE] == []

    send(begun, "/setup/end", "/setup")
    page = Page(begun.get("/township/"))
    (row,) = (r for r in page.soup.select(".gr tbody tr") if "马家沟村" in r.th.text)
    said = {cell.get_text(" ", strip=True).split()[0] for cell in row.select("td")}
    assert said == {"还没贴", "没有事", "不催"}
    waits = [d for d in owed if d.due and d.state is DutyState.DUE]
    of_all = page.soup.select_one(".glance dd").get_text(strip=True)
    assert of_all == f"{len(waits) * len(page.soup.select('.gr tbody tr'))}件"


def test_phones_are_written_on_one_page_and_all_of_it_or_nothing_is_kept(
    begun: FlaskClient, engine: Engine
) -> None:
    at = "/township/phones/"
    numbers = {f"phone-{VILLAGE}": "0911-0062011", f"phone-{TOWN}": "13900001234"}
    page = send(begun, at, at, **numbers)
    assert (page.code, "沿河湾镇：这是手机号" in page.words) == (422, True)
    with db.reading(engine) as session:
        assert session.get_one(Place, VILLAGE).phone == ""
    numbers[f"phone-{TOWN}"] = "0911-0062018"
    assert "存好了" in send(begun, at, at, **numbers).words
    with db.reading(engine) as session:
        assert session.get_one(Place, VILLAGE).phone == "0911-0062011"
        assert session.get_one(Place, TOWN).phone == "0911-0062018"


def test_slips_open_their_accounts_once_and_ask_for_ones_own_password(
    app: Flask, begun: FlaskClient, engine: Engine
) -> None:
    at = "/township/slips/"
    names = {f"clerk-{VILLAGE}": "拓小梅", f"supervisor-{VILLAGE}": "折治国"}
    page = send(begun, at, at, **names)
    slips = [s.get_text(" ", strip=True) for s in page.soup.select(".slip")]
    assert [re.search(r"账号 (\S+)", s)[1] for s in slips] == [  # type: ignore[index]
        "马家沟拓小梅",
        "马家沟折治国",
    ]
    password = page.soup.select(".pw")[0].get_text()
    clerk = app.test_client()
    entered = send(clerk, "/login", "/login", login="马家沟拓小梅", password=password)
    assert "改密码" in entered.words
    with time_machine.travel(AT + timedelta(days=9), tick=False):
        late = app.test_client()
        other = page.soup.select(".pw")[1].get_text()
        refused = send(late, "/login", "/login", login="马家沟折治国", password=other)
        assert refused.code == 400


def test_one_person_never_writes_and_signs_for_a_village(begun: FlaskClient) -> None:
    at = "/township/slips/"
    both = {f"clerk-{VILLAGE}": "拓小梅", f"supervisor-{VILLAGE}": "拓 小梅"}
    page = send(begun, at, at, **both)
    assert (page.code, "不能又写又审" in page.words) == (422, True)
    assert "1 个账号" in page.words  # neither of the two was made


def test_a_name_that_no_phone_was_given_for_is_told_among_the_steps(
    begun: FlaskClient,
) -> None:
    words = Page(begun.get("/setup")).words
    assert "差 沿河湾镇、沿河湾村、马家沟村等 16 个" in words


def test_a_demonstration_makes_room_for_ones_own_place(
    county: Engine, tmp_path: Path
) -> None:
    chosen = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "instance")})
    (chosen.instance / "demo.json").write_text('{"accounts": []}')
    client = create_app(chosen, engine=county).test_client()
    assert client.get("/").status_code == 200
    code = code_of(county)
    for _ in range(7):  # not a try at the code
        page = send(client, "/setup", "/setup", code=code)
    assert "先打个勾" in page.words
    assert page.soup.find(id="code")["value"] == code  # not to be typed again
    page = send(client, "/setup", "/setup", code=code, empty="1")
    assert "你们是哪里" in page.words
    assert client.get("/").headers["Location"] == "/setup"
    with db.reading(county) as session:
        assert session.get(Place, VILLAGE) is None
    page = send(client, "/setup/place", f"/setup/place?at={TOWN}", at=TOWN, **BEGINNER)
    assert "还有 6 样" in page.words
    assert not chosen.is_demo


def test_what_commands_filled_has_no_first_day(county: Engine, tmp_path: Path) -> None:
    chosen = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path / "instance")})
    client = create_app(chosen, engine=county).test_client()
    assert client.get("/setup").status_code == 404
    assert client.get("/").status_code == 200
