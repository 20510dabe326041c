"""The gate's time grows with the text and no faster, whatever stands in it."""

import time
from collections.abc import Callable

import pytest

from villagepub import forms, privacy
from villagepub.forms.township.open_words import OpenWords
from villagepub.privacy import Gate
from villagepub.tables.table import Table, TableColumn, TableRow

NUMBERS = (
    "1 ", "1.", "*1", "12345678901 ", "1e", "凭证1234567 ", "1         ", "O1", "①",
    "1、", "610624190711130395", "2026-01-01 ", "a1234567", "6106****", "一",
)  # fmt: skip
WORDS = (
    "王 ",
    "病虫",
    "建",
    "老王 ",
    "康*",
    "健国",
    "wang jian ",
    "陕J",
    "6222卡",
    "1a",
)
GATE = Gate(["王建国", "李燕", "康志明"])
SIZES = tuple(1 << power for power in range(10, 21, 2))  # 1 KB to 1 MB, each 4 times
MAX_GROWTH = 2.3**2  # times as long for a text of four times the size; its square is 16
SHORTEST = 0.02  # seconds: below, clock and caches are what is measured
# What takes this long without having grown too much would have been seen to: a square
# that takes less is 16 times as much at the next size, one that takes more has jumped.
ENOUGH = SHORTEST * MAX_GROWTH


LISTED = ["王建国", "李燕", "康志明"]
HARD = ("1 ", "王 ", "康*", "（", "【（", "月1", "号：", "残", "*＊x", "一、")


def cut(text: str) -> None:
    """A table with the text in its head, in a cell, and cut into many small cells."""
    pieces = [text[i : i + 8] for i in range(0, len(text), 8)]
    rows = [TableRow(row=2, cells=("王建国", text))]
    rows += [TableRow(row=n, cells=("李燕", p)) for n, p in enumerate(pieces, 3)]
    table = Table(
        name="表",
        columns=(TableColumn(label="姓名"), TableColumn(label=text)),
        rows=tuple(rows),
    )
    privacy.cut(table, ["", ""], b"a key of the tests")


DETECTORS: dict[str, Callable[[str], object]] = {
    "find": privacy.find,
    "health": privacy.is_about_health,
    "gate": GATE.passes,
    "veil": privacy.veil(LISTED),
    "open words": OpenWords(forms.get("T8"), LISTED),
    "canonical name": privacy.canonical_name,
    "name mask": privacy.mask_name,
    "identity mask": privacy.mask_identity,
    "identity key": privacy.identity_hasher(b"a key of the tests"),
    "group": privacy.group_of,
    "number head": privacy.kind_of_head,
    "private head": lambda text: privacy.column_kind(text, ["甲"]),
    "private cells": lambda text: privacy.column_kind("列", [text]),
    "redaction": cut,
}


def seconds(read: Callable[[str], object], text: str) -> float:
    """Of this process alone: a busy machine makes it no longer."""
    start = time.process_time()
    read(text)
    return time.process_time() - start


def grows_evenly(spend: Callable[[int], float]) -> bool:
    """``spend``: seconds for a text of so many characters."""
    before = SHORTEST
    for size in SIZES:
        spent = spend(size)
        if spent > before * MAX_GROWTH:
            # One may have been disturbed, or the machine is slower than a second ago.
            before = max(before, spend(size // 4))
            spent = min(spent, spend(size))
        if spent > before * MAX_GROWTH:
            return False
        if spent > ENOUGH:
            break
        before = max(before, spent)
    return True


def repeated(read: Callable[[str], object], piece: str) -> Callable[[int], float]:
    return lambda size: seconds(read, piece * (size // len(piece)))


def test_a_square_is_told_from_a_line_whatever_its_constant() -> None:
    """From one that takes 0.2 seconds for 1 MB to one that takes 100 for 1 KB."""
    constants = [2e-13 * 1.5**power for power in range(50)]
    assert not any(grows_evenly(lambda n, c=c: c * n**2) for c in constants)
    assert all(grows_evenly(lambda n, c=c: c * n) for c in constants)


@pytest.mark.parametrize("piece", NUMBERS)
def test_twice_the_digits_take_twice_the_time(piece: str) -> None:
    assert grows_evenly(repeated(privacy.scrub, piece))


@pytest.mark.parametrize("piece", WORDS)
def test_twice_the_words_take_twice_the_time(piece: str) -> None:
    assert grows_evenly(repeated(GATE.ground, piece))


def test_a_thousand_ones_are_read_at_once() -> None:
    assert seconds(privacy.scrub, "1 " * 1000) < 0.1


@pytest.mark.parametrize("detector", DETECTORS)
def test_every_detector_takes_twice_the_time_for_twice_the_text(detector: str) -> None:
    """All the hard texts in turn, up to 1 MB of them: the slowest of them decides."""
    read = DETECTORS[detector]

    def in_turn(size: int) -> float:
        each = size // len(HARD)
        return sum(repeated(read, piece)(each) for piece in HARD)

    assert grows_evenly(in_turn)
