"""No answer tells by its time whether there is an account, or how one signs in to it."""

import argon2
import pytest

from villagepub import passwords


@pytest.mark.parametrize(
    "known",
    [passwords.NO_PASSWORD, "", "$argon2id$broken", passwords.nobodys()],
    ids=["none", "empty", "broken", "nobodys"],
)
def test_a_try_costs_one_verification_whatever_is_known(
    monkeypatch: pytest.MonkeyPatch, known: str
) -> None:
    real, worked = argon2.PasswordHasher.verify, []

    def counted(self: argon2.PasswordHasher, given: str, password: str) -> bool:
        if given == passwords.nobodys():
            worked.append(given)
        return bool(real(self, given, password))

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    assert not passwords.fits(known, "wrong")
    assert len(worked) == 1


@pytest.mark.parametrize("password", ["nobody", "", "!"])
def test_nothing_opens_an_account_without_a_password(password: str) -> None:
    assert not passwords.fits(passwords.NO_PASSWORD, password)
