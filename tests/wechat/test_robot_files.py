"""A robot's file: uploaded once, kept, forgotten, refused; and what is drawn for robots."""

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.render.notice_samples import land
from tests.wechat.line import ROBOT_KEY
from tests.wechat.robot_group import Publish
from villagepub import db, outbox
from villagepub.channels.announcement import Announcement
from villagepub.channels.robot import ROBOT
from villagepub.content import NoticeContent
from villagepub.models import Channel, Delivery
from villagepub.render import picture
from villagepub.states import ChannelKind, DeliveryState, RobotForm
from villagepub.states import DeliveryState as S


@pytest.mark.parametrize("odd", ["nothing", "html", "bad-gateway", "-1"])
def test_an_upload_without_a_clear_answer_is_simply_made_again(
    group: Publish, odd: str
) -> None:
    one = group(RobotForm.FILE)
    one.server.robots.uploading[ROBOT_KEY].append(odd)
    assert one.work() == ["sent", "retry"]
    assert not one.rows()[1].in_doubt
    assert one.work(seconds=11) == ["sent", "sent"]
    assert one.seen() == ["text", "file"]


def test_a_file_that_was_taken_is_not_uploaded_again(group: Publish) -> None:
    one = group(RobotForm.FILE)
    one.script("", "45009")
    assert one.work() == ["sent", "retry"]
    assert one.work(seconds=70) == ["sent", "sent"]
    assert len(one.files()) == 1


def test_a_file_that_the_server_has_forgotten_is_uploaded_again(group: Publish) -> None:
    one = group(RobotForm.FILE)
    one.script("", "45009")
    one.work()
    one.server.robots.files.clear()  # three days are over
    assert one.work(hours=20) == ["sent", "sent"]
    assert one.seen() == ["text", "file"]


def test_a_lost_answer_on_the_file_is_asked_about(group: Publish) -> None:
    one = group(RobotForm.FILE)
    one.script("", "posted-then-nothing")
    assert one.work() == ["sent", "unknown"]
    one.work(days=1)
    assert one.seen() == ["text", "file"]


@pytest.mark.parametrize(
    ("code", "says"),
    [("45001", "文件（太大）"), ("40006", "文件的大小"), ("40004", "文件")],
)
def test_a_file_that_is_refused_says_what_is_wrong(
    group: Publish, code: str, says: str
) -> None:
    one = group(RobotForm.FILE)
    one.server.robots.uploading[ROBOT_KEY].append(code)
    assert one.work() == ["sent", "failed"]
    assert one.rows()[1].reason.startswith(f"{says}不合微信的规矩")


def test_a_robot_that_dies_on_an_upload_is_switched_off(group: Publish) -> None:
    one = group(RobotForm.FILE)
    one.server.robots.uploading[ROBOT_KEY].append("93000")
    assert one.work() == ["sent", "failed"]
    with db.reading(one.engine) as session:
        channel = session.exec(select(Channel)).one()
    assert (channel.is_active, "重新加一个" in channel.fault) == (False, True)


@pytest.mark.parametrize(
    ("remote", "becomes"), [("{}", S.RETRY), ('{"submitting": true}', S.UNKNOWN)]
)
def test_a_crash_while_uploading_posted_nothing(
    group: Publish, remote: str, becomes: DeliveryState
) -> None:
    one = group(RobotForm.FILE)
    with db.transaction(one.engine) as session:
        row = session.exec(select(Delivery).where(Delivery.part == "file")).one()
        row.state, row.remote = S.SENDING, remote
        row.lease_until = one.clock() - timedelta(minutes=1)
    outbox.sweep(one.engine, at=one.clock())
    assert one.rows()[1].state is becomes


def test_nothing_is_drawn_that_no_robot_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("drawn for nobody")

    monkeypatch.setattr("villagepub.render.picture", never)
    monkeypatch.setattr("villagepub.render.poster_pdf", never)
    said = Announcement(land(3), "【公示】", about="notice")
    for form in (RobotForm.TEXT, RobotForm.MARKDOWN, RobotForm.NEWS):
        channel = Channel(kind=ChannelKind.ROBOT, place_code="", name="", sends=form)
        assert len(ROBOT.parts(said, channel)) == 1


def test_pictures_are_drawn_once_for_all_robots(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = []

    def draw(content: NoticeContent) -> tuple[bytes, ...]:
        drawn.append(content)
        return picture(content)

    monkeypatch.setattr("villagepub.render.picture", draw)
    said = Announcement(land(3), "【公示】", about="notice")
    channel = Channel(
        kind=ChannelKind.ROBOT, place_code="", name="", sends=RobotForm.PICTURES
    )
    assert ROBOT.parts(said, channel) == ROBOT.parts(said, channel)
    assert len(drawn) == 1
