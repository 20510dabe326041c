"""What the documents point at is there, and the two commands are what is tested."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.conftest import ROOT
from villagepub.cli import main

DOCUMENTS = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")],
    key=lambda p: p.as_posix(),
)
TARGET = re.compile(r'(?:\]\(|src=")([^)"#]+)')


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_and_picture_of_a_document_is_there(path: Path) -> None:
    targets = [t for t in TARGET.findall(path.read_text("utf-8")) if "://" not in t]
    assert [t for t in targets if not (path.parent / t).exists()] == []


def test_every_picture_of_the_manuals_is_used() -> None:
    text = "".join(p.read_text("utf-8") for p in DOCUMENTS)
    pictures = (ROOT / "docs" / "操作手册" / "图").glob("*.png")
    assert [p.name for p in pictures if f"图/{p.name}" not in text] == []


def test_the_two_commands_of_the_readme_are_there() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for verb in ("run", "test"):
        assert f"make {verb} " in readme
        assert re.search(rf"^{verb}:", makefile, re.MULTILINE)
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


def commands(group: click.Group, above: str = "") -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}"


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "部署.md").read_text("utf-8")
    found = list(commands(main))
    assert "catalog issue" in found
    missing = [c for c in found if not re.search(rf"`(?:villagepub )?{c}`", text)]
    assert missing == []


TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize(
    ("file", "name"),
    sorted(set(TEST.findall((ROOT / "docs" / "bad-input.md").read_text("utf-8")))),
)
def test_every_bad_input_is_proved_by_a_test_that_is_there(
    file: str, name: str
) -> None:
    assert f"def {name}(" in (ROOT / file).read_text("utf-8")
