"""Every bench still runs: once each, at a tiny size; what it measures is `make bench`'s."""

import subprocess
import sys

import pytest

from benchmarks.__main__ import names
from benchmarks.smoke import SIZES
from tests.conftest import ROOT


def test_every_bench_has_a_tiny_size() -> None:
    assert sorted(SIZES) == names()


@pytest.fixture(scope="module")
def told() -> str:
    """All of them in one process of their own: some make tables that nobody else has."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--smoke"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", names())
def test_a_bench_comes_to_its_end(told: str, name: str) -> None:
    assert f"{name}: ran" in told, told[-3000:]
