"""企业微信群机器人: what it is sent, and what it says (docs/wechat.md)."""

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from villagepub.wechat.errors import SendError

if TYPE_CHECKING:
    from villagepub.wechat.wire import Wire

AS_JSON = {"Content-Type": "application/json"}


def wire_of(api: str) -> "Wire":
    """``api``: the server's root."""
    from villagepub.wechat.wire import Wire  # it loads requests and wechatpy

    return Wire(f"{api}/cgi-bin")


class Robot:
    """One group's robot, on a wire to its server; the key is the secret."""

    def __init__(self, key: str, *, wire: "Wire") -> None:
        self._wire, self._key = wire, key

    def send(self, payload: str) -> None:
        """Send a message as it was rendered, byte for byte. Raises SendError."""
        body = payload.encode()
        self._asked("webhook/send", {}, data=body, headers=AS_JSON)

    def upload(self, name: str, data: bytes) -> str:
        """The media_id of a file, good for three days and this robot alone.

        Raises SendError; nobody sees a file that was only uploaded, so it is one that
        may be repeated, whatever went wrong.
        """
        files = {"media": (name, data)}
        try:
            answer = self._asked("webhook/upload_media", {"type": "file"}, files=files)
            media = str(answer.get("media_id") or "")
            if not media:
                raise SendError("the answer names nothing")
        except SendError as error:
            raise error.before_posting() from None
        return media

    def _asked(self, path: str, more: dict[str, str], **given: Any) -> dict[str, Any]:
        """Only an errcode says that it went well."""
        params = {"key": self._key, **more}
        answer = self._wire.ask("post", path, params=params, **given)
        if "errcode" not in answer:
            raise SendError("the server refused", answer=answer)
        return answer


def text_message(text: str) -> str:
    """The body of a text message; ≤ 2,048 bytes of content is the caller's care."""
    return _message("text", content=text)


def markdown_message(text: str) -> str:
    """≤ 4,096 bytes of content."""
    return _message("markdown", content=text)


def image_message(picture: bytes) -> str:
    """PNG or JPEG, ≤ 2 MB; the digest is of the bytes before base64."""
    digest = hashlib.md5(picture, usedforsecurity=False).hexdigest()
    return _message("image", base64=base64.b64encode(picture).decode(), md5=digest)


def news_message(*, title: str, description: str, url: str, picture_url: str) -> str:
    """A card; title ≤ 128 bytes, description ≤ 512."""
    article = {
        "title": title,
        "description": description,
        "url": url,
        "picurl": picture_url,
    }
    return _message("news", articles=[article])


def file_message(name: str, data: bytes) -> str:
    """A file as it is kept until it is sent: the server takes only the number of one
    that was uploaded before (``villagepub.wechat.robot_delivery``).
    """
    return _message("file", name=name, base64=base64.b64encode(data).decode())


def _message(kind: str, **content: object) -> str:
    return json.dumps({"msgtype": kind, kind: content}, ensure_ascii=False)
