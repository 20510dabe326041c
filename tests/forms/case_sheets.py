"""The sheets of tests/cases, read, recognised and filled as an upload does it."""

from dataclasses import dataclass
from pathlib import Path

from villagepub import forms, tables
from villagepub.forms.entry import Entry, Problem
from villagepub.forms.evidence import Evidence
from villagepub.forms.form import Form
from villagepub.tables.table import Table

CASES = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True, slots=True)
class Filled:
    form: Form
    tables: tuple[Table, ...]
    mappings: tuple[tuple[str, ...], ...]
    entry: Entry

    @property
    def problems(self) -> tuple[Problem, ...]:
        return forms.check(self.form, self.entry)

    @property
    def evidence(self) -> dict[str, Evidence]:
        return {e.rule: e for e in self.all_evidence}

    @property
    def all_evidence(self) -> tuple[Evidence, ...]:
        return forms.examine(self.form, self.entry).evidence

    @property
    def sums(self) -> dict[str, str]:
        found = forms.totals(self.form, self.entry).items()
        return {key: str(value) for key, value in found}

    def column(self, key: str) -> list[str]:
        return [r.values.get(key, "") for r in self.entry.records]

    def asked(self, key: str) -> list[int]:
        """The rows of which this column is asked about."""
        return [p.row for p in self.problems if p.column == key]


def from_file(case: str, name: str, form: str, *, year: int = 2026) -> Filled:
    return filled(
        form, *tables.read((CASES / case / name).read_bytes(), name), year=year
    )


def pasted(form: str, text: str, *, year: int = 2026) -> Filled:
    return filled(form, *tables.read_pasted(text), year=year)


def filled(form: str, *found: Table, year: int = 2026, **more: object) -> Filled:
    own = forms.get(form)
    mappings = tuple(forms.recognise_columns(own, t, year=year) for t in found)
    entry = forms.fill(own, found, mappings, year=year, **more)  # type: ignore[arg-type]
    return Filled(forms.expanded_for(own, entry), found, mappings, entry)
