"""表样 that townships made: kept in versions, issued to villages, read by ``forms.get``."""

from villagepub.own_forms.source import use
from villagepub.own_forms.versions import (
    OwnForm,
    change,
    create,
    drop,
    end,
    find,
    issue,
    items_of,
    listed,
    text_of,
)
