"""The township's desk: who owes what, catalogs and lists, accounts, groups."""

from flask import Blueprint

bp = Blueprint("township", __name__, url_prefix="/township")

from villagepub.web.township import (  # noqa: E402, F401  (they hang on to bp)
    accounts,
    catalogs,
    channels,
    codes,
    deciding,
    desk,
    disclosing,
    overview,
    resident_groups,
    wechat,
)
