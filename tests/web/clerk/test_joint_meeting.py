"""联席会议确定: where a township has switched it on, a meeting agrees before posting."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests.stage import VILLAGE
from tests.web.clerk.desk import AID, Desk
from tests.web.conftest import strict
from villagepub import db
from villagepub.models import Place
from villagepub.notices import joint_meetings
from villagepub.notices.errors import NoticeFault

MEETING = "村两委联席会议"
HEALTHY = {"agreed_on": "2026-10-07", "agreed_under": "村党支部书记"}
TODAY = date(2026, 10, 8)


@pytest.mark.parametrize(
    ("day", "chair", "fault"),
    [
        ("2026-10-09", "村委会主任", "还没到"),
        ("十月七日", "村委会主任", "从日历上点一天"),
        ("2026-10-07", "王建国", "谁主持的"),
    ],
    ids=["tomorrow", "no day", "a name"],
)
def test_what_is_no_meeting_is_refused(day: str, chair: str, fault: str) -> None:
    with pytest.raises(NoticeFault, match=fault):
        joint_meetings.read(day, chair, on=TODAY)


@pytest.fixture
def asked(county: Engine) -> None:
    with db.transaction(county) as session:
        session.get_one(Place, VILLAGE).joint_meeting = MEETING


@pytest.mark.usefixtures("asked")
def test_nothing_is_handed_in_before_the_meeting_and_the_notice_says_its_day(
    clerk: Desk, signer: Desk, sheets_folder: Path
) -> None:
    check = clerk.to_check(AID, sheets_folder)
    assert "还没写哪天定的" in check.words
    assert f"写{MEETING}哪天定的" in check.soup.select_one("#first").get_text()
    refused = clerk.send(check, action="/submit")
    assert f"贴出以前要{MEETING}定" in refused.words
    options = clerk.get(
        check.soup.find("a", href=lambda h: "#agreed" in (h or ""))["href"]
    )
    strict(options.text)
    check = clerk.send(options, HEALTHY, action="/options")
    assert not check.soup.select_one("#first")
    clerk.send(check, action="/submit")
    draft = signer.get(signer.get("/review/").soup.select_one("a.cell")["href"])
    said = "2026年10月7日，村党支部书记主持"
    assert said in draft.words
    done = signer.sign(draft)
    page = signer.get(done.soup.select_one("a[href^='/n/']")["href"])
    assert f"{MEETING}确定 {said}" in page.words


def test_what_was_handed_in_before_a_meeting_was_asked_for_is_not_signed_without_it(
    clerk: Desk, signer: Desk, sheets_folder: Path, county: Engine
) -> None:
    clerk.to_submitted(AID, sheets_folder)
    draft = signer.get(signer.get("/review/").soup.select_one("a.cell")["href"])
    approval = signer.approval(draft)
    with db.transaction(county) as session:
        session.get_one(Place, VILLAGE).joint_meeting = MEETING
    refused = signer.send(approval, action="/approval")
    assert f"贴出以前要{MEETING}定" in refused.words
    assert signer.get("/review/").soup.select_one("a.cell")


def test_where_no_meeting_has_to_agree_none_is_asked_for(
    clerk: Desk, sheets_folder: Path
) -> None:
    check = clerk.to_check(AID, sheets_folder)
    assert "谁定的" not in check.words
    assert "交给监委会了" in clerk.send(check, action="/submit").words
