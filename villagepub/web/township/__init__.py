"""The township's desk: who owes what, catalogs and lists, accounts, groups."""

from importlib import import_module

from flask import Blueprint

bp = Blueprint("township", __name__, url_prefix="/township")

PAGES = (
    "overview",
    "village",
    "findings",
    "finding",
    "letters",
    "disclosures",
    "disclosure",
    "catalogs",
    "holidays",
    "lists",
    "places",
    "accounts",
    "groups",
    "wechat",
    "resident_groups",
    "codes",
)
for _page in PAGES:  # each hangs its views on to bp
    import_module(f"{__name__}.{_page}.views")
