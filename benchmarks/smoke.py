"""The size at which every bench takes about a second: does it still run?

The ratios of such a run mean nothing and nobody looks at them.
"""

import importlib
import traceback
from typing import Any

from argon2 import PasswordHasher

from villagepub import passwords

# bench → constant of a module → its value
SIZES: dict[str, dict[str, Any]] = {
    "books": {"books.VILLAGES": 1, "books.EACH": 1},
    "county": {"county.VILLAGES": 2, "matching.ROWS": 60},
    "deliveries": {
        "deliveries.COUNT": 20, "deliveries.ROBOTS": 2, "deliveries.EACH": 10,
        "deliveries.ROUNDS": 1,
    },
    "disclosed": {"disclosed.ROWS": 150},
    "growth": {"growth.SIZES": (1, 2), "growth.TIMES": 1, "growth.VILLAGES": 2},
    "matching": {"matching.ROWS": 60, "matching.VILLAGES": 1, "matching.ROUNDS": 1},
    "memory": {
        "memory.POSTERS": 2, "memory.UPLOADS": 1, "memory.SETTLED": 0, "memory.GONE": 0,
        "memory.TAKEN": 100, "memory.REFUSED": 200, "memory.LOOK": 1,
        "disclosed.ROWS": 150,
    },
    "over_http": {"over_http.SECONDS": 1, "over_http.ROUNDS": 1},
    "pages": {"pages.ROWS": 40},
    "paper_lists": {"paper_lists.LISTS": 1, "paper_lists.HOUSEHOLDS": 4},
    "pictures": {"pictures.ROWS": 12},
    "posters": {"posters.ROWS": 12, "posters.PEERS": ((12, 1, 3, 3),)},
    "served": {"served.TIMES": 2},
    "sheets": {"sheets.ROWS": 100},
    "soak": {
        "soak.SECONDS": 2, "soak.DAYS": 1, "soak.VILLAGES": 1, "soak.ROWS": 4,
        "house.LOOK": 0.5,
    },
}  # fmt: skip


def run(name: str) -> bool:
    """True if the bench came to its end, whatever its ratios."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords.hasher = lambda: quick  # type: ignore[assignment]  # a county's accounts cost more than all else
    try:
        for constant, value in {"rounds.MAX_ROUNDS": 1, **SIZES[name]}.items():
            module, _, word = constant.partition(".")
            found = importlib.import_module(f"benchmarks.{module}")
            assert hasattr(found, word), constant
            setattr(found, word, value)
        importlib.import_module(f"benchmarks.{name}").main()
    except Exception:
        traceback.print_exc()
        return False
    print(f"{name}: ran", flush=True)
    return True
