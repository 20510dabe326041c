"""The village's groups."""

from villagepub.web.clerk import bp
from villagepub.web.http import request_context
from villagepub.web.parts import groups

groups.hang(
    bp,
    template="clerk/groups.html",
    place_code=lambda: request_context.actor().place_code,
)
