"""Is it WeChat that calls? Signature, freshness, decryption.

Nothing of the body is believed before its signature holds. Whatever is wrong becomes
Refused, which says the kind of the fault and never its text: texts may hold secrets.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from villagepub.models import Account
from villagepub.states import AccountKind
from villagepub.wechat.encryption import SealError, unseal

FRESH = 600  # seconds either way: three deliveries, and a clock that is a little off
MAX_BYTES = 64 * 1024


class CallRefused(Exception):
    """A call that is not answered. ``code``: the HTTP status; the text: only a kind."""

    def __init__(self, code: int, kind: str) -> None:
        super().__init__(kind)
        self.code = code


@dataclass(frozen=True, kw_only=True, slots=True)
class CallbackKeys:
    """What an account's callbacks are signed and sealed with; ``aes_key`` '': plain."""

    kind: AccountKind
    app_id: str
    token: str
    aes_key: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """The address of a call as it came."""

    signature: str = ""
    msg_signature: str = ""
    timestamp: str = ""
    nonce: str = ""
    echostr: str = ""


def keys_of(account: Account, secret_key: bytes) -> CallbackKeys:
    """Raises Refused for an account without a token, or sealed by another instance."""
    if not (account.is_active and account.callback_token):
        raise CallRefused(404, "NoCallback")
    try:
        token = unseal(account.callback_token, secret_key)
        aes_key = unseal(account.aes_key, secret_key) if account.aes_key else ""
    except SealError:
        raise CallRefused(403, "SealError") from None
    return CallbackKeys(
        kind=account.kind, app_id=account.app_id, token=token, aes_key=aes_key
    )


def echo(keys: CallbackKeys, query: Query, *, at: datetime) -> str:
    """What the check of the address wants to hear back. Raises Refused."""
    _require_fresh(query, at)
    if keys.kind is AccountKind.WECOM:
        return _decrypt(keys, query, query.echostr)
    _require_signed(keys, query, query.signature)
    return query.echostr


def unwrap(keys: CallbackKeys, query: Query, body: bytes, *, at: datetime) -> str:
    """The message's XML. Of a message in compatible mode only the sealed half is read:
    nobody signed the plain one. Raises Refused.
    """
    _require_fresh(query, at)
    if len(body) > MAX_BYTES:
        raise CallRefused(413, "TooLarge")
    if keys.aes_key or keys.kind is AccountKind.WECOM:
        return _decrypt(keys, query, _sealed(body))
    _require_signed(keys, query, query.signature)
    if element(body).find("MsgType") is None:
        raise CallRefused(403, "SealedWithoutKey")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise CallRefused(400, type(error).__name__) from None


def _sealed(body: bytes) -> str:
    found = element(body).findtext("Encrypt")
    if not found:
        raise CallRefused(403, "Unencrypted")
    return str(found)


def element(body: bytes) -> Any:
    """The root of a small and plain XML; Refused for anything else.

    No document type is taken: it is what entity bombs are made of. lxml stops at a
    depth of 256 by itself.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except Exception as error:
        raise CallRefused(400, type(error).__name__) from None
    if root.getroottree().docinfo.doctype or root.tag != "xml":
        raise CallRefused(400, "NotAMessage")
    return root


def _require_fresh(query: Query, at: datetime) -> None:
    stamp = query.timestamp
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):
        raise CallRefused(403, "NoTimestamp")
    if abs(at.timestamp() - int(stamp)) > FRESH:
        raise CallRefused(403, "Stale")


def _require_signed(keys: CallbackKeys, query: Query, given: str, *more: str) -> None:
    """SHA-1 of the sorted parts, compared in constant time."""
    from wechatpy.utils import WeChatSigner

    signer = WeChatSigner()
    signer.add_data(keys.token, query.timestamp, query.nonce, *more)
    if not hmac.compare_digest(signer.signature.encode(), given.encode()):
        raise CallRefused(403, "BadSignature")


def _decrypt(keys: CallbackKeys, query: Query, sealed: str) -> str:
    _require_signed(keys, query, query.msg_signature, sealed)
    try:
        opened = _prp(keys).decrypt(sealed, keys.app_id)
    except Exception as error:  # wechatpy has a dozen kinds; one answer
        raise CallRefused(403, type(error).__name__) from None
    return str(opened)


def wrap(keys: CallbackKeys, xml: str, *, at: datetime) -> str:
    """A reply as the account's mode asks it: sealed if there is a key."""
    if not keys.aes_key or not xml:
        return xml
    from wechatpy.crypto import BaseWeChatCrypto

    crypto = BaseWeChatCrypto(keys.token, keys.aes_key, keys.app_id)
    nonce, stamp = secrets.token_hex(8), str(int(at.timestamp()))
    sealed: str = crypto._encrypt_message(xml, nonce, stamp, lambda _key: _prp(keys))
    return sealed


def _prp(keys: CallbackKeys) -> Any:
    from wechatpy.crypto import BaseWeChatCrypto, PrpCrypto
    from wechatpy.work.crypto import PrpCrypto as WorkPrpCrypto

    crypto = BaseWeChatCrypto(keys.token, keys.aes_key, keys.app_id)
    kind = WorkPrpCrypto if keys.kind is AccountKind.WECOM else PrpCrypto
    prp = kind(crypto.key)
    # The first sixteen bytes must not be foreseen; the library takes them from random.
    prp.get_random_string = lambda: secrets.token_hex(8)
    return prp
