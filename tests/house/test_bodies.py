"""A view that reads files says so: else the server takes no body of that size for it."""

import re

from tests.conftest import ROOT

# Themselves, by what pages share, or beside a form that may bring a sample along.
READS = ("request.files", "file_sent(", "read_sheet()", "read_free_table()", "sent()")
VIEWS = sorted(
    path
    for path in (ROOT / "villagepub" / "web").rglob("*.py")
    if re.search(r"^@(bp|limiter)\.", path.read_text("utf-8"), re.MULTILINE)
)


def test_who_reads_files_is_marked() -> None:
    texts = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in VIEWS}
    reads = [p for p, text in texts.items() if any(call in text for call in READS)]
    assert reads == [p for p, text in texts.items() if "@takes_files" in text]
    assert reads
