"""Who scans a poster or asks of a village is known by a keyed hash, for its village, for a while."""

from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.stage import AT, OTHER, VILLAGE
from tests.wechat.dialogue.conftest import NOW
from tests.wechat.dialogue.test_talk import follower, words
from tests.wechat_server.callbacks import event, message
from villagepub import db
from villagepub.models import Follower, InboundMessage, Notice
from villagepub.states import NoticeStatus
from villagepub.wechat import dialogue
from villagepub.wechat.dialogue.replies import ArticleAnswer


@pytest.mark.parametrize("name", ["subscribe", "SCAN"])
def test_a_posters_code_shows_the_notice_and_binds_to_the_village(
    tell, say, county: Engine, public_id: str, name: str
) -> None:
    key = f"qrscene_{public_id}" if name == "subscribe" else public_id
    reply = tell(event(name, key=key, sender="oV5", at=NOW))
    assert isinstance(reply, ArticleAnswer)
    row = follower(county)
    assert row is not None
    assert row.village_code == VILLAGE


def test_a_villages_code_shows_its_board_and_the_next_question_is_about_it(
    tell, say, county: Engine, public_id: str
) -> None:
    said = words(tell(event("SCAN", key=OTHER, sender="oV5", at=NOW)))
    assert "高家峁" in said or "还没有贴出来" in said
    assert f"/v/{OTHER}" in words(say("耕地补贴"))


def test_an_openid_is_nowhere_in_the_database(
    tell, say, county: Engine, public_id: str
) -> None:
    sender = "oV5secretOpenid"
    tell(event("SCAN", key=VILLAGE, sender=sender, at=NOW))
    say("低保", sender=sender)
    with db.reading(county) as session:
        rows = [*session.exec(select(Follower)), *session.exec(select(InboundMessage))]
    assert len(rows) == 3
    assert sender not in str([r.model_dump() for r in rows])


@pytest.mark.parametrize("scene", ["", "x", "zzzzzz", "999999999999", "610603", "'"])
def test_a_strange_code_binds_to_nothing_and_helps(
    tell, county: Engine, scene: str
) -> None:
    assert "欢迎关注" in words(tell(event("SCAN", key=scene, at=NOW)))
    assert follower(county) is None


def scan(code: str, at: int) -> str:
    return event("SCAN", key=code, sender="oV5", at=at)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (scan(VILLAGE, NOW), scan(OTHER, NOW + 5), OTHER),
        (scan(VILLAGE, NOW), event("unsubscribe", sender="oV5", at=NOW + 5), ""),
        (event("unsubscribe", sender="oV5", at=NOW), scan(OTHER, NOW + 5), OTHER),
    ],
    ids=["moved", "left", "came-back"],
)
def test_the_later_word_holds_whichever_comes_first(
    tell, county: Engine, first: str, second: str, wanted: str, turned: bool
) -> None:
    for xml in (second, first) if turned else (first, second):
        tell(xml)
    row = follower(county)
    assert row is not None
    assert row.village_code == wanted


def test_a_message_that_comes_again_gets_the_same_answer_and_changes_nothing(
    tell, county: Engine, public_id: str
) -> None:
    xml = message("耕地补贴", number=5, at=NOW)
    first = tell(xml)
    with db.transaction(county) as session:
        session.exec(select(Notice)).one().status = NoticeStatus.WITHDRAWN
    assert [tell(xml), tell(xml)] == [first, first]
    with db.reading(county) as session:
        assert len(session.exec(select(InboundMessage)).all()) == 1


def test_answers_are_kept_for_a_day_and_who_left_is_forgotten(
    tell, county: Engine
) -> None:
    tell(message("低保", at=NOW))
    tell(event("unsubscribe", at=NOW))
    tell(event("SCAN", key=VILLAGE, sender="oStays", at=NOW))
    with db.transaction(county) as session:
        assert dialogue.sweep(session, at=AT + timedelta(hours=23)) == 0
        assert dialogue.sweep(session, at=AT + timedelta(days=4)) == 4
    row = follower(county)
    assert row is not None
    assert row.village_code == VILLAGE
