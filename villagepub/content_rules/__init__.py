"""What a notice of a village may not say: adverts, links, opinions, points, secrets, children.

Pure: texts in, flags out. The word lists are ``data/words.toml``, with date and sources.
"""

from villagepub.content_rules.examination import (
    Flag,
    Listed,
    Passage,
    examine,
    objection,
)
from villagepub.content_rules.typed_sentences import read_sentence
