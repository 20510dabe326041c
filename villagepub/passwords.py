"""Passwords: which may be used, their hash, and whether one fits it."""

from functools import cache
from typing import TYPE_CHECKING

from villagepub.data_files import text_of
from villagepub.errors import StaffError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MIN_PASSWORD, MAX_PASSWORD = 8, 200
MIN_SIGNS = 4  # that differ, in a password
NO_PASSWORD = "!"  # noqa: S105  (no hash: nothing fits it)


@cache
def hasher() -> "PasswordHasher":
    """As OWASP asks at least: the library's own 64 MB a sign-in are too many."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def nobodys() -> str:
    """Verified when a login is unknown, so that it takes as long as a wrong password."""
    return hasher().hash("nobody")


class Hashed(str):
    """A password that may be used, as its hash: made before the act, which would hold
    everybody else up for as long as the hash takes.
    """

    __slots__ = ()


def hashed(password: str, login: str) -> Hashed:
    """Raises StaffError for a password that is too easy to guess."""
    check_password(password, login.strip().lower())
    return Hashed(hasher().hash(password))


@cache
def _common() -> frozenset[str]:
    text = text_of("common_passwords.txt")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def check_password(password: str, login: str) -> None:
    """Raises StaffError unless the password is long enough and not the login."""
    if len(password) < MIN_PASSWORD:
        raise StaffError(f"密码至少 {MIN_PASSWORD} 位。")
    if len(password) > MAX_PASSWORD:
        raise StaffError(f"密码太长了，最多 {MAX_PASSWORD} 位。")
    if password.lower() in _common():
        raise StaffError("这个密码太常见，别人头几次就会试到。请换一个。")
    if login in password.lower():
        raise StaffError("密码里写着账号，别人头一个就试它。请换一个。")
    if len(set(password)) < MIN_SIGNS:
        raise StaffError(f"密码里至少要有 {MIN_SIGNS} 个不一样的字。")


def fits(known: str, password: str) -> bool:
    from argon2.exceptions import (
        InvalidHashError,
        VerificationError,
        VerifyMismatchError,
    )

    try:
        return hasher().verify(known, password)
    except VerifyMismatchError:
        return False
    except (
        VerificationError,
        InvalidHashError,
    ):  # who signs in by WeChat alone takes as long as anybody
        return fits(nobodys(), password) and False
