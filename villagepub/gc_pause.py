"""Python's garbage collector, kept out of the way while long lists are built."""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def paused(build: Callable[P, R]) -> Callable[P, R]:
    """Build a long list without collecting.

    A sheet of 50,000 rows makes a million objects and no garbage; the collector would
    look through all of them again and again, a third of the time.
    """

    @wraps(build)
    def quietly(*args: P.args, **kwargs: P.kwargs) -> R:
        if not gc.isenabled():
            return build(*args, **kwargs)
        gc.disable()
        try:
            return build(*args, **kwargs)
        finally:
            gc.enable()

    return quietly
