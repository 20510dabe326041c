"""A township changes and issues its list in versions; a village adds and takes nothing away."""

from dataclasses import replace

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests.stage import AT, TOWNSHIP, VILLAGE, act
from villagepub import audit, powers
from villagepub.access import Forbidden
from villagepub.errors import UserError
from villagepub.models import AuditEntry
from villagepub.powers import versions

ITEM = replace(powers.sample().items[8], code="QL-09", name="修路修水")
OWN = replace(powers.sample().items[2], code="ZJ-01", name="红白理事会怎么办事")


def test_without_a_list_a_village_shows_the_sample_that_says_so(county: Engine) -> None:
    with Session(county) as session:
        assert versions.list_of(session, VILLAGE) == powers.sample()
        assert versions.list_of(session, VILLAGE).is_sample


def test_a_change_shows_in_the_villages_once_it_is_issued(county: Engine) -> None:
    with Session(county) as session:
        bai = act(session, "bai", AT)
        versions.change_item(bai, township=TOWNSHIP, item=ITEM, old="QL-09")
        assert versions.list_of(session, VILLAGE).is_sample
        versions.issue(bai, township=TOWNSHIP)
        shown = versions.list_of(session, VILLAGE)
        assert not shown.is_sample
        assert shown.items[8] == ITEM  # in the place of the old one


def test_a_change_after_issuing_waits_for_the_next_issue(county: Engine) -> None:
    with Session(county) as session:
        bai = act(session, "bai", AT)
        versions.change_item(bai, township=TOWNSHIP, item=ITEM, old="QL-09")
        versions.issue(bai, township=TOWNSHIP)
        second = versions.drop_item(bai, township=TOWNSHIP, code="QL-01")
        assert second.version == 2
        assert versions.list_of(session, VILLAGE).find("QL-01")
        versions.issue(bai, township=TOWNSHIP)
        assert versions.list_of(session, VILLAGE).find("QL-01") is None


def test_the_same_list_again_makes_no_version(county: Engine) -> None:
    with Session(county) as session:
        bai = act(session, "bai", AT)
        for _ in range(2):
            row = versions.change_item(bai, township=TOWNSHIP, item=ITEM, old="QL-09")
        assert row.version == 1


def test_a_village_adds_and_keeps_it_through_a_new_issue(county: Engine) -> None:
    with Session(county) as session:
        clerk, bai = act(session, "laotuo", AT), act(session, "bai", AT)
        assert versions.next_own_code(session, VILLAGE) == "ZJ-01"
        versions.add(clerk, village=VILLAGE, item=OWN)
        assert versions.next_own_code(session, VILLAGE) == "ZJ-02"
        versions.change_item(bai, township=TOWNSHIP, item=ITEM, old="QL-09")
        versions.issue(bai, township=TOWNSHIP)
        assert versions.list_of(session, VILLAGE).items[-1] == OWN
        better = replace(OWN, decides="红白理事会")
        versions.add(clerk, village=VILLAGE, item=better, old="ZJ-01")
        assert versions.own_items(session, VILLAGE) == (better,)


@pytest.mark.parametrize("taken", [{"code": "QL-09"}, {"name": "协商议事"}])
def test_a_village_does_not_replace_what_the_township_issued(
    county: Engine, taken: dict[str, str]
) -> None:
    with (
        Session(county) as session,
        pytest.raises(UserError, match="镇上的清单里已经有了"),
    ):
        versions.add(
            act(session, "laotuo", AT), village=VILLAGE, item=replace(OWN, **taken)
        )


def test_who_may_do_what(county: Engine) -> None:
    with Session(county) as session:
        with pytest.raises(Forbidden):
            versions.issue(act(session, "laotuo", AT), township=TOWNSHIP)
        with pytest.raises(Forbidden):
            versions.add(act(session, "kang", AT), village=VILLAGE, item=OWN)


def test_nothing_is_issued_before_it_was_changed(county: Engine) -> None:
    with (
        Session(county) as session,
        pytest.raises(UserError, match="先照本地规定改好"),
    ):
        versions.issue(act(session, "bai", AT), township=TOWNSHIP)


def test_every_act_stands_in_the_log(county: Engine) -> None:
    with Session(county) as session:
        bai = act(session, "bai", AT)
        versions.change_item(bai, township=TOWNSHIP, item=ITEM, old="QL-09")
        versions.issue(bai, township=TOWNSHIP)
        versions.add(act(session, "laotuo", AT), village=VILLAGE, item=OWN)
        said = [e.action for e in session.exec(select(AuditEntry))][-3:]
        assert said == ["powers.change", "powers.issue", "powers.add"]
        assert audit.first_broken(session) is None
