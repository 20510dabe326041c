"""A sentence that somebody types beside a notice: one line, bare of what is private."""

import sys
from collections.abc import Iterable

from villagepub import privacy
from villagepub.content_rules.examination import objection
from villagepub.errors import UserError


def read_sentence(
    text: str,
    missing: str,
    *,
    most: int = sys.maxsize,
    names: Iterable[str] = (),
    may_ask: bool = True,
    fault: type[UserError] = UserError,
) -> str:
    """What was typed, held against the rules of content (``objection``), as notices are;
    what those would only ask about, an explanation may need.

    Raises ``fault``: with ``missing`` where nothing is left, or more than ``most``
    characters are.
    """
    said = privacy.scrub(" ".join(text.split()))
    if not said or len(said) > most:
        raise fault(missing)
    if why := objection(said, names=names, may_ask=may_ask):
        raise fault(why)
    return said
