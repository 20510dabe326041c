"""Laws and documents with the days on which they hold: the posting date chooses."""

from villagepub.citations.citation import Citation, CitationError, LegalText
from villagepub.citations.register import (
    cite,
    current_basis,
    is_superseded,
    keys,
    meaning,
    said,
    texts,
)
