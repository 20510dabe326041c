"""What the government published, imported with its source."""

from villagepub.disclosures.importer import (
    DisclosureError,
    Facts,
    Imported,
    correct_columns,
    import_list,
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
]
