"""How WeChat calls: signed, sealed, in three modes. Written from docs/wechat.md with
``cryptography`` alone, so that the product is not tested with its own code.
"""

import base64
import hashlib
import re
import struct
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32  # of the padding; AES itself has blocks of 16
PREFIX = b"0123456789abcdef"  # sixteen bytes that nobody should foresee


def sign(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324


def _cipher(aes_key: str) -> Cipher:  # type: ignore[type-arg]
    key = base64.b64decode(aes_key + "=")
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def seal(xml: str, aes_key: str, app_id: str) -> str:
    """base64(AES-256-CBC(16 bytes + length + xml + app id, padded to 32))."""
    data = xml.encode()
    plain = PREFIX + struct.pack(">I", len(data)) + data + app_id.encode()
    count = BLOCK - len(plain) % BLOCK
    encryptor = _cipher(aes_key).encryptor()
    sealed = encryptor.update(plain + bytes([count]) * count) + encryptor.finalize()
    return base64.b64encode(sealed).decode()


def unseal(text: str, aes_key: str) -> tuple[str, str]:
    """The XML and the app id inside."""
    decryptor = _cipher(aes_key).decryptor()
    plain = decryptor.update(base64.b64decode(text)) + decryptor.finalize()
    plain = plain[: -plain[-1]]
    (size,) = struct.unpack(">I", plain[16:20])
    return plain[20 : 20 + size].decode(), plain[20 + size :].decode()


@dataclass(frozen=True, kw_only=True)
class Caller:
    """WeChat (``style`` official) or WeCom (wecom) as it calls one account.

    ``mode``: plain, compatible or safe, as an administrator sets it.
    """

    token: str
    app_id: str
    aes_key: str = ""
    mode: str = "plain"
    style: str = "official"
    nonce: str = "1372623149"
    more: dict[str, str] = field(default_factory=dict)

    def but(self, **changes: object) -> "Caller":
        return replace(self, **changes)  # type: ignore[arg-type]

    def check(self, at: int, echostr: str = "5927782489442352469") -> str:
        """The query of the check of an address."""
        stamp = str(at)
        if self.style == "wecom":
            sealed = seal(echostr, self.aes_key, self.app_id)
            signature = sign(self.token, stamp, self.nonce, sealed)
            named = {"msg_signature": signature, "echostr": sealed}
        else:
            signature = sign(self.token, stamp, self.nonce)
            named = {"signature": signature, "echostr": echostr}
        return urlencode({**named, "timestamp": stamp, "nonce": self.nonce})

    def post(self, xml: str, at: int) -> tuple[str, bytes]:
        """Query and body of a message."""
        stamp = str(at)
        query = {"timestamp": stamp, "nonce": self.nonce}
        if self.style == "official":
            query["signature"] = sign(self.token, stamp, self.nonce)
        if self.mode == "plain":
            return urlencode({**query, **self.more}), xml.encode()
        sealed = seal(xml, self.aes_key, self.app_id)
        query["msg_signature"] = sign(self.token, stamp, self.nonce, sealed)
        if self.style == "official":
            query["encrypt_type"] = "aes"
        named = "<Encrypt><![CDATA[" + sealed + "]]></Encrypt>"
        if self.mode == "compatible":
            body = xml.replace("</xml>", named + "</xml>")
        else:
            body = f"<xml><ToUserName><![CDATA[gh_4d]]></ToUserName>{named}</xml>"
        return urlencode({**query, **self.more}), body.encode()

    def read(self, body: str) -> str:
        """The XML of a reply; its signature has to hold."""
        if not self.aes_key:
            return body
        part = dict(re.findall(r"<(\w+)>(?:<!\[CDATA\[)?([^<\]]+)", body))
        signature = sign(self.token, part["TimeStamp"], part["Nonce"], part["Encrypt"])
        assert part["MsgSignature"] == signature
        xml, app_id = unseal(part["Encrypt"], self.aes_key)
        assert app_id == self.app_id
        return xml


def message(
    text: str,
    *,
    number: int = 1,
    sender: str = "oV5follower",
    at: int,
    kind: str = "text",
) -> str:
    return (
        f"<xml><ToUserName><![CDATA[gh_4d]]></ToUserName>"
        f"<FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>{at}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>"
        f"<Content><![CDATA[{text}]]></Content><MsgId>{number}</MsgId></xml>"
    )


def event(
    name: str, *, key: str = "", sender: str = "oV5follower", at: int, more: str = ""
) -> str:
    return (
        f"<xml><ToUserName><![CDATA[gh_4d]]></ToUserName>"
        f"<FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>{at}</CreateTime><MsgType><![CDATA[event]]></MsgType>"
        f"<Event><![CDATA[{name}]]></Event>"
        f"<EventKey><![CDATA[{key}]]></EventKey>{more}</xml>"
    )


def published(
    publish_id: str, status: str = "0", *, at: int, sender: str = "oV5"
) -> str:
    """PUBLISHJOBFINISH as the platform words it."""
    article = (
        "<article_id><![CDATA[AID]]></article_id><article_detail><count>1</count>"
        "<item><idx>1</idx><article_url><![CDATA[https://mp.weixin.qq.com/s/AID]]>"
        "</article_url></item></article_detail>"
    )
    more = (
        f"<PublishEventInfo><publish_id>{publish_id}</publish_id>"
        f"<publish_status>{status}</publish_status>{article if status == '0' else ''}"
        "</PublishEventInfo>"
    )
    return event("PUBLISHJOBFINISH", at=at, more=more, sender=sender)


def mass_sent(
    msg_id: str,
    status: str = "send success",
    *,
    sent: int = 98,
    error: int = 0,
    at: int,
) -> str:
    """MASSSENDJOBFINISH as the platform words it."""
    more = (
        f"<MsgID>{msg_id}</MsgID><Status><![CDATA[{status}]]></Status>"
        f"<TotalCount>{sent + error}</TotalCount><FilterCount>{sent + error}</FilterCount>"
        f"<SentCount>{sent}</SentCount><ErrorCount>{error}</ErrorCount>"
        "<ArticleUrlResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx>"
        "<ArticleUrl><![CDATA[https://mp.weixin.qq.com/s/M]]></ArticleUrl></item>"
        "</ResultList></ArticleUrlResult>"
    )
    return event("MASSSENDJOBFINISH", at=at, more=more)
