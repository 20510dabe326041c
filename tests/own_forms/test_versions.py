"""A township's own forms: worked on, issued to villages, kept in every version."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests.stage import (
    AT,
    CASES,
    OTHER,
    SUBSIDY,
    TOWNSHIP,
    VILLAGE,
    act,
    item_id,
    publish,
)
from villagepub import catalog, db, forms, own_forms
from villagepub.access import Forbidden
from villagepub.act import Act
from villagepub.forms import loader
from villagepub.forms.loader import FormError, raw_data, shipped_text
from villagepub.models import Notice, VillageItem
from villagepub.notices import drafts, expiry


@pytest.fixture
def known(county: Engine) -> Iterator[Engine]:
    own_forms.use(county)
    yield county
    loader._source = None


def copied(form_id: str = "T8", **changes: Any) -> dict[str, Any]:
    return {**raw_data(shipped_text(form_id), form_id), **changes}


def made(engine: Engine, *, items: tuple[str, ...] = (SUBSIDY,), **changes: Any) -> int:
    """A form of the township's own, issued for these items; its number."""
    with db.transaction(engine) as session:
        who = act(session, "bai", AT)
        row = own_forms.create(
            who, township=TOWNSHIP, data=copied(**changes), source="T8"
        )
        own_forms.issue(who, township=TOWNSHIP, number=row.number, items=items)
        return row.number


def form_of_item(engine: Engine, village: str = VILLAGE, name: str = SUBSIDY) -> str:
    with db.reading(engine) as session:
        item = session.get_one(VillageItem, item_id(session, name, village))
        return item.form


def test_an_issued_form_is_what_the_townships_villages_fill(known: Engine) -> None:
    assert made(known, name="沿河湾地补") == 1
    assert form_of_item(known) == form_of_item(known, OTHER) == "Z1.1"
    assert forms.get("Z1.1").name == "沿河湾地补"
    with db.transaction(known) as session:
        draft = drafts.start(
            act(session, "laotuo", AT), item_id=item_id(session, SUBSIDY), period="2026"
        )
        assert session.get_one(Notice, draft.notice_id).form == "Z1.1"


def test_nobody_finds_a_version_that_is_not_issued(known: Engine) -> None:
    with db.transaction(known) as session:
        row = own_forms.create(
            act(session, "bai", AT), township=TOWNSHIP, data=copied(), source="T8"
        )
        assert row.form_id == "Z1.1"
    for form_id in ("Z1.1", "Z2.1", "Z0.1", "Z1.01", "Z１.1", "Z1", "Z1.1'--"):
        with pytest.raises(FormError, match="没有"):
            forms.get(form_id)


def test_a_draft_keeps_its_version_and_the_next_notice_has_the_newest(
    known: Engine,
) -> None:
    number = made(known, row_unit="户")
    with db.transaction(known) as session:
        clerk = act(session, "laotuo", AT)
        old = drafts.start(clerk, item_id=item_id(session, SUBSIDY), period="2025")
    with db.transaction(known) as session:
        who = act(session, "bai", AT)
        data = copied(row_unit="家")
        row = own_forms.change(who, township=TOWNSHIP, number=number, data=data)
        assert (row.version, row.issued_at) == (2, None)
        assert form_of_item(known) == "Z1.1"
        own_forms.issue(who, township=TOWNSHIP, number=number, items=[SUBSIDY])
    with db.transaction(known) as session:
        clerk = act(session, "laotuo", AT)
        new = drafts.start(clerk, item_id=item_id(session, SUBSIDY), period="2026")
        assert session.get_one(Notice, old.notice_id).form == "Z1.1"
        assert session.get_one(Notice, new.notice_id).form == "Z1.2"
        assert forms.get("Z1.1").row_unit == "户"
        assert forms.get("Z1.2").row_unit == "家"


def test_what_was_thrown_away_is_begun_again_in_the_newest_form(known: Engine) -> None:
    with db.transaction(known) as session:
        clerk = act(session, "laotuo", AT)
        draft = drafts.start(clerk, item_id=item_id(session, SUBSIDY), period="2026")
        drafts.discard(clerk, draft_id=draft.id, revision=draft.revision)
    made(known, name="沿河湾地补")
    with db.transaction(known) as session:
        clerk = act(session, "laotuo", AT)
        again = drafts.start(clerk, item_id=item_id(session, SUBSIDY), period="2026")
        assert again.notice_id == draft.notice_id
        assert session.get_one(Notice, again.notice_id).form == "Z1.1"


def test_work_on_a_version_that_is_not_issued_makes_no_other(known: Engine) -> None:
    with db.transaction(known) as session:
        who = act(session, "bai", AT)
        row = own_forms.create(who, township=TOWNSHIP, data=copied(), source="T8")
        for unit in ("家", "人", "人"):
            row = own_forms.change(
                who, township=TOWNSHIP, number=1, data=copied(row_unit=unit)
            )
        assert (row.version, row.content.count('row_unit = "人"')) == (1, 1)
        assert own_forms.find(session, TOWNSHIP, 1).form.row_unit == "人"


def test_an_ended_form_leaves_its_items_with_the_shipped_ones(known: Engine) -> None:
    number = made(known)
    with db.transaction(known) as session:
        own_forms.end(act(session, "bai", AT), township=TOWNSHIP, number=number)
    assert form_of_item(known) == "T8"
    assert forms.get("Z1.1").id == "Z1.1"  # what was posted in it is still read


def test_an_item_that_is_left_out_has_its_shipped_form_again(known: Engine) -> None:
    number = made(known)
    with db.transaction(known) as session:
        own_forms.issue(
            act(session, "bai", AT), township=TOWNSHIP, number=number, items=()
        )
    assert form_of_item(known) == "T8"


def test_a_village_that_gets_its_list_later_has_the_form_too(known: Engine) -> None:
    made(known)
    new = "610603102200"
    with db.transaction(known) as session:
        codes = set(session.exec(select(VillageItem.village_code)))
        assert new not in codes
        catalog.issue(Act(session, None, AT), village_code=new)
    assert form_of_item(known, new) == "Z1.1"


@pytest.mark.parametrize(
    ("item", "changes", "says"),
    [
        ("农村最低生活保障对象", {}, "网上只能写全村的总数"),
        (SUBSIDY, {"objection": {}}, "公示期规定是 7 日"),
        ("没有的事项", {}, "没有“没有的事项”这一项"),
    ],
)
def test_a_form_that_is_wider_than_the_items_law_is_not_issued_for_it(
    known: Engine, item: str, changes: dict[str, Any], says: str
) -> None:
    with db.transaction(known) as session:
        who = act(session, "bai", AT)
        row = own_forms.create(
            who, township=TOWNSHIP, data=copied(**changes), source="T8"
        )
    with pytest.raises(FormError, match=says), db.transaction(known) as session:
        own_forms.issue(
            act(session, "bai", AT),
            township=TOWNSHIP,
            number=row.number,
            items=[item],
        )
    assert form_of_item(known) == "T8"


@pytest.mark.parametrize("login", ["laotuo", "zhe", "cun"])
def test_a_village_makes_no_forms(known: Engine, login: str) -> None:
    with pytest.raises(Forbidden), db.transaction(known) as session:
        own_forms.create(
            act(session, login, AT), township=TOWNSHIP, data=copied(), source=""
        )


def test_another_townships_form_is_none_of_ours(known: Engine) -> None:
    made(known)
    with db.reading(known) as session, pytest.raises(FormError, match="没有这张"):
        own_forms.find(session, "610603100", 1)


def test_the_people_of_an_own_form_go_from_the_web_when_their_time_is_over(
    known: Engine, sheets_folder: Path
) -> None:
    made(known)
    public_id = publish(known, sheets_folder, CASES[0])
    assert expiry.take_names_down(known, at=AT + timedelta(days=10)) == 0
    assert expiry.take_names_down(known, at=AT + timedelta(days=60)) == 1
    with Session(known) as session:
        notice = session.exec(select(Notice).where(Notice.public_id == public_id)).one()
        assert notice.form == "Z1.1"
        assert notice.names_gone_at is not None
