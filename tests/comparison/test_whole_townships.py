"""A township's 50,000 rows are read in a process that shares 300 MB with all others."""

import tracemalloc

import pytest

from benchmarks import disclosed
from tests import stage
from villagepub import forms
from villagepub.comparison.government_file import ReadFile, read_file
from villagepub.comparison.kept_copy import tables_of

ROWS = 10_000
VILLAGES = [f"{name}家沟村" for name in "马白李方闫候贾高云刘"]
MAX_OF_ROW = 1_700  # bytes; 2,000 where each step copies the whole sheet


def read(data: bytes) -> ReadFile:
    form = forms.get("T8")
    return read_file(
        data, "公示.xlsx", key=stage.ID_KEY, form=form, known={}, aliases={}
    )


def test_a_township_s_list_is_read_without_a_copy_of_it_at_each_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disclosed, "ROWS", 10)
    read(disclosed.sheet(VILLAGES))  # what is loaded stays
    monkeypatch.setattr(disclosed, "ROWS", ROWS)
    data = disclosed.sheet(VILLAGES)
    tracemalloc.start()
    try:
        found = read(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [one.rows for one in found.villages.values()] == [ROWS // 10] * 10
    assert len(tables_of(found.kept, "公示")[0].rows) == ROWS
    assert peak / ROWS < MAX_OF_ROW
