"""A view that reads files says so: else the server takes no body of that size for it."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Themselves, by what pages share, or beside a form that may bring a sample along.
READS = ("request.files", "choice.file(", "read_sheet()", "sample()", "sent()")
VIEWS = sorted(
    path
    for path in (ROOT / "villagepub" / "web").rglob("*.py")
    if re.search(r"^@(bp|limiter)\.", path.read_text("utf-8"), re.MULTILINE)
)


@pytest.mark.parametrize("path", VIEWS, ids=lambda p: str(p.relative_to(ROOT)))
def test_who_reads_files_is_marked(path: Path) -> None:
    text = path.read_text("utf-8")
    assert any(call in text for call in READS) == ("@takes_files" in text)
