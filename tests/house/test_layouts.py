"""Every layout is one line of one table, and nobody else asks which layout it is."""

import re
from typing import get_args

from tests.conftest import ROOT
from villagepub import content
from villagepub.render.layouts import LAYOUTS
from villagepub.render.typesetter import TEMPLATES

NAMES = get_args(content.Layout)
# A form's data names its layout; the general form of a comparison is a list.
MAY_ASK = ("content.py", "forms/", "render/layouts.py", "comparison/", "migrations/")


def test_the_table_knows_every_layout() -> None:
    assert set(LAYOUTS) == set(NAMES)


def test_every_layout_has_its_page_its_poster_and_its_words() -> None:
    for name, style in LAYOUTS.items():
        assert (ROOT / "templates" / style.page).exists()
        assert (TEMPLATES / f"{name}.typ").exists()
        assert style.list_name
        assert all(style.objections)


def test_no_other_module_asks_for_a_layout() -> None:
    asks = re.compile(r"\.layout (?:==|!=|in|is)\b|[\"'](?:finance|vote)[\"']: ")
    package = ROOT / "villagepub"
    files = {p.relative_to(package).as_posix(): p for p in package.rglob("*.py")}
    others = {n: p for n, p in files.items() if not n.startswith(MAY_ASK)}
    assert [n for n, p in others.items() if asks.search(p.read_text("utf-8"))] == []
