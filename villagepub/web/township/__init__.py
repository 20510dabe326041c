"""The township's desk: who owes what, catalogs and lists, accounts, groups."""

from importlib import import_module

from flask import Blueprint, abort
from flask_login import current_user

from villagepub.access import AT_THE_TOWNSHIP

bp = Blueprint("township", __name__, url_prefix="/township")


@bp.before_request
def _is_at_the_township() -> None:
    """Whoever is signed in elsewhere has no business here, whatever else they may do."""
    if current_user.role not in AT_THE_TOWNSHIP:
        abort(403)


PAGES = (
    "overview",
    "books",
    "undelivered",
    "village",
    "old_versions",
    "events",
    "posting_days",
    "findings",
    "finding",
    "letters",
    "letter",
    "letter_draft",
    "disclosures",
    "disclosure",
    "preview",
    "catalogs",
    "holidays",
    "lists",
    "list",
    "places",
    "phones",
    "address",
    "powers",
    "forms",
    "sheet",
    "trial",
    "form",
    "accounts",
    "slips",
    "groups",
    "wechat",
    "resident_groups",
    "codes",
)
for _page in PAGES:  # each hangs its views on to bp
    import_module(f"{__name__}.{_page}.views")
