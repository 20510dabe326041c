"""企业微信群机器人: words or a card, then pictures or the poster's file.

The address is the secret; the server knows no repetition and can't be asked.
"""

import base64
import json
import re
from collections.abc import Sequence
from datetime import timedelta

from villagepub import render
from villagepub.channels.announcement import Announcement, MessagePart
from villagepub.channels.kind import Kind
from villagepub.delivery_attempts import SUBMITTING, Claimed, Keep, Limit, Outcome
from villagepub.models import Channel
from villagepub.states import ChannelKind, DeliveryState, RobotForm, Word
from villagepub.wechat import robot_client
from villagepub.wechat.connections import Connections
from villagepub.wechat.errors import SendError
from villagepub.wechat.retry_policy import NO_MEDIA, ROBOTS
from villagepub.wechat.robot_client import Robot

FILE = "file"  # the part that is uploaded before it is posted
NAME = 60  # characters of a file's name
# The server counts when a message arrives, not when it leaves: five seconds of margin.
MINUTE = timedelta(seconds=65)
SENT = Outcome(state=DeliveryState.SENT)
# in the name of a file, on some machine or other
_UNFIT = re.compile(r'[\s\\/:*?"<>|]+')


def _parts(said: Announcement, channel: Channel) -> Sequence[MessagePart]:
    """In the order in which the group should see them; a withdrawal is words always."""
    words = MessagePart("text", robot_client.text_message(said.text))
    if said.is_withdrawal:
        return (words,)
    if channel.sends is RobotForm.MARKDOWN:
        text = render.robot_markdown(said.content)
        return (MessagePart("markdown", robot_client.markdown_message(text)),)
    if channel.sends is RobotForm.NEWS:
        return (MessagePart("news", _card(said)),)
    if channel.sends is RobotForm.PICTURES:
        return (words, *_pictures(said))
    if channel.sends is RobotForm.FILE:
        return (words, _file(said))
    return (words,)


def _card(said: Announcement) -> str:
    return robot_client.news_message(
        title=said.title,
        description=said.description,
        url=said.content.url,
        picture_url=said.card,
    )


def _pictures(said: Announcement) -> Sequence[MessagePart]:
    return tuple(
        MessagePart(f"image-{number}", robot_client.image_message(picture))
        for number, picture in enumerate(said.drawn.pictures, 1)
    )


def _file(said: Announcement) -> MessagePart:
    name = _UNFIT.sub("", said.full_title)[:NAME]
    return MessagePart(
        FILE, robot_client.file_message(f"{name}.pdf", said.drawn.poster)
    )


def _send(ways: Connections, one: Claimed, keep: Keep) -> Outcome:
    """Raises SendError; one of an upload says that nothing was posted."""
    robot, message = ways.robot(one.secret), json.loads(one.payload)
    if message["msgtype"] == FILE:
        return _send_file(robot, one, message[FILE], keep)
    robot.send(one.payload)
    return SENT


def _send_file(robot: Robot, one: Claimed, file: dict[str, str], keep: Keep) -> Outcome:
    """What was uploaded is not uploaded again, unless the server has forgotten it or
    another robot stands in the group by now.
    """
    kept = str(one.remote.get("media", ""))
    try:
        robot.send(_posting(kept or _uploaded(robot, one, file, keep)))
    except SendError as error:
        if not kept or error.code != NO_MEDIA:
            raise
        robot.send(_posting(_uploaded(robot, one, file, keep)))
    return SENT


def _uploaded(robot: Robot, one: Claimed, file: dict[str, str], keep: Keep) -> str:
    media = robot.upload(file["name"], base64.b64decode(file["base64"]))
    keep({**one.remote, "media": media, SUBMITTING: True})
    return media


def _posting(media: str) -> str:
    return json.dumps({"msgtype": FILE, FILE: {"media_id": media}})


def _limit(one: Claimed) -> Limit:
    """``target``: a hash of the robot's key, the same for every place that uses it."""
    return Limit(f"robot {one.target or one.channel_id}", 20, MINUTE)


ROBOT = Kind(
    kind=ChannelKind.ROBOT,
    label=Word("企业微信群，机器人发"),
    question="“{}”里看到了吗？",
    parts=_parts,
    send=_send,
    vendor=ROBOTS,
    needs_address=True,
    part_names={
        "text": "文字",
        "markdown": "文字",
        "news": "卡片",
        "image": "图",
        "file": "榜的文件",
    },
    stepwise=frozenset({FILE}),
    limit=_limit,
)
