"""Columns that must not be shown, known by their heads and then by what is in them."""

import re
from collections.abc import Sequence
from functools import cache

from villagepub.privacy.detectors import find
from villagepub.privacy.kinds import PrivateKind
from villagepub.privacy.words import any_of, words

# An identity number behind stars, crosses or dots; at either end a digit is left.
MASKED = re.compile(r"(?=.*\d)\d{0,14}[*＊×●○■□#XxＸ]{4,}[\dXxＸ]{0,4}")
# 残疾人姓名 is a column of names; what a child is called stays private.
NAMES = re.compile(r"(?:姓名|名字|户主)$")
# From the innermost bracket on: one that is never closed is looked at once.
BRACKETED = re.compile(r"[（(【\[][^（(【\[）)】\]]*[）)】\]]")
ENOUGH = 0.5  # of the filled cells hold such a number
SAMPLE = 200


def column_kind(label: str, cells: Sequence[str]) -> PrivateKind | None:
    """The kind of private data a column holds, or None if it may be shown."""
    bare = "".join(label.split())
    head = BRACKETED.sub("", bare) or bare
    return head_kind(head) or _by_content(cells)


def head_kind(head: str) -> PrivateKind | None:
    """What a head without spaces and brackets says; None for amounts, areas, counts."""
    private, kept = _heads()
    if kept.search(head):
        return None
    kinds = (kind for kind, pattern in private.items() if pattern.search(head))
    kind = next(kinds, None)
    return None if kind == "health" and NAMES.search(head) else kind


@cache
def _heads() -> tuple[dict[PrivateKind, re.Pattern[str]], re.Pattern[str]]:
    private: dict[PrivateKind, re.Pattern[str]] = {
        kind: re.compile(any_of(those))
        for kind, those in words("heads", "private").items()
    }
    keep = words("heads", "keep")
    kept = f"{any_of(keep['words'])}|(?:{any_of(keep['ends'])})$"
    return private, re.compile(kept)


def _by_content(cells: Sequence[str]) -> PrivateKind | None:
    filled = [c for c in cells if c][:SAMPLE]
    found = [hit.kind for cell in filled for hit in find(cell)[:1]]
    found = [kind for kind in found if kind != "number"]
    masked = sum(1 for c in filled if MASKED.fullmatch(c))
    if filled and masked >= len(filled) * ENOUGH:
        return "identity"
    if not found or len(found) < len(filled) * ENOUGH:
        return None
    return max(set(found), key=found.count)
