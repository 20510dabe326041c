"""Who somebody is to an account, kept as a hash that only this instance can make."""

from villagepub.seals import keyed_hash


def openid_key(openid: str, *, account_id: int, id_key: bytes) -> str:
    """64 hex digits for an openid (or a 企业微信 userid) of one account.

    The same person has another key at another account, and without the instance's key
    nobody can try openids against it.
    """
    if not openid:
        raise ValueError("an openid is needed")
    return keyed_hash(f"openid:{account_id}:{openid}".encode(), id_key)
