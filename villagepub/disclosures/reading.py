"""A list of the government's as it is kept: the villages' texts and the cut file.

Read in the pool's process: a township's 50,000 rows leave nothing behind in the server.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from villagepub import forms, pool, tables
from villagepub.comparison import source_sheet
from villagepub.comparison.comparable_list import comparable_list
from villagepub.disclosures.retention import kept_copy
from villagepub.gc_pause import paused
from villagepub.tables import TableError


@dataclass(frozen=True, kw_only=True, slots=True)
class VillageText:
    """``text``: the comparable list as JSON."""

    name: str
    rows: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadFile:
    """``villages`` by the list's own name of each; ``kept``: the file without numbers."""

    form: str
    villages: Mapping[str, VillageText]
    kept: bytes


def _too_large(_data: bytes, filename: str, **_: object) -> TableError:
    return TableError(f"“{filename}”太大了，打不开。请只留要公示的那张表再传。")


@pool.bounded(_too_large)
@paused
def read_file(
    data: bytes,
    filename: str,
    *,
    key: bytes,
    form: str,
    known: Mapping[str, Sequence[str]],
) -> ReadFile:
    """``form`` '': the one that the sheet fits. Raises TableError."""
    found = tables.read(data, filename)
    source = source_sheet.read_source(
        found, key=key, form=forms.get(form) if form else None, known=known
    )
    return ReadFile(
        form=source.form.id,
        villages={
            name: VillageText(
                name=one.name,
                rows=len(one.entry.records),
                text=comparable_list(source.form, one.entry).to_json(),
            )
            for name, one in source.lists.items()
        },
        kept=kept_copy(found, source, key, known),
    )
