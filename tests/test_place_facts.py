"""A place's phone and names: entered once, printed at signing, with their history."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.stage import AT, CASES, TOWNSHIP, VILLAGE
from villagepub import db, place_facts
from villagepub.access import Forbidden
from villagepub.content import NoticeContent
from villagepub.models import Place
from villagepub.notices import queries
from villagepub.places import PlaceError


def say(county: Engine, login: str = "bai", code: str = VILLAGE, **values: str) -> None:
    with db.transaction(county) as session:
        act = stage.act(session, login, AT)
        place_facts.change(act, place_code=code, values=values)


def signed(county: Engine, public_id: str) -> NoticeContent:
    with db.reading(county) as session:
        found = queries.as_signed(session, public_id)
    assert found is not None
    return found.content


def test_what_is_entered_is_printed_at_the_next_signing_only(
    county: Engine, sheets_folder: Path
) -> None:
    first = stage.publish(county, sheets_folder)
    say(county, phone="0911-6212345", collective="马家沟村股份经济合作社")
    say(
        county, code=TOWNSHIP, supervisors="村民监督委员会", bookkeeper="镇会计服务中心"
    )
    second = signed(county, stage.publish(county, sheets_folder, CASES[1]))
    assert second.publisher == "马家沟村股份经济合作社"
    assert second.supervisors == "村民监督委员会"
    assert "0911-6212345" in [phone.number for phone in second.phones]
    assert any("镇会计服务中心" in answer.answer for answer in second.answers)
    before = signed(county, first)
    assert before.supervisors == "村务监督委员会"
    assert "0911-6212345" not in before.to_json()


def test_the_village_committees_own_phone_is_printed_beside_the_committees(
    county: Engine, sheets_folder: Path
) -> None:
    before = signed(county, stage.publish(county, sheets_folder))
    say(county, office_phone="0911-6212346")
    after = signed(county, stage.publish(county, sheets_folder, CASES[1]))
    lines = [(phone.label, phone.number) for phone in after.phones]
    assert lines[1] == ("马家沟村委会", "0911-6212346")
    assert lines[0][0].startswith("村务监督委员会")
    assert lines[0][1] == "0911-0062011"
    assert "0911-6212346" not in before.to_json()
    for mobile in ("13749219033", "013749219033", "8613749219033", "0137-49219033"):
        with pytest.raises(PlaceError, match="手机号"):
            say(county, office_phone=mobile)
    with pytest.raises(PlaceError, match="不像电话"):
        say(county, office_phone="老王")


def test_every_change_stays_in_the_log_with_what_was_said_before(
    county: Engine,
) -> None:
    say(county, phone="0911-6212345")
    say(county, phone="0911-6212345")
    say(county, phone="")
    with db.reading(county) as session:
        place = session.get_one(Place, VILLAGE)
        entries = place_facts.history(session, place)
    assert [e.data["changed"] for e in entries] == [
        {"phone": ["0911-6212345", ""]},
        {"phone": ["0911-0062011", "0911-6212345"]},
    ]
    assert {e.actor_name for e in entries} == {"白玉兰"}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"phone": "打电话找老王"}, "不像电话"),
        ({"phone": "0911-62123456789012"}, "不像电话"),
        ({"bookkeeper": "会计 13749219033"}, "不写号码"),
        ({"supervisors": "监" * 31}, "最多 30 个字"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_nothing_is_kept(
    county: Engine, values: dict[str, str], said: str
) -> None:
    with pytest.raises(PlaceError, match=said):
        say(county, **{"collective": "马家沟村经济合作社", **values})
    with db.reading(county) as session:
        assert session.get_one(Place, VILLAGE).collective == ""


@pytest.mark.parametrize(("login", "code"), [("laotuo", VILLAGE), ("bai", "610603")])
def test_only_those_above_a_place_say_it(county: Engine, login: str, code: str) -> None:
    with pytest.raises(Forbidden):
        say(county, login, code, phone="0911-6212345")
