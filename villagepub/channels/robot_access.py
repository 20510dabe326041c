"""Robots of groups from here: where they are reached, by which key, and whether they are."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from villagepub.models import Channel
from villagepub.settings import Settings
from villagepub.wechat.encryption import unseal
from villagepub.wechat.errors import ChannelError, SendError
from villagepub.wechat.retry_policy import ROBOTS, sentence_of
from villagepub.wechat.robot_client import Robot, text_message, wire_of

EMPTY = "44004"
TEST_ARRIVED = "发到群里了，请到群里看一眼。"
_KEY = re.compile(r"[0-9a-zA-Z-]{8,64}")


@dataclass(frozen=True, slots=True)
class RobotAccess:
    """Where robots are reached, and what seals their keys here. What asks one waits for
    the network: outside a transaction.
    """

    api: str
    secret_key: bytes

    @classmethod
    def of(cls, settings: Settings) -> "RobotAccess":
        return cls(settings.wecom_api, settings.secret_key)

    def key_in(self, address: str) -> str:
        """The key in a webhook address, or a bare key. Raises ChannelError."""
        text = address.strip()
        if "/" not in text:
            key = text
        else:
            parts = urlsplit(text)
            if parts.hostname != urlsplit(self.api).hostname:
                raise ChannelError("这不是企业微信机器人的地址，请到群设置里重新复制。")
            key = parse_qs(parts.query).get("key", [""])[0]
        if not _KEY.fullmatch(key):
            raise ChannelError("机器人地址不完整，请到群设置里重新复制。")
        return key

    def probe(self, channel: Channel, *, at: datetime) -> str:
        """Send a test message that everybody in the group sees; '' or what went wrong."""
        text = f"【试一试】村务公开的机器人接好了。{at:%H:%M}"
        error = self._refusal(channel, text)
        return sentence_of(error, ROBOTS) if error else ""

    def check(self, channel: Channel) -> str:
        """Ask about a robot without anybody seeing it: '' if nothing speaks against it.

        An empty message is refused for being empty, and for an unknown key before that.
        """
        error = self._refusal(channel, "")
        if error is None or error.code == EMPTY:
            return ""
        return sentence_of(error, ROBOTS)

    def _refusal(self, channel: Channel, text: str) -> SendError | None:
        key = unseal(channel.secret, self.secret_key)
        try:
            Robot(key, wire=wire_of(self.api)).send(text_message(text))
        except SendError as error:
            return error
        return None


def fingerprint(key: str) -> str:
    """One robot, one quota: which it is, without the key."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]
