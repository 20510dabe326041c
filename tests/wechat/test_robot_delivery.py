"""What a robot sends, form by form: over HTTP, through the real worker."""

import base64
import hashlib
import json
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from sqlmodel import select

from tests import stage
from tests.render.notice_samples import make_content
from tests.render.reading import pdf_text
from tests.wechat.robot_group import Publish
from tests.wechat_server.robots import fault
from villagepub import db
from villagepub.channels.announcement import Announcement
from villagepub.channels.robot import ROBOT
from villagepub.models import Channel, Delivery
from villagepub.notices import queries
from villagepub.states import ChannelKind, DeliveryState, RobotForm

S = DeliveryState
NAMES = 73  # households of the sample, each by name on the wall


@pytest.mark.parametrize(
    ("form", "arrives"),
    [
        (RobotForm.TEXT, ["text"]),
        (RobotForm.MARKDOWN, ["markdown"]),
        (RobotForm.NEWS, ["news"]),
        (RobotForm.PICTURES, ["text", *["image"] * 5]),
        (RobotForm.FILE, ["text", "file"]),
    ],
)
def test_every_form_arrives_in_its_order_byte_for_byte_and_once(
    group: Publish, form: RobotForm, arrives: list[str]
) -> None:
    one = group(form)
    assert one.work() == ["sent"] * len(arrives)
    one.work(hours=12)
    assert one.seen() == arrives
    kept = [d.payload.encode() for d in one.rows() if d.part != "file"]
    assert [body for _, body in one.server.robots.log][: len(kept)] == kept


def test_the_card_leads_to_the_notice_and_shows_its_picture(group: Publish) -> None:
    one = group(RobotForm.NEWS)
    one.work()
    (card,) = one.messages()[0]["news"]["articles"]
    assert card["title"] == "马家沟村：2026年耕地地力保护补贴发放公示"
    assert "46,675.20" in card["description"]
    assert "://" not in card["description"]
    assert card["url"] == f"{stage.BASE}/n/{one.public_id}"
    assert card["picurl"] == f"{card['url']}/card.png"


def test_pictures_carry_the_digest_of_their_raw_bytes(group: Publish) -> None:
    one = group(RobotForm.PICTURES)
    one.work()
    for message in one.messages()[1:]:
        picture = base64.b64decode(message["image"]["base64"])
        digest = hashlib.md5(picture, usedforsecurity=False).hexdigest()
        assert digest == message["image"]["md5"]
        assert picture.startswith(b"\x89PNG")
        assert len(picture) < 2_000_000


def test_the_file_is_the_poster_of_the_open_web_under_the_papers_check_code(
    group: Publish,
) -> None:
    one = group(RobotForm.FILE)
    one.work()
    (file,) = one.files()
    assert file.name == "马家沟村：2026年耕地地力保护补贴发放公示.pdf"
    text = pdf_text(file.data)
    with db.reading(one.engine) as session:
        published = queries.published(session, one.public_id)
    assert published is not None
    content = published.content
    names = [row.cells[1] for row in content.board.rows]
    assert len(names) == NAMES
    assert not [name for name in names if name in text]
    assert content.check_code in text


@pytest.mark.parametrize("form", RobotForm)
def test_a_correction_comes_in_the_robots_own_form_and_a_withdrawal_as_words(
    group: Publish, form: RobotForm
) -> None:
    one = group(form)
    first = len(one.work())
    with db.transaction(one.engine) as session:
        stage.correct(session, one.public_id)
    one.work(days=5)
    corrected = one.messages()[first:]
    assert kinds(corrected) == kinds(one.messages()[:first])
    assert "更正" in json.dumps(corrected[0], ensure_ascii=False)
    with db.transaction(one.engine) as session:
        stage.withdraw(session, one.public_id, one.clock(), reason="贴错了村")
    one.work(hours=1)
    (last,) = one.messages()[first + len(corrected) :]
    assert "撤回" in last["text"]["content"]


def kinds(messages: list[dict]) -> list[str]:
    """In their order, pictures in a row as one."""
    return [kind for kind, _ in groupby(m["msgtype"] for m in messages)]


@pytest.mark.parametrize("odd", ["nothing", "html", "posted-then-nothing", "-1"])
def test_a_lost_answer_on_a_picture_is_asked_about_and_never_sent_again_by_itself(
    group: Publish, odd: str
) -> None:
    one = group(RobotForm.PICTURES)
    one.script("", "", odd)
    assert one.work() == ["sent", "sent", "unknown", "sent", "sent", "sent"]
    one.work(days=3)
    assert len(one.server.robots.log) == 6
    row = one.rows()[2]
    assert (row.part, "到群里看一眼" in row.reason) == ("image-2", True)
    one.answer(row.id, seen=False)
    assert one.work(hours=1) == ["sent"] * 6
    assert one.server.robots.log[-1][1] == row.payload.encode()


@pytest.mark.parametrize(
    ("odd", "ends"),
    [("45009", "retry"), ("45002", "failed"), ("html", "unknown"), ("-1", "unknown")],
)
@pytest.mark.parametrize("form", [RobotForm.PICTURES, RobotForm.FILE])
def test_pictures_and_file_wait_for_the_words_whatever_became_of_them(
    group: Publish, form: RobotForm, odd: str, ends: str
) -> None:
    one = group(form)
    one.script(odd)
    words, *others = one.work()
    assert (words, set(others)) == (ends, {"pending"})
    assert one.seen() == []
    if ends != "retry":
        assert set(one.work(hours=10)[1:]) == {"pending"}
        one.answer(one.rows()[0].id, seen=False)
    assert set(one.work(hours=10)) == {"sent"}
    assert one.seen()[0] == "text"


def test_words_that_a_person_has_told_let_the_pictures_go(group: Publish) -> None:
    one = group(RobotForm.PICTURES)
    one.script("45002")
    one.work()
    one.answer(one.rows()[0].id, seen=True)
    one.work(hours=1)
    assert one.seen() == ["image"] * 5


@pytest.mark.parametrize(
    ("fault", "state"), [("机器人不在群里了。", S.FAILED), ("", S.CANCELLED)]
)
def test_what_was_posted_while_a_robot_was_stopped_is_offered_once_it_is_back(
    group: Publish, fault: str, state: DeliveryState
) -> None:
    """Stopped by a fault the village is told, by a person it is only remembered."""
    one = group(RobotForm.FILE, fault)
    first = one.rows()[0]
    assert (first.state, "停着" in first.reason) == (state, True)
    assert one.work() == [state.value, "pending"]
    with db.transaction(one.engine) as session:
        channel = session.exec(select(Channel)).one()
        channel.is_active, channel.fault = True, ""
    if not fault:  # what a fault held goes by itself once it is mended
        assert one.work(hours=1) == [state.value, "pending"]  # asked, not assumed
        one.answer(first.id, seen=False)
    assert one.work(hours=1) == ["sent", "sent"]
    assert one.seen() == ["text", "file"]


def test_every_message_counts_among_the_twenty_of_a_minute(group: Publish) -> None:
    one = group(RobotForm.PICTURES)
    with db.transaction(one.engine) as session:
        first = session.exec(select(Delivery)).first()
        assert first is not None
        for number in range(10, 30):
            copy = first.model_dump(exclude={"id"}) | {"part": f"image-{number}"}
            session.add(Delivery(**copy))
    one.work()
    assert len(one.seen()) == 20
    one.server.robots.new_minute()
    one.work(seconds=66)
    assert (len(one.seen()), one.server.robots.refused) == (26, 0)


@hypothesis(max_examples=40)
@given(
    title=st.text(alphabet="马家沟村𠮷é a", min_size=1, max_size=90),
    words=st.text(alphabet="一二三，。𠮷é x", max_size=900),
)
def test_cards_and_markdown_are_cut_between_characters(title: str, words: str) -> None:
    content = replace(make_content(item=title + words), title=title + words)
    said = Announcement(content, f"【公示】\n{words}\n网址 http://x", about="notice")
    for form in (RobotForm.NEWS, RobotForm.MARKDOWN):
        channel = Channel(kind=ChannelKind.ROBOT, place_code="", name="", sends=form)
        ((_, payload),) = ROBOT.parts(said, channel)
        assert fault(json.loads(payload)) == 0
        assert "\ufffd" not in payload
