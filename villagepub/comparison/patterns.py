"""Differences that many households share for one reason are one difference.

Another standard (93.21 against 93.60), amounts that one side rounds to whole yuan: said
once, with how many households it holds for. What the reason does not explain stays.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import product

from villagepub.comparison.comparable_list import ListField
from villagepub.comparison.rows import Match
from villagepub.forms.form import ColumnRole, Rule
from villagepub.states import FindingKind

# An amount follows from its standard however it is rounded: to 分, 角 or 元.
ROUNDED_TO = (Decimal("0.01"), Decimal("0.1"), Decimal(1))
MIN_ROWS = 3  # fewer households are no pattern
MIN_SHARE = Decimal("0.9")  # of the households, for a standard to be another for all
FieldPlace = int  # of a field among the shared ones
FieldValue = tuple[Match, FieldPlace]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One difference for many households; ``explained``: the values that are not listed
    again.
    """

    kind: FindingKind
    field: str
    village_value: str
    government_value: str
    note: str
    explained: frozenset[FieldValue]


def patterns(
    matches: Sequence[Match],
    fields: Sequence[ListField],
    rules: Iterable[Rule],
    *,
    equal: int,
) -> Iterator[Pattern]:
    """``equal``: how many households besides ``matches`` are the same on both sides."""
    standard = _standard(matches, fields, rules, equal)
    if standard:
        yield standard
    explained = standard.explained if standard else frozenset()
    for place, field in enumerate(fields):
        if field.role == "amount":
            left = [m for m in matches if (m, place) not in explained]
            yield from _rounding(left, field, place)


def number(value: str) -> Decimal | None:
    """None for what can't be read, 约五亩, and for nothing."""
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _standard(
    matches: Sequence[Match],
    fields: Sequence[ListField],
    rules: Iterable[Rule],
    equal: int,
) -> Pattern | None:
    """The rate (标准) that nearly every household has otherwise on the other side, None
    if none.

    An amount is explained by it only if both amounts follow from their own side's rate.
    """
    rate, amount = _place_of(fields, "rate"), _place_of(fields, "amount")
    if rate is None or not matches:
        return None
    (ours, theirs), own = _most_common(matches, rate)
    count = len(own)
    is_for_all = count >= MIN_ROWS and count >= MIN_SHARE * (len(matches) + equal)
    if ours == theirs or not ours or not theirs or not is_for_all:
        return None
    explained: set[FieldValue] = {(match, rate) for match in own}
    if amount is not None:
        follows = _follower(fields, rules, rate, amount)
        explained |= {
            (match, amount)
            for match in own
            if _others_agree(match, (rate, amount)) and follows(match)
        }
    return Pattern(
        kind=FindingKind.STANDARD_DIFFERS,
        field=fields[rate].label,
        village_value=ours,
        government_value=theirs,
        note=f"{count} 户都这样：村里写 {ours}，政府写 {theirs}。",
        explained=frozenset(explained),
    )


def _most_common(
    matches: Sequence[Match], place: FieldPlace
) -> tuple[tuple[str, str], list[Match]]:
    """The commonest (village's value, government's value) of a field, and its matches."""
    both = [(m.village.values[place], m.government.values[place]) for m in matches]
    pair = Counter(both).most_common(1)[0][0]
    return pair, [m for m, own in zip(matches, both, strict=True) if own == pair]


def _place_of(fields: Sequence[ListField], role: ColumnRole) -> FieldPlace | None:
    return next((place for place, f in enumerate(fields) if f.role == role), None)


def _others_agree(match: Match, places: tuple[FieldPlace, FieldPlace]) -> bool:
    both = zip(match.village.values, match.government.values, strict=True)
    return all(one == other for i, (one, other) in enumerate(both) if i not in places)


def _follower(
    fields: Sequence[ListField],
    rules: Iterable[Rule],
    rate: FieldPlace,
    amount: FieldPlace,
) -> Callable[[Match], bool]:
    """Whether both amounts of a household follow from the standard of their own side.

    By the form's rule where both sides say its other factor; else both amounts must be
    for the same number of units.
    """
    keys = [f.key for f in fields]
    wanted = {keys[rate], keys[amount]}
    factors = [
        keys.index(key)
        for rule in rules
        if rule.kind == "product" and wanted <= set(rule.columns) <= set(keys)
        for key in set(rule.columns) - wanted
    ]

    def follows(match: Match) -> bool:
        sides = (match.village.values, match.government.values)
        if factors and all(side[factors[0]] for side in sides):
            return all(_is_product(v[factors[0]], v[rate], v[amount]) for v in sides)
        return _same_units(match, rate, amount)

    return follows


def _is_product(a: str, b: str, stated: str) -> bool:
    x, y, z = map(number, (a, b, stated))
    if x is None or y is None or z is None:
        return False
    return any((x * y).quantize(place, ROUND_HALF_UP) == z for place in ROUNDED_TO)


def _same_units(match: Match, rate: FieldPlace, amount: FieldPlace) -> bool:
    ours, theirs = match.village.values, match.government.values
    numbers = [
        number(side[place]) for side in (ours, theirs) for place in (amount, rate)
    ]
    if any(n is None or not n for n in numbers):
        return False
    a, x, b, y = (n for n in numbers if n is not None)
    return abs(a * y - b * x) <= Decimal("0.005") * (x + y)


# How offices cut amounts, and to what, the usual way first.
MODES = {ROUND_HALF_UP: "四舍五入", ROUND_DOWN: "舍去零头", ROUND_CEILING: "往上进"}
PLACES = {Decimal(1): "元", Decimal("0.1"): "角"}


def _rounding(
    matches: Sequence[Match], field: ListField, place: FieldPlace
) -> Iterator[Pattern]:
    """Amounts that one side has in whole 元 or 角 and the other in 分."""
    values = {m: (m.village.values[place], m.government.values[place]) for m in matches}
    differing = {m: both for m, both in values.items() if both[0] != both[1]}
    for side, mode, unit in product((0, 1), MODES, PLACES):
        own = {m: v for m, v in differing.items() if _is_cut(v, side, mode, unit)}
        if len(own) >= MIN_ROWS and len(own) * 2 > len(differing):
            words = f"{('村里', '政府')[side]}的{MODES[mode]}到{PLACES[unit]}"
            yield _cut(own, field, place, f"{words}，每户差不到 1 {PLACES[unit]}")
            return


def _is_cut(both: tuple[str, str], side: int, mode: str, unit: Decimal) -> bool:
    """Is the amount of this side the other's, cut so?"""
    cut, exact = number(both[side]), number(both[1 - side])
    if cut is None or exact is None:
        return False
    return exact != cut == exact.quantize(unit, mode)


def _cut(
    own: Mapping[Match, tuple[str, str]],
    field: ListField,
    place: FieldPlace,
    words: str,
) -> Pattern:
    ours, theirs = (sum(map(Decimal, side)) for side in zip(*own.values(), strict=True))
    return Pattern(
        kind=FindingKind.FIELD_DIFFERS,
        field=field.label,
        village_value=f"{ours:.2f}",
        government_value=f"{theirs:.2f}",
        note=(
            f"{len(own)} 户都这样：{field.label}，{words}，"
            f"加起来差 {abs(ours - theirs):.2f} 元。"
        ),
        explained=frozenset((match, place) for match in own),
    )
