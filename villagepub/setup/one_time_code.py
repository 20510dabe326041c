"""The code that ``serve`` prints: whoever reads the terminal may set the place up.

It opens once, for a day; the newest is the only one. Only digests are kept.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import Session

from villagepub import site
from villagepub.canonical_json import CODE_ALPHABET
from villagepub.errors import UserError

LENGTH = 8  # of 30 characters each: 6.5e11 codes, a handful of tries in five minutes
HOLDS = timedelta(hours=24)


class CodeError(UserError):
    """A code that does not open; the message says what to do."""


def make_code(session: Session, *, at: datetime) -> str:
    """A new code, K7M2-P9QX; an older one and who came in by it open nothing more."""
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(LENGTH))
    row = site.kept(session)
    row.code_digest, row.code_until = _digest(code), at + HOLDS
    row.opened_digest = ""
    return f"{code[:4]}-{code[4:]}"


def redeem(session: Session, text: str, *, at: datetime) -> str:
    """Use the code up; what the browser holds from now on. Raises CodeError."""
    row = site.kept(session)
    given = _digest("".join(c for c in text.upper() if c.isalnum()))
    if not row.code_digest or not secrets.compare_digest(given, row.code_digest):
        raise CodeError("代码不对。照开着程序的那个黑窗口里写的填，大小写不管。")
    if row.code_until is None or at > row.code_until:
        raise CodeError("这个代码过期了。把程序停下来再开一次，会写出新的。")
    row.code_digest, row.code_until = "", None
    return reopen(session)


def reopen(session: Session) -> str:
    """What the one browser holds that came in; every other one's opens nothing more."""
    token = secrets.token_hex(16)
    site.kept(session).opened_digest = _digest(token)
    return token


def opens(session: Session, token: str) -> bool:
    """Is this the browser that gave the code?"""
    row = site.row(session)
    return bool(
        row
        and token
        and row.opened_digest
        and secrets.compare_digest(_digest(token), row.opened_digest)
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
