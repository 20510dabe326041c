"""上期结转 in the first rows of a ledger and 结转下期 in its last: none of its rows."""

import re
from collections.abc import Sequence

from villagepub.forms.form import Form
from villagepub.tables.table import TableRow

OPENS = re.compile(
    r"上[月季年期]?末?(?:结转|转来|转入|结存|结余|余额|年结转)|承上[月季]?|^[期月季年]初(?:余额|结存|结余|数)?$"
)
# 结转下期 below the last row is what is left, and nothing that was spent.
CLOSES = re.compile(
    r"结转下[月季年期]|转下[月季年期]|下[月季年期]结转|^(?:本[月季年期]|[期月季年]末)(?:结存|结余|余额)$"
)


def of(
    form: Form, mapping: Sequence[str], rows: Sequence[TableRow]
) -> tuple[TableRow | None, TableRow | None]:
    """What a ledger begins with and what it says is left; None where it does not."""
    subject = form.by_role("subject")
    if subject is None or not any(rule.kind == "running" for rule in form.rules):
        return None, None
    texts = [i for i, key in enumerate(mapping) if key == subject.key]

    def said(some: Sequence[TableRow], words: re.Pattern[str]) -> TableRow | None:
        found = (r for r in some if any(words.search(r.cells[i]) for i in texts))
        return next(found, None)

    return said(rows[:2], OPENS), said(rows[1:][-1:], CLOSES)
