"""Secrets at rest: a channel's key is sealed with one made from the instance's key."""

import base64
from typing import TYPE_CHECKING

from villagepub.errors import UserError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class SealError(UserError):
    """A sealed secret that this instance's key does not open."""


def _box(key: bytes) -> "Fernet":
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), 32, salt=None, info=b"villagepub channel secrets")
    return Fernet(base64.urlsafe_b64encode(derived.derive(key)))


def seal(secret: str, key: bytes) -> str:
    return _box(key).encrypt(secret.encode()).decode()


def unseal(sealed: str, key: bytes) -> str:
    from cryptography.fernet import InvalidToken

    try:
        return _box(key).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealError("群的密钥打不开了，请重新填一次机器人地址。") from None
