"""Signing in is slowed down: by address and by account, over all workers with Redis."""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from villagepub.settings import Settings

limiter = Limiter(key_func=get_remote_address)
BY_ADDRESS = "20 per 5 minutes"
BY_LOGIN = "6 per 5 minutes"
# From everywhere together. A lower one would let a stranger lock a clerk out.
BY_LOGIN_ANYWHERE = "200 per hour"


def init_app(app: Flask, settings: Settings) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    limiter.init_app(app)


def login_key() -> str:
    """The account that somebody tries to open, whoever they are."""
    return "login:" + request.form.get("login", "").strip().lower()[:40]


def login_here_key() -> str:
    """The account, and from where somebody tries to open it."""
    return f"{login_key()}@{get_remote_address()}"
