"""Interleaved rounds: every contender runs once a round, so noise hits all alike."""

import statistics
import time
from collections.abc import Callable, Mapping

Contender = Callable[[int], object]
MAX_ROUNDS = 100  # a smoke run makes one, without warming


def medians(
    contenders: Mapping[str, Contender], rounds: int, warm: int = 2
) -> dict[str, float]:
    """Median milliseconds of each; the round's number makes every input new."""
    rounds, warm = min(rounds, MAX_ROUNDS), min(warm, MAX_ROUNDS - 1)
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + warm):
        for name, run in contenders.items():
            start = time.perf_counter()
            run(number)
            if number >= warm:
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(ms) for name, ms in times.items()}


def verdict(label: str, ratio: float, limit: float, *, at_most: bool = False) -> bool:
    """One line of the table; True if the ratio keeps its limit."""
    good = ratio <= limit if at_most else ratio >= limit
    sign = "≤" if at_most else "≥"
    print(f"{label:<44} {ratio:6.2f} × ({sign} {limit} ×)  {'ok' if good else 'FAIL'}")
    return good
