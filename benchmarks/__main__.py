"""Every bench, one after another; status 1 if a ratio misses its limit.

python -m benchmarks            all
python -m benchmarks pages      one
python -m benchmarks --smoke    each at a tiny size, only to see that it runs
"""

import subprocess
import sys
from pathlib import Path

from benchmarks import smoke

NO_BENCH = {"__init__", "__main__", "celery_peer", "lab", "notices", "rounds", "smoke"}


def names() -> list[str]:
    folder = Path(__file__).parent
    return sorted(p.stem for p in folder.glob("*.py") if p.stem not in NO_BENCH)


def main(chosen: list[str]) -> int:
    """A process each: no bench finds what another has warmed."""
    if chosen == ["--smoke"]:
        return 1 if [name for name in names() if not smoke.run(name)] else 0
    missed = []
    for name in chosen or names():
        print(f"\n── {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)
        if done.returncode:
            missed.append(name)
    print(f"\n{'missed: ' + ', '.join(missed) if missed else 'every ratio is kept'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
