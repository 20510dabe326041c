"""House rules: words for states, documented settings, sizes, templates, layers."""

import re
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import TemplateSyntaxError

from tests.conftest import ROOT
from villagepub import settings
from villagepub.states import Word
from villagepub.web.http import filters

SOURCES = sorted((ROOT / "villagepub").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MAX_LINES = 300


NEVER_SHOWN = {"DraftStatus", "ChannelKind", "OwnerAct"}
WORD_TABLES = {
    name: table
    for room in filters.ROOMS
    for name, table in vars(room).items()
    if isinstance(table, dict) and isinstance(next(iter(table.values()), None), Word)
}


@pytest.mark.parametrize("table", WORD_TABLES.values(), ids=WORD_TABLES)
def test_every_state_has_its_word_on_every_page(table: dict[StrEnum, Word]) -> None:
    kind = type(next(iter(table)))
    assert set(table) == set(kind)
    assert [filters.word(state) for state in kind] == [table[state] for state in kind]
    assert all(word.text for word in table.values())


def test_a_frame_that_scrolls_is_reached_by_the_keyboard_and_has_a_name() -> None:
    known = re.compile('tabindex="0" role="region" aria-label="[^"]+"')
    frames = {
        (page.stem, frame)
        for page in TEMPLATES
        for frame in re.findall('<div class="wrap"[^>]*>', page.read_text("utf-8"))
    }
    assert frames
    assert not [frame for frame in frames if not known.search(frame[1])]


def test_the_tables_of_words_are_found() -> None:
    """Wherever one stands: a page that asks for its words would break."""
    pattern = re.compile(r"^\s+([A-Z]\w+)\.[A-Z_]+: Word\(", re.MULTILINE)
    named = {k for path in SOURCES for k in pattern.findall(path.read_text("utf-8"))}
    assert {"Role", "NoticeStatus", "DutyState", "HangingState"} <= named
    assert named <= {kind.__name__ for kind, _ in filters.WORDS}


def test_every_kind_of_state_has_words() -> None:
    """Templates name no table: whether a page shows it can't be seen in the code."""
    kinds = {
        kind
        for room in filters.ROOMS
        for kind in vars(room).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }
    wordless = kinds - {kind for kind, _ in filters.WORDS}
    assert {kind.__name__ for kind in wordless} == NEVER_SHOWN


def test_a_day_is_asked_of_the_clock() -> None:
    """``.date()`` of a moment is the day in London: eight hours of each night it is not
    the day of the village.
    """
    pattern = re.compile(r"(?:\bat|_at|\bnow\(\))\.date\(\)")
    left = [p.name for p in SOURCES if pattern.search(p.read_text("utf-8"))]
    assert left == []


WITHIN_A_YEAR = {
    "clock.py",  # where a day near another leaves its year out
    "cells.py",  # of a grid whose head has the period
    "contents.py",  # of a book of one quarter
    "formatting.py",  # of a ledger, whose title has its period
    "day_order.py",  # which of two ways a sheet's own days are meant
    "number_formats.py",  # a cell as its sheet shows it
    "holidays.py",  # missing in the file of one year
}


def test_a_day_is_said_without_its_year_only_beside_it() -> None:
    """贴到 6月16日 on a page of last year is read as a day to come."""
    pattern = re.compile(r"say_short_day|(?<![年}])\{[\w.]*\.month}月")
    found = {p.name for p in SOURCES if pattern.search(p.read_text("utf-8"))}
    assert found - WITHIN_A_YEAR == set()


def test_the_first_of_nothing_is_said() -> None:
    """``|first`` of an empty list is undefined, and the page that asks for it breaks."""
    pattern = re.compile(r"\|\s*(?:first|last|min|max)\b(?!\s*\|\s*default)")
    left = [p.name for p in TEMPLATES if pattern.search(p.read_text("utf-8"))]
    assert left == []


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "部署.md").read_text("utf-8")
    assert [n for n in settings.NAMES if f"`VILLAGEPUB_{n}`" not in text] == []


def test_no_file_is_longer_than_a_reader_likes() -> None:
    """Tests and benches too; alembic decides the length of a migration."""
    rooms = ("villagepub", "tests", "benchmarks")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in files
        if "migrations/versions" not in path.as_posix()
    }
    assert {name: n for name, n in lengths.items() if n > MAX_LINES} == {}


def test_nothing_is_left_to_do_in_the_source() -> None:
    pattern = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    left = [p for p in (*SOURCES, *TEMPLATES) if pattern.search(p.read_text("utf-8"))]
    assert left == []


def test_no_module_is_called_by_a_word_that_means_nothing() -> None:
    names = {"utils", "helpers", "manager", "common", "misc"}
    assert [p for p in SOURCES if p.stem in names] == []


def test_every_template_compiles(app: Flask) -> None:
    faults = []
    for path in TEMPLATES:
        name = path.relative_to(ROOT / "templates").as_posix()
        try:
            app.jinja_env.get_template(name)
        except TemplateSyntaxError as error:
            faults.append(f"{name}:{error.lineno}: {error.message}")
    assert faults == []


INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style")
ELSEWHERE = re.compile(r"(?:src|href)=\"(?:https?:)?//")


def test_no_template_has_inline_code_or_another_host() -> None:
    texts = {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in TEMPLATES}
    assert [path for path, text in texts.items() if INLINE.search(text)] == []
    assert [path for path, text in texts.items() if ELSEWHERE.search(text)] == []


def test_pages_ask_the_rooms_and_never_the_database() -> None:
    pattern = re.compile(r"\bselect\(|\.exec\(|\.execute\(")
    pages = (path for path in SOURCES if "web" in path.relative_to(ROOT).parts)
    assert [p for p in pages if pattern.search(p.read_text("utf-8"))] == []


def test_every_template_that_a_view_names_is_there() -> None:
    named = {
        name
        for path in SOURCES
        if "web" in path.relative_to(ROOT).parts
        for name in re.findall(r'"([\w/]+\.(?:html|xml))"', path.read_text("utf-8"))
    }
    assert [n for n in named if not (ROOT / "templates" / n).exists()] == []


def test_the_layers_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-1500:]


def test_only_the_files_of_the_house_name_no_machine() -> None:
    pattern = re.compile(r"(?<!\w)/(?:home|root|work)/\w")  # no page called home
    files = (*SOURCES, *TEMPLATES, *(ROOT / "docs").rglob("*.md"), ROOT / "README.md")
    assert [
        f for f in files if f.exists() and pattern.search(f.read_text("utf-8"))
    ] == []
