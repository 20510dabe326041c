"""What the government published, imported with its source."""

from villagepub.disclosures.coverage import confirm, discard, undo
from villagepub.disclosures.importer import (
    DisclosureError,
    Facts,
    Imported,
    import_list,
    propose,
    read_list,
)
from villagepub.disclosures.meanings import read_again, with_columns, with_villages
from villagepub.disclosures.preview import preview
from villagepub.disclosures.queries import (
    DisclosureLine,
    column_lines,
    items_of,
    kept_tables,
    line,
    lines,
)
