"""House rules: words for states, documented settings, sizes, templates, layers."""

import re
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import TemplateSyntaxError

from tests.conftest import ROOT
from villagepub import settings
from villagepub import states as villagepub_states

SOURCES = sorted((ROOT / "villagepub").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MAX_LINES = 300


@pytest.mark.parametrize(
    ("states", "table"),
    [
        (villagepub_states.Role, villagepub_states.ROLES),
        (villagepub_states.NoticeStatus, villagepub_states.NOTICES),
        (villagepub_states.Attribute, villagepub_states.ATTRIBUTES),
        (villagepub_states.DeliveryState, villagepub_states.DELIVERIES),
        (villagepub_states.FindingKind, villagepub_states.FINDINGS),
        (villagepub_states.FindingState, villagepub_states.FINDING_STATES),
        (villagepub_states.CheckState, villagepub_states.CHECKS),
        (villagepub_states.DisclosureState, villagepub_states.DISCLOSURES),
        (villagepub_states.AccountKind, villagepub_states.ACCOUNTS),
        (villagepub_states.CodeKind, villagepub_states.CODES),
        (villagepub_states.NewsKind, villagepub_states.NEWS),
        (villagepub_states.ItemScope, villagepub_states.SCOPES),
        (villagepub_states.DutyState, villagepub_states.DUTIES),
    ],
)
def test_every_state_has_its_word(states: type[Enum], table: dict) -> None:  # type: ignore[type-arg]
    assert set(table) == set(states)
    assert all(word.text for word in table.values())


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "部署.md").read_text("utf-8")
    assert [n for n in settings.NAMES if f"`VILLAGEPUB_{n}`" not in text] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_source_file_is_longer_than_a_reader_likes(path: Path) -> None:
    if "migrations/versions" in path.as_posix():
        pytest.skip("alembic decides the length of a migration")
    assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES


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


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_template_has_inline_code_or_another_host(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


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
