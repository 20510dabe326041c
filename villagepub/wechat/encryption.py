"""Secrets at rest: a channel's key is sealed with one made from the instance's key."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from villagepub.errors import UserError


class SealError(UserError):
    """A sealed secret that this instance's key does not open."""


def _box(key: bytes) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"villagepub channel secrets")
    return Fernet(base64.urlsafe_b64encode(derived.derive(key)))


def seal(secret: str, key: bytes) -> str:
    return _box(key).encrypt(secret.encode()).decode()


def unseal(sealed: str, key: bytes) -> str:
    try:
        return _box(key).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealError("群的密钥打不开了，请重新填一次机器人地址。") from None
