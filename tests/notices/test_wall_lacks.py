"""Paper can't be mended: what is missing is said before anything is printed."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session

from tests import stage
from tests.stage import BASE, TOWNSHIP, VILLAGE
from villagepub import db
from villagepub.models import Place
from villagepub.notices import queries, wall_lacks
from villagepub.notices.errors import NotReady
from villagepub.settings import is_this_machine


def submitted(session: Session, data: Path) -> None:
    case = stage.CASES[0]
    sheet = (data / "notices" / case.file).read_bytes()
    draft = stage.upload(session, stage.begin(session), sheet, case.file)
    stage.submit(session, stage.settle_all(session, draft))


@pytest.mark.parametrize(
    ("code", "said"),
    [(VILLAGE, "马家沟村村务监督委员会的电话"), (TOWNSHIP, "沿河湾镇政府的电话")],
)
def test_a_notice_without_whom_to_ask_is_not_handed_in(
    county: Engine, sheets_folder: Path, code: str, said: str
) -> None:
    with db.transaction(county) as session:
        session.get_one(Place, code).phone = ""
        with pytest.raises(NotReady, match=said):
            submitted(session, sheets_folder)


def test_a_signed_notice_says_what_it_lacked_that_day(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.reading(county) as session:
        found = queries.as_signed(session, public_id)
    assert found is not None
    content = found.content
    assert wall_lacks.lacks(content, BASE) == ()
    silent = replace(content, phones=content.phones[1:])
    assert [lack.page for lack in wall_lacks.lacks(silent, BASE)] == ["township.phones"]
    assert wall_lacks.lacks(content, "http://127.0.0.1:8000") == (wall_lacks.ADDRESS,)


def test_a_code_that_led_to_this_machine_leads_to_the_address_of_today(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.reading(county) as session:
        found = queries.as_signed(session, public_id)
    assert found is not None
    here = replace(found.content, url=f"http://127.0.0.1:8000/n/{public_id}")
    assert wall_lacks.addressed(here, BASE).url == f"{BASE}/n/{public_id}"
    assert (
        wall_lacks.addressed(found.content, "https://other.example.cn") == found.content
    )


@pytest.mark.parametrize(
    ("address", "is_here"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.8.8.8", True),
        ("http://localhost", True),
        ("http://gk.localhost:8000", True),
        ("http://[::1]:8000", True),
        ("http://0.0.0.0:8000", True),
        ("http://169.254.3.4", True),
        (
            "http://192.168.1.20:8000",
            False,
        ),  # the office's network: a phone may be in it
        ("https://gk.example.cn", False),
    ],
)
def test_what_no_other_phone_opens(address: str, is_here: bool) -> None:
    assert is_this_machine(address) is is_here
