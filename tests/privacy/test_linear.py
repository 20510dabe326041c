"""The gate's time grows with the text and no faster, whatever stands in it."""

import time
from collections.abc import Callable

import pytest

from villagepub import privacy
from villagepub.privacy import Gate

NUMBERS = (
    "1 ", "1.", "*1", "12345678901 ", "1e", "凭证1234567 ", "1         ", "O1", "①",
    "1、", "610624190711130395", "2026-01-01 ", "a1234567", "6106****", "一",
)  # fmt: skip
WORDS = ("王 ", "病虫", "建", "老王 ", "康*")
GATE = Gate(["王建国", "李燕", "康志明"])
SIZES = (1 << 14, 1 << 17, 1 << 20)  # 16 KB to 1 MB, three doublings a step
MAX_GROWTH = 2.3**3
ENOUGH = 0.4  # seconds of one reading: the next size would show nothing new


def seconds(read: Callable[[str], object], text: str) -> float:
    """Of this process alone: a busy machine makes it no longer."""
    start = time.process_time()
    read(text)
    return time.process_time() - start


def grows_evenly(read: Callable[[str], object], piece: str) -> bool:
    """No doubling takes more than 2.3 times as long; measured over three at a time."""
    before = 0.02  # below, the clock and the caches are what is measured
    for size in SIZES:
        text = piece * (size // len(piece))
        spent = min(seconds(read, text) for _ in range(2))
        if size > SIZES[0] and spent > MAX_GROWTH * before:
            return False
        before = max(before, spent)
        if spent > ENOUGH:
            break
    return True


@pytest.mark.parametrize("piece", NUMBERS)
def test_twice_the_digits_take_twice_the_time(piece: str) -> None:
    assert grows_evenly(privacy.scrub, piece)


@pytest.mark.parametrize("piece", WORDS)
def test_twice_the_words_take_twice_the_time(piece: str) -> None:
    assert grows_evenly(GATE.ground, piece)


def test_a_thousand_ones_are_read_at_once() -> None:
    assert seconds(privacy.scrub, "1 " * 1000) < 0.1
