"""Which form a sheet is: what its title names and which heads only one form knows."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from villagepub.forms.form import Form
from villagepub.forms.heads.dynamic_columns import part_of
from villagepub.forms.heads.head_words import GROUPS, NAMES, bare
from villagepub.forms.heads.private_columns import PrivateColumn, private_columns
from villagepub.forms.loader import load
from villagepub.forms.recognition.recognition import recognise_columns
from villagepub.tables.table import Table

MIN_SCORE = 5
NAMED = 4  # what a word in the title counts
TELLING = frozenset(("rate", "area", "balance", "months", "people", "due"))
MIN_TELLING = 2  # heads of another form before it is thought of
_PAID = re.compile("[应实已]发")  # any list of payments has these
MAX_KNOWING = 4  # forms that know a head which still tells them from the rest


def guess_form(table: Table) -> Form | None:
    """The form that the title and the columns speak for; None if none does.

    The likeliest is looked at first; what can't score more than the best, not at all.
    """
    private = private_columns(table)
    shipped = enumerate(load().values())
    likely = sorted((-most_of(form, table), place, form) for place, form in shipped)
    best, chosen = (1 - MIN_SCORE, 0), None  # of two alike the first
    for most, place, form in likely:
        if (most, place) >= best:
            break
        found = -score_of(form, table, private), place
        if found < best:
            best, chosen = found, form
    return chosen


def score_of(form: Form, table: Table, private: Sequence[PrivateColumn]) -> int:
    """How much speaks for the form; 0 where a column that it must have is not there."""
    keys = set(recognise_columns(form, table, private=private))
    own = [c for c in form.columns if c.key in keys or c.key in map(part_of, keys)]
    if any(c.required and c not in own for c in form.columns):
        return 0
    return _worth(form, table, len(own), sum(c.role in TELLING for c in own))


def most_of(form: Form, table: Table) -> int:
    """What the score is at most: the columns are not looked into."""
    count = len(table.columns)
    if sum(c.required for c in form.columns) > count:
        return 0
    telling = sum(c.role in TELLING for c in form.columns)
    return _worth(form, table, min(count, len(form.columns)), min(count, telling))


def _worth(form: Form, table: Table, own: int, telling: int) -> int:
    return (NAMED if names(form, table) else 0) + own // 2 + telling


def names(form: Form, table: Table) -> str:
    """The form's word that stands in the title, '' if none does."""
    lead = "".join(table.lead) + table.name
    return next((word for word in form.words if word in lead), "")


def telling(form: Form, table: Table, other: Form | None = None) -> tuple[str, ...]:
    """The heads that few forms know, this one among them and ``other`` not."""
    heads = dict.fromkeys(bare(c.label) for c in table.columns if c.label)
    own, theirs = _heads_of(form), _heads_of(other) if other else frozenset()
    return tuple(h for h in heads if h in own and h not in theirs and _is_rare(h))


def _heads_of(form: Form) -> frozenset[str]:
    if form is load().get(form.id):
        return _shipped_heads()[form.id]
    return _words_of(form)


@cache
def _shipped_heads() -> Mapping[str, frozenset[str]]:
    return {form.id: _words_of(form) for form in load().values()}


def _words_of(form: Form) -> frozenset[str]:
    return frozenset(word for c in form.columns for word in (c.label, *c.words))


def _is_rare(head: str) -> bool:
    common = head in NAMES or head in GROUPS or _PAID.match(head)
    return not common and _knowing().get(head, 0) <= MAX_KNOWING


@cache
def _knowing() -> Mapping[str, int]:
    """Heads, and how many of the shipped forms know them."""
    return Counter(head for heads in _shipped_heads().values() for head in heads)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another form that the sheet fits better, and why."""

    form: Form
    word: str  # in the title
    heads: tuple[str, ...]


def rival(form: Form, tables: Sequence[Table]) -> Rival | None:
    """The form that these sheets speak for, if it is not the one that was chosen.

    Of several the one that the title names, then the one with the most heads.
    """
    for table in tables:
        found = [r for other in load().values() if (r := _rival(form, other, table))]
        if found:
            return max(found, key=lambda r: (len(r.word), len(r.heads)))
    return None


def _rival(form: Form, other: Form, table: Table) -> Rival | None:
    if other.id == form.id:
        return None
    own_word, word = names(form, table), names(other, table)
    own, heads = telling(form, table, other), telling(other, table, form)
    fits = len(heads) >= MIN_TELLING and len(heads) > len(own)
    if (word and not own_word) or (fits and not (own_word and own)):
        return Rival(other, word, heads)
    return None
