"""Identity numbers seen through masks: what both sides show decides."""

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache


class Agreement(Enum):
    """What two identity numbers, each as far as it is shown, say of one another."""

    UNKNOWN = "unknown"  # one side shows none
    CONFLICT = "conflict"
    SLIP = "slip"  # one visible digit differs
    SHOWN = "shown"  # all digits that both show are the same
    FULL = "full"  # both show all eighteen


@lru_cache(maxsize=65536)
def visible(number: str) -> tuple[str, str]:
    """The digits before and after the mask: 6106**********0395 → ("6106", "0395").

    A number without a mask is all before. '' gives ("", "").
    """
    text = number.strip().upper().replace(" ", "").replace("x", "X")
    first = next((i for i, c in enumerate(text) if not c.isalnum()), None)
    if first is None:
        return text, ""
    last = max(i for i, c in enumerate(text) if not c.isalnum())
    return text[:first], text[last + 1 :]


def shared(one: str, other: str) -> tuple[str, str]:
    """Two numbers cut to the digits that both show: equal strings agree."""
    (a, x), (b, y) = visible(one), visible(other)
    if not x and not y:
        return a, b
    x, y = x or a, y or b
    head, tail = min(len(a), len(b)), min(len(x), len(y))
    if not tail:
        return a[:head], b[:head]
    return a[:head] + x[-tail:], b[:head] + y[-tail:]


def agreement(one: str, other: str) -> Agreement:
    """Compare two numbers in any masking. Fewer than four common digits say nothing."""
    if not one or not other:
        return Agreement.UNKNOWN
    a, b = shared(one, other)
    if min(len(a), len(b)) < 4:
        return Agreement.UNKNOWN
    if a == b:
        return Agreement.FULL if len(a) >= 15 else Agreement.SHOWN
    slips = sum(1 for p, q in zip(a, b, strict=False) if p != q) + abs(len(a) - len(b))
    return Agreement.SLIP if slips == 1 else Agreement.CONFLICT


def common_mask(numbers: Iterable[str]) -> tuple[int, int]:
    """How many leading and trailing digits every number of a list shows."""
    head, tail = 18, 18
    for number in numbers:
        if not number:
            continue
        before, after = visible(number)
        head = min(head, len(before))
        tail = min(tail, len(after) if after else len(before))
    return head, tail


def reduced(number: str, head: int, tail: int) -> str:
    """The number through a common mask; equal masks make lists comparable at once."""
    if not number:
        return ""
    before, after = visible(number)
    end = after or before
    if head + tail >= 18:
        return before
    return before[:head] + (end[-tail:] if tail else "")
