"""One delivery by a group's robot: the message as it is kept, or a file in two steps."""

import base64
import json

from villagepub.outbox import Claimed, Outcome
from villagepub.outbox.claims import SUBMITTING
from villagepub.states import DeliveryState
from villagepub.wechat.account_delivery import NO_MEDIA, Keep
from villagepub.wechat.errors import SendError
from villagepub.wechat.robot_client import Robot

SENT = Outcome(state=DeliveryState.SENT)


def send_by_robot(robot: Robot, one: Claimed, keep: Keep) -> Outcome:
    """Raises SendError; one of an upload says that nothing was posted."""
    message = json.loads(one.payload)
    if message["msgtype"] == "file":
        return _send_file(robot, one, message["file"], keep)
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
    return json.dumps({"msgtype": "file", "file": {"media_id": media}})
