"""Published pages stay as quick as they are, whoever else is about."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.web.server.conftest import Site, running, token_of
from tests.web.server.visits import p99

ROUNDS = 12
WARM = 600  # looks, after which nothing is made for the first time
MAX_RATIO = 2  # of the same without strangers, just before


@pytest.fixture(scope="module")
def patient(instance: Path, address: Site) -> Iterator[Site]:
    """As it is installed."""
    with running(instance, address, grace=20):
        yield address


def test_published_pages_come_at_once_whatever_strangers_do(patient: Site) -> None:
    """64 connections drip, three read slowly, a clerk hands in 20 MB: what 99 in 100 of
    64 connections' pages take is at most twice what it is without them. The best of a few
    rounds: others work on this machine too.
    """
    p99(patient, WARM)
    found = []
    for _ in range(ROUNDS):
        alone = p99(patient)
        with strangers(patient):
            found.append(p99(patient) / alone)
        if found[-1] <= MAX_RATIO:
            return
    pytest.fail(f"{found} times as long beside strangers")


@contextmanager
def strangers(site: Site) -> Iterator[None]:
    page = site.clerk.get(f"{site.address}{site.upload}", timeout=30)
    cookie = "; ".join(f"{c.name}={c.value}" for c in site.clerk.cookies)
    crowd = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.web.server.strangers", str(site.port)),
            *(site.notice, site.upload, cookie, token_of(page.text)),
        ],
        stdout=subprocess.PIPE,
    )
    with crowd:
        assert crowd.stdout is not None
        assert crowd.stdout.readline() == b"here\n"
        yield
        assert crowd.poll() is None, "the strangers have gone"
        crowd.kill()
