"""Interleaved rounds: every contender runs once a round, so noise hits all alike."""

import json
import os
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

Contender = Callable[[int], object]
MAX_ROUNDS = 100  # a smoke run makes one, without warming
ROWS = "BENCH_ROWS"  # names the file where the whole run gathers its rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of the table: what was measured of us and of the peer, as it is read."""

    work: str
    ours: str
    peer: str
    ratio: float
    bound: str
    is_kept: bool


def medians(
    contenders: Mapping[str, Contender],
    rounds: int,
    warm: int = 2,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Median milliseconds of each; the round's number makes every input new.

    ``clock``: ``time.process_time`` where both sides run in one thread of this process,
    so that what else the machine does is on neither's account. A contender that has to
    get something ready first says itself how many seconds it took.
    """
    rounds, warm = min(rounds, MAX_ROUNDS), min(warm, MAX_ROUNDS - 1)
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + warm):
        for name, run in contenders.items():
            start = clock()
            said = run(number)
            taken = said if isinstance(said, float) else clock() - start
            if number >= warm:
                times[name].append(taken * 1000)
    return {name: statistics.median(ms) for name, ms in times.items()}


def verdict(
    work: str,
    ratio: float,
    limit: float,
    *,
    ours: str = "",
    peer: str = "",
    at_most: bool = False,
) -> bool:
    """One line of the table; True if the ratio keeps its limit."""
    row = Row(
        work=work,
        ours=ours,
        peer=peer,
        ratio=round(ratio, 3),
        bound=f"{'≤' if at_most else '≥'} {limit:g}",
        is_kept=ratio <= limit if at_most else ratio >= limit,
    )
    print(said(row), flush=True)
    if gathered := os.environ.get(ROWS):
        with Path(gathered).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
    return row.is_kept


def missing(work: str, what: str) -> bool:
    """A peer that is not there is a failure: nothing was shown."""
    return verdict(work, 0, 1, peer=f"没有装 {what}")


def said(row: Row) -> str:
    state = "到了" if row.is_kept else "没到"
    sides = f"我们 {row.ours}，对方 {row.peer}" if row.peer else f"我们 {row.ours}"
    return f"{row.work}：{row.ratio:.2f}（要 {row.bound}）{state}；{sides}"


def ms(value: float) -> str:
    return f"{value:,.1f} 毫秒"
