"""企业微信群机器人 through a hardened wechatpy client (wechat.md 2.C, 4.2, 4.3).

The bare client has no time-out, takes an HTML page for success, follows the machine's
proxies, and its errors carry the address with the key in it.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

import requests
from urllib3.exceptions import (
    ConnectTimeoutError,
    NameResolutionError,
    NewConnectionError,
)
from wechatpy.client.base import BaseWeChatClient
from wechatpy.exceptions import WeChatClientException

from villagepub.wechat.errors import SendError

CONNECT, READ = 5, 15  # seconds
NEVER_SENT = (NewConnectionError, ConnectTimeoutError, NameResolutionError)


class Robot(BaseWeChatClient):  # type: ignore[misc]
    """One group's robot. ``api`` is the server's root; the key is the secret."""

    def __init__(self, key: str, *, api: str) -> None:
        self.API_BASE_URL = f"{api}/cgi-bin/"
        super().__init__("robot", timeout=(CONNECT, READ), auto_retry=False)
        self._key = key
        self._http = requests.Session()
        self._http.trust_env = False  # a proxy of the machine would see the key

    def send(self, payload: str) -> None:
        """Send a message as it was rendered, byte for byte. Raises SendError."""
        # A list, not a dict: wechatpy adds an access token to dicts.
        _answered(
            lambda: self.post(
                "webhook/send",
                params=[("key", self._key)],
                data=payload.encode(),
                headers={"Content-Type": "application/json"},
            )
        )

    def upload(self, name: str, data: bytes) -> str:
        """The media_id of a file, good for three days and this robot alone.

        Raises SendError; nobody sees a file that was only uploaded, so it is one that
        may be repeated, whatever went wrong.
        """
        try:
            answer = _answered(
                lambda: self.post(
                    "webhook/upload_media",
                    params=[("key", self._key), ("type", "file")],
                    files={"media": (name, data)},
                )
            )
            media = str(answer.get("media_id") or "")
            if not media:
                raise SendError("the answer names nothing")
        except SendError as error:
            raise error.before_posting() from None
        return media


def _answered(call: Callable[[], Any]) -> dict[str, Any]:
    """The answer to a call that the server says went well. Raises SendError."""
    try:
        answer = call()
    except WeChatClientException as error:
        raise refused(error) from None
    except requests.RequestException as error:
        raise broken(error) from None
    except ValueError:
        raise SendError("the errcode was no number") from None
    return require_ok(answer)


def refused(error: WeChatClientException) -> SendError:
    """An HTTP error is no refusal: a gateway may have failed after the posting."""
    response = error.response
    if error.errcode is None or (response is not None and response.status_code >= 400):
        return SendError("no clear answer")
    body = response.json() if response is not None else {}
    return SendError("the server refused", code=str(error.errcode), answer=body)


def broken(error: requests.RequestException) -> SendError:
    """The text of a requests error holds the whole address: only its kind is kept."""
    inner = error.args[0] if error.args else None
    reason = getattr(inner, "reason", inner)
    if isinstance(error, requests.ConnectTimeout) or isinstance(reason, NEVER_SENT):
        return SendError("the server was not reached", reached=False)
    return SendError("no clear answer")


def require_ok(answer: Any) -> dict[str, Any]:
    """errcode 0, as a number or a string; anything but JSON is no answer at all."""
    if not isinstance(answer, dict):
        raise SendError("the answer was no JSON")
    code = str(answer.get("errcode", ""))
    if code != "0":
        raise SendError("the server refused", code=code, answer=answer)
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
