"""Every bench, one after another, and one table; status 1 if a row misses its bound.

python -m benchmarks            all, and the table is kept in benchmarks/results
python -m benchmarks pages      one
python -m benchmarks --smoke    each at a tiny size, only to see that it runs
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import results, smoke
from benchmarks.rounds import ROWS, Row

NO_BENCH = {
    "__init__", "__main__", "celery_peer", "house", "lab", "notices", "results", "rounds",
    "smoke",
}  # fmt: skip


def names() -> list[str]:
    folder = Path(__file__).parent
    return sorted(p.stem for p in folder.glob("*.py") if p.stem not in NO_BENCH)


def main(chosen: list[str]) -> int:
    """A process each: no bench finds what another has warmed."""
    if chosen == ["--smoke"]:
        return 1 if [name for name in names() if not smoke.run(name)] else 0
    with tempfile.TemporaryDirectory() as folder:
        gathered = Path(folder) / "rows"
        gathered.touch()
        failed = [name for name in chosen or names() if not ran(name, gathered)]
        rows = [
            Row(**json.loads(line)) for line in gathered.read_text("utf-8").splitlines()
        ]
    text = results.table(rows)
    print(f"\n{text}")
    if not chosen:
        print(f"存在 {results.keep(text)}")
    if failed:
        print(f"没到，或者没跑完：{'、'.join(failed)}")
    return 1 if failed or not all(row.is_kept for row in rows) else 0


def ran(name: str, gathered: Path) -> bool:
    print(f"\n── {name}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}"],
        check=False,
        env=os.environ | {ROWS: str(gathered)},
    )
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
