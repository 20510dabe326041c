"""Which form a sheet is: what its title names and which heads only one form knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from villagepub.forms.dynamic_columns import part_of
from villagepub.forms.form import Form
from villagepub.forms.head_words import GROUPS, NAMES, bare
from villagepub.forms.loader import load
from villagepub.forms.recognition import recognise
from villagepub.tables.table import Table

MIN_SCORE = 5
NAMED = 4  # what a word in the title counts
TELLING = frozenset(("rate", "area", "balance", "months", "people", "due"))
MIN_TELLING = 2  # heads of another form before it is thought of
MAX_KNOWING = 4  # forms that know a head which still tells them from the rest


def best_form(table: Table) -> Form | None:
    """The form that the title and the columns speak for; None if none does."""
    scored = [(_score(form, table), form) for form in load().values()]
    score, form = max(scored, key=lambda s: s[0])  # of two alike the first
    return form if score >= MIN_SCORE else None


def _score(form: Form, table: Table) -> int:
    keys = set(recognise(form, table))
    own = [c for c in form.columns if c.key in keys or c.key in map(part_of, keys)]
    if any(c.required and c not in own for c in form.columns):
        return 0
    named = NAMED if names(form, table) else 0
    return named + len(own) // 2 + sum(c.role in TELLING for c in own)


def names(form: Form, table: Table) -> str:
    """The form's word that stands in the title, '' if none does."""
    lead = "".join(table.lead) + table.name
    return next((word for word in form.words if word in lead), "")


def telling(form: Form, table: Table, other: Form | None = None) -> tuple[str, ...]:
    """The heads that few forms know, this one among them and ``other`` not."""
    heads = dict.fromkeys(bare(c.label) for c in table.columns if c.label)
    knowing = {head: _knowing().get(head, frozenset()) for head in heads}
    return tuple(
        head
        for head, ids in knowing.items()
        if form.id in ids and (other is None or other.id not in ids)
    )


@cache
def _knowing() -> dict[str, frozenset[str]]:
    """Heads that at most ``MAX_KNOWING`` forms have, and whose they are."""
    found: dict[str, set[str]] = {}
    for form in load().values():
        for column in form.columns:
            for word in (column.label, *column.words):
                found.setdefault(word, set()).add(form.id)
    common = {*NAMES, *GROUPS}
    return {
        word: frozenset(ids)
        for word, ids in found.items()
        if len(ids) <= MAX_KNOWING and word not in common
    }


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
