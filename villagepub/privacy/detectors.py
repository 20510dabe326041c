"""Finds runs of digits in a text that may be a person's number.

A run of seven digits or more, however it is spelled or separated, counts as private
unless its column, the words before it or the unit behind it say what it is. An identity
card's or mobile phone's number by its own arithmetic is private even then. Each step is
linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from villagepub.privacy import number_kinds
from villagepub.privacy.digits import count, plain
from villagepub.privacy.kinds import PrivateKind
from villagepub.privacy.number_kinds import NumberKind, fits
from villagepub.privacy.numbers import (
    is_card,
    is_identity,
    is_nearly_identity,
    number_kind,
)
from villagepub.privacy.spelled_numbers import may_be_spelled, spelled
from villagepub.privacy.worded_numbers import worded
from villagepub.tables.cells.cell_text import without_invisible

MIN_DIGITS = 7  # digits of a landline: fewer are nobody's by themselves
# Atomic: nothing that was read is read again (Python 3.11.2, as Debian 12 has it, reads
# on too far behind a possessive group).
_RUN = re.compile(
    r"[0-9](?>(?:(?>(?:[^\w〓]|_){0,12})[0-9]){6,})(?:[\W_]{0,2}[Xx](?![A-Za-z]))?"
)
# 137转4921转9033: letters between its three parts, the same both times.
_WORDED_MOBILE = re.compile(
    r"(?<![0-9])1[3-9][0-9](?![元亩户人年月日])([^\W0-9]{1,3}+)[0-9]{4}\1[0-9]{4}(?![0-9])"
)
# What a sheet program makes of a long number: 6.1E+17.
_POWER = re.compile(
    r"(?<![0-9A-Za-z.])[0-9](?:[.,][0-9]{1,20})?\s?[Ee]\s?\+?\s?([0-9]{1,3})(?![0-9])"
)
_MOBILE = re.compile(r"(?:(?:00|\+)?86|0)?1[3-9][0-9]{9}")
# District, birthday, order and check, whether or not the check holds.
_SHAPED = re.compile(
    r"[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]"
)
_WRITTEN_MOBILE = re.compile(r"(?:86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}")
# In a column of codes: 138.0013.8000, also beside others; 1380 0138 000. But of 1391-2026-001
# the middle is a year.
_PARTED_MOBILE = re.compile(
    r"(?<![0-9])1[3-9][0-9]([\W_]{1,2})[0-9]{4}\1[0-9]{4}(?![0-9])"
)
_POINTED_MOBILE = re.compile(r"(?:86)?[ ._·]{0,2}1[3-9](?:[ ._·]{0,2}[0-9]){9}")
# 0911-6212345; behind 0911-2026 stands a year.
_PARTED_LANDLINE = re.compile(
    r"0(?:10|2[0-9]|[3-9][0-9]{2})[^\w/]{1,2}(?!20[0-3])[2-9][0-9]{6,7}"
)
CHINA_UNIONPAY = "62"  # how the cards begin that villagers are paid to
MAX_NAMED = 64  # digits: a longer run holds several numbers
MAX_EXPLAINED = 300  # characters: no word and no unit explains a longer run
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Hit:
    """``start`` and ``end`` in the text as it was given."""

    kind: PrivateKind
    start: int
    end: int


def find(text: str, kind: NumberKind | None = None) -> tuple[Hit, ...]:
    """Everything that may be a person's number, in order.

    ``kind``: what the column of the text holds, where it has one.
    """
    is_short = count(text) < MIN_DIGITS and "E" not in text and "e" not in text
    if is_short and not may_be_spelled(text):
        return ()
    written, places = plain(text)
    return tuple(
        Hit(what, places[start], places[end - 1] + 1)
        for what, start, end in _hits(written, kind)
    )


NumberSpan = tuple[PrivateKind, int, int]


def _hits(text: str, kind: NumberKind | None) -> Iterator[NumberSpan]:
    found = [(m.start(), m.end()) for m in _RUN.finditer(text)]
    hits = [hit for start, end in found if (hit := _private(text, start, end, kind))]
    powers = (m for m in _POWER.finditer(text) if int(m[1]) >= MIN_DIGITS - 1)
    hits += [("number", m.start(), m.end()) for m in powers]
    hits += [("phone", m.start(), m.end()) for m in _WORDED_MOBILE.finditer(text)]
    hits += [*worded(text), *spelled(text)]
    last = 0
    for what, start, end in sorted(hits, key=lambda h: (h[1], -h[2])):
        if start >= last:
            yield what, start, end
            last = end


def _private(
    text: str, start: int, end: int, kind: NumberKind | None
) -> NumberSpan | None:
    if end - start > MAX_EXPLAINED:
        return "number", start, end
    run = text[start:end]
    known = kind or number_kinds.kind_before(text, start)
    is_list = known == "quantity" and number_kinds.is_list(run)
    if not is_list and number_kinds.is_spelled(run) and not _fits_joined(kind, run):
        known = None
    if is_list and number_kinds.is_mobile_in_blocks(run):
        known = known if number_kinds.has_unit(text, end) else None
    if known and fits(known, run):
        is_paid = kind is None and number_kinds.is_paid(text, start)
        what = _own_kind(run, known, is_paid=is_paid)
        return (what, start, end) if what else None
    tokens = _unexplained(text, start, end)
    if sum(c.isdecimal() for token in tokens for c in token[0]) < MIN_DIGITS:
        return None
    first, last = tokens[0].start(), tokens[-1].end()
    return _named(text[first:last]), first, last


def _fits_joined(kind: NumberKind | None, run: str) -> bool:
    """3 6 0 0 0 0 0 in a column of amounts: one number, a digit at a time."""
    return kind is not None and fits(kind, re.sub(r"[^0-9]", "", run))


def _unexplained(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The pieces of a run without days at its ends and without a number with a unit."""
    tokens = list(_TOKEN.finditer(text, start, end))
    if number_kinds.has_unit(text, end):
        run = text[start:end]
        if number_kinds.is_enumeration(run) or number_kinds.is_span(run):
            return []
        if number_kinds.is_figure(tokens[-1][0]):
            tokens.pop()
    days = [
        number_kinds.is_recent_day(token[0]) or number_kinds.is_term(token[0])
        for token in tokens
    ]
    if all(days):
        return []
    return tokens[days.index(False) : len(days) - days[::-1].index(False)]


def _own_kind(run: str, known: NumberKind, *, is_paid: bool) -> PrivateKind | None:
    """A person's number that stands where the words speak of something else.

    ``is_paid``: of a payment, whose amount is no mobile's number in pieces.
    """
    if known == "code":
        return _in_code(run)
    if _WRITTEN_MOBILE.fullmatch(run):
        return "phone"
    bare = re.sub(r"[\W_]", "", run).upper()
    is_parted = is_paid or number_kinds.is_padded(run) or number_kinds.is_spelled(run)
    if known == "quantity" and is_parted:
        if _MOBILE.fullmatch(bare):
            return "phone"
        if _SHAPED.fullmatch(bare):
            return "identity"
    if _is_persons(bare):
        return "identity"
    return "card" if known == "quantity" and is_card(bare) else None


def _in_code(run: str) -> PrivateKind | None:
    """Whole, or one of several codes that stand in a row."""
    bare = re.sub(r"[\W_]", "", run).upper()
    pieces = [bare, *re.split(r"[^0-9X]+", run.upper())]
    is_pointed = bool(_POINTED_MOBILE.fullmatch(run))
    if (
        is_pointed and not number_kinds.is_enumeration(run)
        or any(map(_MOBILE.fullmatch, pieces[1:]))
        or _PARTED_MOBILE.search(run)
        or _PARTED_LANDLINE.fullmatch(run)
    ):  # fmt: skip
        return "phone"
    is_parted = not run[:-1].isdecimal() and _SHAPED.fullmatch(bare)
    if is_parted and bare[6:8] == "19" or any(map(_is_persons, pieces)):
        return "identity"  # one wrong digit in it, and no code of the last century
    # one in ten of all numbers passes a card's test: by its first
    cards = (piece for piece in pieces if piece.startswith(CHINA_UNIONPAY))
    return "card" if any(map(is_card, cards)) else None


def _is_persons(number: str) -> bool:
    return len(number) == 18 and (is_identity(number) or is_nearly_identity(number))


def _named(run: str) -> PrivateKind:
    """The kind of number that a private run most likely is."""
    bare = re.sub(r"[\W_]", "", run).upper()
    if len(bare) > MAX_NAMED:
        return "number"
    if _MOBILE.fullmatch(bare):
        return "phone"
    kind = number_kind(bare)
    if kind or is_nearly_identity(bare):
        return kind or "identity"
    windows = (bare[i : i + 18] for i in range(len(bare) - 17))
    return "identity" if any(map(is_identity, windows)) else "number"


def scrub(text: str, kind: NumberKind | None = None) -> str:
    """The same text as it is seen, with every found number built anew: its first digits
    and stars.
    """
    text = without_invisible(text)
    pieces, last = [], 0
    for hit in find(text, kind):
        pieces += [text[last : hit.start], _starred(text[hit.start : hit.end])]
        last = hit.end
    return "".join((*pieces, text[last:]))


def _starred(number: str) -> str:
    written = re.split("[Ee]", plain(number[:MAX_NAMED])[0])[0]
    digits = "".join(c for c in written if c.isdecimal())
    keep = 3 if len(digits) <= 11 else 4
    return digits[:keep] + "*" * min(16, max(4, len(digits) - keep))
