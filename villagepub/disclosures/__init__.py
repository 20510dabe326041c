"""What the government published, imported with its source."""

from villagepub.disclosures.column_meanings import correct_columns, read_again
from villagepub.disclosures.importer import (
    DisclosureError,
    Facts,
    Imported,
    import_list,
    read_list,
)
from villagepub.disclosures.queries import (
    DisclosureLine,
    column_lines,
    current,
    items_of,
    kept_file,
)

__all__ = [
    "DisclosureError",
    "DisclosureLine",
    "Facts",
    "Imported",
    "column_lines",
    "correct_columns",
    "current",
    "import_list",
    "items_of",
    "kept_file",
    "read_again",
    "read_list",
]
