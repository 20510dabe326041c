"""``make(seed)`` draws a village, its two lists, and what was changed between them."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.comparison.offices.layouts import OTHERS, VILLAGE, Rows, Style, drawn, laid
from tests.comparison.offices.people import KINDS, Kind, Person, people, respelt

Finding = tuple[str, str, int, int]  # kind, field, village row, government row


@dataclass(frozen=True)
class Pair:
    seed: int
    form: str
    village: tuple[bytes, str]
    government: tuple[bytes, str]
    truth: frozenset[Finding]


Lists = dict[str, Person]
Change = tuple[str, int, str, bool, bool]  # kind, value, key, on ours, on theirs


def make(seed: int) -> Pair:
    dice = random.Random(seed)  # noqa: S311
    kind = dice.choice(KINDS)
    ours = {str(n): p for n, p in enumerate(people(dice, kind, VILLAGE, dice.randrange(8, 70)))}  # fmt: skip
    theirs = dict(ours)
    own = drawn(dice, kind, is_township=False)
    other = drawn(dice, kind, is_township=dice.random() < 0.75)
    is_masked = bool(own.name_mask or other.name_mask)
    changes: list[Change] = []
    for key in dice.sample(sorted(ours), min(len(ours) // 4, dice.randrange(10))):
        acts = ACTS[:4] if is_masked else ACTS
        changes += dice.choice(acts)(dice, kind, key, ours, theirs)
    data, name, rows = laid(own, _mixed(dice, ours))
    paid, paid_name, other_rows = laid(other, _township(dice, kind, other, theirs))
    labels = kind.labels or _labels(own)
    truth = {
        (
            what,
            labels[value] if value >= 0 else "",
            rows[key] if on_ours else 0,
            other_rows[key] if on_theirs else 0,
        )
        for what, value, key, on_ours, on_theirs in changes
    }
    return Pair(seed, kind.form, (data, name), (paid, paid_name), frozenset(truth))


def _mixed(dice: random.Random, people_of: Lists) -> Rows:
    rows = list(people_of.items())
    dice.shuffle(rows)
    return rows


def _township(dice: random.Random, kind: Kind, style: Style, own: Lists) -> Rows:
    """A township's list has other villages' people too, some of the same name."""
    rows = _mixed(dice, own)
    if style.places in ("title", "none"):
        return rows
    for village in dice.sample(OTHERS, dice.randrange(1, 4)):
        others = people(dice, kind, village, dice.randrange(5, 25))
        more = [(f"#{village}{n}", p) for n, p in enumerate(others)]
        rows = more + rows if dice.random() < 0.5 else rows + more
    return rows


def _labels(style: Style) -> list[str]:
    """Where no form says how a value is called, the village's head does."""
    stacked = style.blocks == 1 and style.head not in ("plain", "units")
    values = style.values
    is_over = len(values) > 1 and values == list(range(values[0], values[-1] + 1))
    above = "补贴情况" if stacked and is_over else ""
    heads = {int(what): head for head, what in style.columns if what.isdecimal()}
    return [above + re.sub(r"（.*?）|\(.*?\)|\s", "", heads[i]) for i in sorted(heads)]


def _gone(_: object, __: object, key: str, ours: Lists, ___: Lists) -> list[Change]:
    del ours[key]
    return [("missing_in_village", -1, key, False, True)]


def _extra(_: object, __: object, key: str, ___: Lists, theirs: Lists) -> list[Change]:
    del theirs[key]
    return [("missing_in_government", -1, key, True, False)]


def _value(
    dice: random.Random, kind: Kind, key: str, ours: Lists, theirs: Lists
) -> list[Change]:
    old = new = ours[key].values
    while new == old:
        new = kind.draw(dice)
    theirs[key] = replace(theirs[key], values=new)
    return [
        ("field_differs", place, key, True, True)
        for place, (a, b) in enumerate(zip(old, new, strict=True))
        if float(a) != float(b)
    ]


def _named(
    dice: random.Random, _: object, key: str, ours: Lists, theirs: Lists
) -> list[Change]:
    name = ours[key].name
    other = respelt(dice, name)
    names = [p.name for p in (*ours.values(), *theirs.values())]
    if not other or other in names or names.count(name) > 2:
        return []  # somebody else's name would be another household
    theirs[key] = replace(theirs[key], name=other)
    return [("name_variant", -1, key, True, True)]


def _doubled(_: object, __: object, key: str, ours: Lists, ___: Lists) -> list[Change]:
    ours[f"{key}+"] = ours[key]
    return [("duplicate_in_village", -1, f"{key}+", True, False)]


def _doubled_there(
    _: object, __: object, key: str, ___: Lists, theirs: Lists
) -> list[Change]:
    theirs[f"{key}+"] = theirs[key]
    return [("duplicate_in_government", -1, f"{key}+", False, True)]


# The first four are what can be told of lists whose names are masked.
ACTS: tuple[Callable[[random.Random, Kind, str, Lists, Lists], list[Change]], ...] = (
    _gone, _extra, _value, _value, _named, _doubled, _doubled_there,
)  # fmt: skip
