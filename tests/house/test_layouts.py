"""Every layout is one line of one table, and nobody else asks which layout it is."""

import re
from typing import get_args

import pytest

from tests.conftest import ROOT
from villagepub import content
from villagepub.render.layouts import LAYOUTS
from villagepub.render.typesetter import TEMPLATES

NAMES = get_args(content.Layout)
MAY_ASK = ("forms/", "render/layouts.py")  # a form's data names its layout
ASKS = re.compile(r"\blayout[\"'\])]* (?:[!=]=|(?:not )?in) [\"'(\[{A-Z]")


def test_the_table_knows_every_layout() -> None:
    assert set(LAYOUTS) == set(NAMES)


def test_every_layout_has_its_page_its_poster_and_its_words() -> None:
    for name, style in LAYOUTS.items():
        assert (ROOT / "templates" / style.page).exists()
        assert (TEMPLATES / f"{name}.typ").exists()
        assert style.list_name
        assert all(style.objections)


@pytest.mark.parametrize(
    "line",
    [
        'if form.layout == "free":',
        'data.get("layout") != "list"',
        "one.layout in NAMES",
    ],
)
def test_a_module_that_asks_is_seen(line: str) -> None:
    assert ASKS.search(line)


def test_no_other_module_asks_for_a_layout() -> None:
    package = ROOT / "villagepub"
    files = {p.relative_to(package).as_posix(): p for p in package.rglob("*.py")}
    others = {n: p for n, p in files.items() if not n.startswith(MAY_ASK)}
    assert [n for n, p in others.items() if ASKS.search(p.read_text("utf-8"))] == []
