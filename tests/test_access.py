"""Roles and places: what is not granted is forbidden."""

import pytest

from villagepub import access
from villagepub.access import Action, Actor, Forbidden
from villagepub.states import Role

VILLAGE, OTHER, TOWNSHIP, COUNTY = "610603102201", "610603102214", "610603102", "610603"


def actor(role: Role, place: str) -> Actor:
    return Actor(id=1, name="拓小梅", role=role, place_code=place)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_confined_to_its_place(role: Role) -> None:
    someone = actor(role, VILLAGE)
    assert not any(access.may(someone, action, OTHER) for action in Action)


@pytest.mark.parametrize("action", [Action.DRAFT, Action.CORRECT, Action.WITHDRAW])
def test_only_a_clerk_writes_notices(action: Action) -> None:
    writers = {r for r in Role if access.may(actor(r, COUNTY), action, VILLAGE)}
    assert writers == {Role.CLERK}


def test_only_the_committee_signs() -> None:
    signers = {r for r in Role if access.may(actor(r, VILLAGE), Action.REVIEW, VILLAGE)}
    assert signers == {Role.SUPERVISOR}


def test_a_township_reads_all_its_villages_and_no_others() -> None:
    officer = actor(Role.TOWNSHIP, TOWNSHIP)
    assert access.may(officer, Action.READ, VILLAGE)
    assert not access.may(officer, Action.READ, "610603103201")


def test_a_refusal_is_a_sentence_for_the_actor() -> None:
    with pytest.raises(Forbidden, match="别的村"):
        access.allow(actor(Role.CLERK, VILLAGE), Action.DRAFT, OTHER)


def test_every_role_has_its_grants() -> None:
    assert set(access.GRANTS) == set(Role)
