"""The one way over the wire: a hardened wechatpy client for everything that is asked.

The bare client has no time-out, follows the machine's proxies and redirects, takes an
HTML page for success, renews tokens for ever, and its errors carry the address with the
secret in it. Here every end is an answer or a SendError.
"""

from typing import Any
from urllib.parse import urlsplit

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
PICTURES = (".qq.com", ".qpic.cn")  # where the platform keeps its pictures
NEVER_SENT = (NewConnectionError, ConnectTimeoutError, NameResolutionError)


class Wire(BaseWeChatClient):  # type: ignore[misc]
    """Connections to one server, kept open. ``root``: what addresses begin with;
    ``limit``: seconds to connect and to answer.
    """

    def __init__(self, root: str, *, limit: tuple[float, float] | None = None) -> None:
        self.API_BASE_URL = f"{root}/"
        super().__init__("", timeout=limit or (CONNECT, READ), auto_retry=False)
        self._http.trust_env = False  # a proxy of the machine would see the secret

    def ask(
        self, method: str, path: str, *, params: dict[str, str], **given: Any
    ) -> dict[str, Any]:
        """The JSON of an answer, whose errcode is 0 if it has one. Raises SendError.

        ``data``: a dict, or bytes as they were rendered; ``files`` as requests takes it.
        """
        try:
            answer = self._request(
                method,
                path,
                # A list, not a dict: wechatpy adds an access token to dicts.
                params=list(params.items()),
                allow_redirects=False,
                **given,
            )
        except WeChatClientException as error:
            raise _refused(error) from None
        except requests.RequestException as error:
            raise _broken(error) from None
        except ValueError:
            raise SendError("the errcode was no number") from None
        if not isinstance(answer, dict):
            raise SendError("the answer was no JSON")
        return answer

    def fetch(self, address: str, *, most: int) -> bytes:
        """A file at a whole address of the platform's, of ``most`` bytes at most.

        No answer leads this machine to another host, or on to one. Raises SendError.
        """
        if not self._is_of_platform(address):
            raise SendError("the address is none of the platform's")
        try:
            with self._http.get(
                address, timeout=self.timeout, stream=True, allow_redirects=False
            ) as answer:
                answer.raise_for_status()
                data = bytes(answer.raw.read(most + 1, decode_content=True))
        except (requests.RequestException, OSError):
            raise SendError("no clear answer") from None
        if len(data) > most:
            raise SendError("the file was too large")
        return data

    def _is_of_platform(self, address: str) -> bool:
        try:
            asked, own = urlsplit(address), urlsplit(self.API_BASE_URL)
            host, port = asked.hostname or "", asked.port
        except ValueError:  # [::1, :99999
            return False
        if (asked.scheme, asked.netloc) == (own.scheme, own.netloc):
            return True
        is_plain = asked.scheme in ("http", "https") and port in (None, 80, 443)
        return is_plain and f".{host}".endswith(PICTURES)


def _refused(error: WeChatClientException) -> SendError:
    """An HTTP error is no refusal: a gateway may have failed after the posting."""
    response = error.response
    if error.errcode is None or (response is not None and response.status_code >= 400):
        return SendError("no clear answer")
    body = response.json() if response is not None else {}
    return SendError("the server refused", code=str(error.errcode), answer=body)


def _broken(error: requests.RequestException) -> SendError:
    """The text of a requests error holds the whole address: only its kind is kept."""
    inner = error.args[0] if error.args else None
    reason = getattr(inner, "reason", inner)
    if isinstance(error, requests.ConnectTimeout) or isinstance(reason, NEVER_SENT):
        return SendError("the server was not reached", reached=False)
    return SendError("no clear answer")
