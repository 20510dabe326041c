"""What the government published, imported with its source."""

from villagepub.disclosures.coverage import confirm, discard, undo
from villagepub.disclosures.importer import (
    DisclosureImport,
    Facts,
    import_list,
    propose,
    read_list,
)
from villagepub.disclosures.meanings import (
    forget_village,
    read_again,
    with_columns,
    with_villages,
)
from villagepub.disclosures.preview import preview
from villagepub.disclosures.queries import (
    PAGE,
    DisclosureLine,
    column_lines,
    count,
    items_of,
    kept_tables,
    line,
    lines,
)
