"""A sheet on its way into a draft: columns recognised, private ones cut at once."""

from collections.abc import Sequence

from villagepub import forms, privacy
from villagepub.forms.form import Form
from villagepub.notices.draft_sheet import Cut, DraftSheet, Identity
from villagepub.tables.table import Table


def take(form: Form, tables: Sequence[Table], *, id_key: bytes) -> DraftSheet:
    """What may be kept of the sheet: cut tables, keyed hashes, what was cut and why."""
    mappings, kept, cuts, cells, identities = [], [], [], [], []
    for table in tables:
        if not table.rows:
            continue
        mapping = forms.recognise(form, table)
        kinds = tuple(key[1:] if key.startswith("!") else "" for key in mapping)
        result = privacy.cut(table, kinds, id_key)
        mappings.append(mapping)
        kept.append(result.table)
        cuts += [
            Cut(
                sheet=result.table.name,
                label=c.label,
                kind=c.kind,
                reason=c.reason,
                count=c.count,
            )
            for c in result.cut
        ]
        cells += [f"第 {c.row} 行“{c.label}”" for c in result.cells]
        identities += [
            Identity(sheet=result.table.name, row=row, key=key, mask=mask)
            for row, (key, mask) in result.identities.items()
        ]
    return DraftSheet(
        tables=tuple(kept),
        mappings=tuple(mappings),
        cuts=tuple(cuts),
        cut_cells=tuple(cells),
        identities=tuple(identities),
    )


def keep_private(
    sheet: DraftSheet, mappings: Sequence[tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """New mappings in which a private column stays private: its cells are gone."""
    return tuple(
        tuple(o if o.startswith("!") else n for o, n in zip(old, new, strict=True))
        for old, new in zip(sheet.mappings, mappings, strict=True)
    )


def clean(text: str) -> str:
    """Text typed by hand goes through the same gate: a number in it is masked."""
    return privacy.scrub(text)
