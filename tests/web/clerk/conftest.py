"""The clerk at the desk on 8 October 2026, when the third quarter is to be posted."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.photo.read_once import reader
from tests.web.clerk.desk import Desk
from tests.web.clerk.free_notice import Writer
from villagepub import clock, photo

OCTOBER = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def october(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: OCTOBER)


@pytest.fixture
def desk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Desk]:
    """Each a browser of their own."""

    def is_plain() -> bool:
        changed = [(target, name) for target, name, _ in monkeypatch._setattr]
        return set(changed) <= {(clock, "now")} and not monkeypatch._setitem

    return lambda login: Desk(app.test_client(), login, is_plain=is_plain)


@pytest.fixture
def read_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A photo that is brought here was perhaps read before, by this run."""
    monkeypatch.setattr(photo, "read", reader(tmp_path_factory))


@pytest.fixture
def clerk(desk: Callable[[str], Desk]) -> Desk:
    return desk("laotuo")


@pytest.fixture
def signer(desk: Callable[[str], Desk]) -> Desk:
    return desk("zhe")


@pytest.fixture
def writer(clerk: Desk) -> Writer:
    return Writer(clerk)
