"""What tests look at other processes with."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import processes

GIVEN = Path("/proc/sys/net/ipv4/ip_local_port_range")


def test_a_port_is_none_that_the_system_gives_away_by_itself() -> None:
    lowest = int(GIVEN.read_text().split()[0])
    assert {processes.free_port() for _ in range(20)}.isdisjoint(range(lowest, 65536))


def test_a_stopwatch_counts_what_somebody_waits_for() -> None:
    watch = processes.Stopwatch()
    time.sleep(0.3)
    assert watch.seconds > 0.2


def test_of_a_process_that_has_ended_nothing_is_said() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pid = ended.pid
    assert not processes.is_alive(pid)
    assert processes.command_line(pid) == processes.descendants(pid) == []
    assert processes.run_delay(pid) == 0


@pytest.mark.parametrize("becomes", [True, False])
def test_whoever_waits_hears_whether_it_came(becomes: bool) -> None:
    seen = iter([False, False, becomes])
    assert processes.wait_for(lambda: next(seen, becomes), 0.2) is becomes
