"""Values on their way through a person's browser: they come back as they went."""

from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from villagepub.errors import UserError


def signed(value: Any, *, of: str) -> str:
    """``of``: what it is; nothing else that was signed here passes for it."""
    return str(_serializer(of).dumps(value))


def unsigned(text: str, fault: UserError, *, of: str) -> Any:
    """What was signed. Raises ``fault`` where it came back otherwise."""
    try:
        return _serializer(of).loads(text)
    except BadSignature:
        raise fault from None


def _serializer(of: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=of)
