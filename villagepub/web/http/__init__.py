"""What every page needs of a request: who may open it, what was sent, where it goes on."""

from villagepub.web.http import request_context
from villagepub.web.http.body_limits import takes_files
from villagepub.web.http.downloads import download
from villagepub.web.http.guards import needs, public, staff
from villagepub.web.http.redirects import acts, asks_again, mends, to
from villagepub.web.http.request_fields import (
    day_sent,
    field,
    file_sent,
    name_of,
    one_of,
    revision_shown,
)
