"""Villages that were renamed, founded or merged since the list was made."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.stage import AT, TOWNSHIP, VILLAGE, act
from villagepub import db, village_changes
from villagepub.access import Actor, Forbidden
from villagepub.act import Act
from villagepub.models import Place
from villagepub.notices import numbering, queries
from villagepub.place_import import import_csv
from villagepub.places import PlaceError
from villagepub.states import Role

EMPTY = "610603102202"


def test_a_new_name_is_printed_from_now_on_and_the_old_stays_where_it_was(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        village_changes.rename(
            act(session, "bai", AT), code=VILLAGE, name="马家沟 新村村委会"
        )
    with db.reading(county) as session:
        village = session.get_one(Place, VILLAGE)
        found = queries.as_signed(session, public_id)
    assert (village.short_name, village.initials) == ("马家沟新村", "mjgxc")
    assert village.full_name == "延安市安塞区沿河湾镇马家沟新村"
    assert found is not None
    assert found.content.village == "马家沟村"


def test_a_village_that_was_missing_is_added(county: Engine) -> None:
    with db.transaction(county) as session:
        village_changes.add(
            act(session, "bai", AT),
            township=TOWNSHIP,
            code="610603102 230",
            name="新窑村委会",
        )
    with db.reading(county) as session:
        assert session.get_one(Place, "610603102230").short_name == "新窑村"


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("610603103230", "新窑村", "前 9 位是 610603102"),
        ("6106031022", "新窑村", "12 位数字"),
        (VILLAGE, "新窑村", "已经有村了"),
        ("610603102230", "村", "2 到 40 个字"),
        ("610603102230", "新窑村王建国13749219033", "一长串数字"),
    ],
)
def test_what_is_no_village_of_this_township_is_refused(
    county: Engine, code: str, name: str, said: str
) -> None:
    with db.transaction(county) as session, pytest.raises(PlaceError, match=said):
        village_changes.add(
            act(session, "bai", AT), township=TOWNSHIP, code=code, name=name
        )


@pytest.mark.parametrize("code", [TOWNSHIP, "610603"])
def test_only_a_village_is_renamed(county: Engine, code: str) -> None:
    with db.transaction(county) as session:
        county_desk = Actor(id=1, name="县", role=Role.COUNTY, place_code="610603")
        desk = Act(session, county_desk, AT)
        with pytest.raises(PlaceError, match="只改村"):
            village_changes.rename(desk, code=code, name="沿河湾新镇")


def test_two_villages_of_a_township_never_have_one_name(county: Engine) -> None:
    """A list of the government's would be cut to the wrong one."""
    with db.transaction(county) as session:
        desk = act(session, "bai", AT)
        with pytest.raises(PlaceError, match=f"已经有一个马家沟村（{VILLAGE}）"):
            village_changes.rename(desk, code=EMPTY, name="马家沟村民委员会")
        with pytest.raises(PlaceError, match="已经有一个马家沟村"):
            village_changes.add(
                desk, township=TOWNSHIP, code="610603102230", name="马家沟村"
            )
        village_changes.rename(desk, code=VILLAGE, name="马家沟村委会（原）")
        merged = village_changes.rename(desk, code=EMPTY, name="马家沟村委会")
        assert merged.full_name == "延安市安塞区沿河湾镇马家沟村"


def test_a_list_that_comes_again_takes_no_new_name_back(county: Engine) -> None:
    """What a person has said since is what stands on paper."""
    listed = (
        "code,name,streetCode,street,areaCode\n"
        f"{VILLAGE},马家沟村委会,{TOWNSHIP},沿河湾镇,610603\n"
        f"{EMPTY},云盘峁村委会,{TOWNSHIP},沿河湾镇,610603\n"
    )
    with db.transaction(county) as session:
        desk = act(session, "bai", AT)
        village_changes.rename(desk, code=VILLAGE, name="马家沟新村村委会")
        again = Act(session, None, AT)
        done = import_csv(again, listed.encode(), filename="村.csv")
        assert done.kept == (("马家沟村委会", "马家沟新村村委会"),)
        village = session.get_one(Place, VILLAGE)
        assert village.full_name == "延安市安塞区沿河湾镇马家沟新村"
        assert session.get_one(Place, EMPTY).short_name == "云盘峁村"


def test_a_merged_village_goes_on_behind_the_numbers_of_the_one_that_had_its_name(
    county: Engine, sheets_folder: Path
) -> None:
    """Two papers with one number are told apart by nobody."""
    first = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        desk = act(session, "bai", AT)
        village_changes.rename(desk, code=VILLAGE, name="马家沟村委会（原）")
        village_changes.rename(desk, code=EMPTY, name="马家沟村委会")
        merged = numbering.places_of(session, EMPTY)
        found = queries.as_signed(session, first)
        assert found is not None
        assert found.content.number == "安塞·沿河湾·马家沟〔2026〕惠 001号"
        said = "安塞·沿河湾·马家沟〔2026〕惠 002号"
        of = {"places": merged, "mark": "惠", "year": 2026}
        assert numbering.next_number(session, **of) == said
        assert numbering.give_number(session, **of) == said


def test_one_goes_only_while_nothing_hangs_on_it(county: Engine) -> None:
    with db.transaction(county) as session:
        desk = act(session, "bai", AT)
        with pytest.raises(PlaceError, match="有人的账号"):
            village_changes.drop(desk, code=VILLAGE)
        village_changes.drop(desk, code=EMPTY)
    with db.reading(county) as session:
        assert session.get(Place, EMPTY) is None
        assert session.get(Place, VILLAGE) is not None


def test_another_townships_villages_are_not_ones_own(county: Engine) -> None:
    with db.transaction(county) as session, pytest.raises(Forbidden):
        village_changes.rename(
            act(session, "laotuo", AT), code=VILLAGE, name="马家沟新村"
        )
