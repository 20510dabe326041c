"""A view that reads files says so: else the server takes no body of that size for it."""

from pathlib import Path

import pytest

from tests.conftest import ROOT

# Themselves, by what pages share, or beside a form that may bring a sample along.
READS = ("request.files", "choice.file(", "read_sheet()", "sample()", "sent()")
VIEWS = sorted((ROOT / "villagepub" / "web").rglob("views.py"))


@pytest.mark.parametrize("path", VIEWS, ids=lambda p: str(p.parent.relative_to(ROOT)))
def test_who_reads_files_is_marked(path: Path) -> None:
    text = path.read_text("utf-8")
    assert any(call in text for call in READS) == ("@takes_files" in text)
