"""Working days are counted with the holidays that somebody has brought in."""

from tests.conftest import ROOT


def test_no_page_counts_with_the_shipped_calendar_alone() -> None:
    pages = (ROOT / "villagepub" / "web").rglob("*.py")
    found = [p.name for p in pages if "workdays.PUBLISHED" in p.read_text("utf-8")]
    assert found == []
