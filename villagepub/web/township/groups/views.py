"""The township's own groups; the villages keep theirs themselves."""

from villagepub.web.parts import groups
from villagepub.web.township import bp
from villagepub.web.township.place import township

groups.hang(
    bp, template="township/groups/page.html", place_code=lambda: township().code
)
