"""Secrets at rest: a channel's key is sealed with one made from the instance's key."""

from villagepub import seals
from villagepub.seals import SealError

__all__ = ["SealError", "seal", "unseal"]

PURPOSE = "villagepub channel secrets"


def seal(secret: str, key: bytes) -> str:
    return seals.seal(secret, key, purpose=PURPOSE)


def unseal(sealed: str, key: bytes) -> str:
    refusal = "群的密钥打不开了，请重新填一次机器人地址。"
    return seals.unseal(sealed, key, purpose=PURPOSE, refusal=refusal)
