"""The township's own groups; the villages keep theirs themselves."""

from villagepub.web.parts import groups
from villagepub.web.township import bp, township

groups.hang(bp, template="township/groups.html", place_code=lambda: township().code)
