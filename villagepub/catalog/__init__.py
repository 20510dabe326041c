"""Standard catalogs in versions, and the list that each village keeps of them."""

from villagepub.catalog.importing import Imported, import_file, store
from villagepub.catalog.issuing import issue, issue_many
from villagepub.catalog.listing import as_plain, current, find_village_item, list_of
from villagepub.catalog.reading import Catalog, CatalogError, read

__all__ = [
    "Catalog",
    "CatalogError",
    "Imported",
    "as_plain",
    "current",
    "find_village_item",
    "import_file",
    "issue",
    "issue_many",
    "list_of",
    "read",
    "store",
]
