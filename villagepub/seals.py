"""Text sealed at rest, and hashes that no other instance can make."""

import base64
import hmac
from typing import TYPE_CHECKING

from villagepub.errors import UserError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class SealError(UserError):
    """A sealed text that this instance's key does not open."""


def keyed_hash(data: bytes, key: bytes) -> str:
    """64 hex digits: without the instance's key nobody can try what they are of."""
    return hmac.digest(key, data, "sha256").hex()


def _box(key: bytes, purpose: str) -> "Fernet":
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), 32, salt=None, info=purpose.encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(key)))


def seal(text: str, key: bytes, *, purpose: str) -> str:
    """With a key made from the instance's own, for one purpose."""
    return _box(key, purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, key: bytes, *, purpose: str, refusal: str) -> str:
    """Raises SealError with ``refusal``, a sentence that says what to do."""
    from cryptography.fernet import InvalidToken

    try:
        return _box(key, purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealError(refusal) from None
