"""Standard catalogs in versions, and the list that each village keeps of them."""

from villagepub.catalog.importer import CatalogImport, import_file, read_file, store
from villagepub.catalog.issued_lists import issue, issue_many
from villagepub.catalog.queries import (
    as_plain,
    counts,
    current,
    find_village_item,
    list_of,
)
from villagepub.catalog.reader import Catalog, read
