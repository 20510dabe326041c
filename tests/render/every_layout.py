"""One realistic notice of each layout that a poster has, by a word for it."""

from tests.render.layout_samples import finance, free, projects, vote, wide
from tests.render.notice_samples import land

KINDS = {
    "list": lambda: land(74),
    "finance": finance,
    "vote": vote,
    "free": free,
    "wrapped": projects,
    "wide": wide,
}
