"""A form is its data: nobody but the forms' own room asks which one it is."""

import re

from tests.conftest import ROOT
from villagepub import forms

MAY_ASK = ("forms/", "demo/")  # the demonstration posts particular lists


def test_no_other_module_asks_for_a_form() -> None:
    names = re.compile("|".join(f"[\"']{form}[\"']" for form in forms.load()))
    package = ROOT / "villagepub"
    found = [
        f"{where}:{number}"
        for path in sorted(package.rglob("*.py"))
        if not (where := path.relative_to(package).as_posix()).startswith(MAY_ASK)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if names.search(line.partition("#")[0])
    ]
    pages = (ROOT / "templates").rglob("*.html")
    assert found == []
    assert [p.name for p in pages if names.search(p.read_text("utf-8"))] == []


def test_columns_are_asked_for_by_the_part_that_they_play() -> None:
    """Not by their keys, which are each form's own."""
    by_key = re.compile(r"\.column\(\"|\.label_of\(\"|record\.values(?:\.get\(|\[)\"")
    rooms = ("comparison", "disclosures", "findings", "notices", "render")
    files = [p for room in rooms for p in (ROOT / "villagepub" / room).rglob("*.py")]
    assert [p.name for p in files if by_key.search(p.read_text("utf-8"))] == []
