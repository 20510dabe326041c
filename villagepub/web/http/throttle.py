"""Guessing a password is slowed down, over all workers with Redis.

Only tries that failed count, so that a training room signs in through one line, and
they count where they came from: nobody elsewhere stops who knows the password.
"""

from ipaddress import IPv6Address, ip_address

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from villagepub.settings import Settings

BY_ADDRESS = "60 per 5 minutes"
BY_LOGIN = "6 per 5 minutes"
FAILED = 400


def line_key() -> str:
    """Who calls: an address, or the network of 2^64 that one line has in IPv6."""
    text = get_remote_address()
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"{address.exploded[:19]}::/64"
    return text


def login_here_key() -> str:
    """The account that somebody tries to open, and from where."""
    login = request.form.get("login", "").strip().lower()[:40]
    return f"login:{login}@{line_key()}"


limiter = Limiter(key_func=line_key)


def init_app(app: Flask, settings: Settings) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    # Each process counts for itself while Redis is away: nobody is kept out.
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = bool(settings.redis_url)
    limiter.init_app(app)


def _has_failed(response: Response) -> bool:
    return response.status_code == FAILED


# What may fail so often from one line, and so often at one account.
slows_line = limiter.limit(BY_ADDRESS, deduct_when=_has_failed)
slows_guessing = limiter.limit(
    BY_LOGIN, key_func=login_here_key, deduct_when=_has_failed
)
