"""docs/部署.md is followed to the letter: its commands, on an empty folder.

What one machine without root and network can't do (installing the bundle, ``make``) is
named in ``ELSEWHERE`` with the test that does it.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import PROGRAM, call
from tests.cli.test_serve import Machine, machine
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "部署.md").read_text("utf-8")
COMMAND = ".venv/bin/villagepub"
ELSEWHERE = {
    "make run": "every test of tests/browser opens what it starts",
    "VILLAGEPUB_HOST=0.0.0.0 make run": "the same, for the office",
    "make bundle": "bin/try-bundle",
    "sudo sh": "bin/try-bundle",
}
# What the page calls a file or a word, and what stands for it here.
FILES = {
    "村.csv": "安塞区村.csv",
    "标准目录.xlsx": "涉农补贴领域基层政务公开标准目录.xlsx",
    "村务公开事项目录清单.xlsx": "村务公开事项目录清单.xlsx",
}
PASSWORD = "qiu-shou-2026-da-chang"


def lines() -> Iterator[str]:
    """Every command of the page, without what stands behind ``#``."""
    for block in re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            plain = line.partition("  #")[0].strip()
            if plain and not plain.startswith(tuple(ELSEWHERE)):
                yield plain


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Empty, but for the files that the page takes for granted."""
    data = ROOT / "villagepub" / "demo" / "data"
    for name, own in FILES.items():
        shutil.copy(data / own, tmp_path / name)
    (tmp_path / "口令").write_text(PASSWORD + "\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / COMMAND).symlink_to(PROGRAM)
    return tmp_path


def follow(words: list[str], instance: Path) -> str:
    """One command; what it said. A year in which nothing was posted has no archive yet:
    the place of the page is new, and is told so.
    """
    done = call(instance, *words, asked=f"{PASSWORD}\n{PASSWORD}")
    if words[0] == "archive":
        assert "没有贴过公示，没有东西可存" in done.stderr
        return ""
    assert done.exit_code == 0, (words, done.stdout, done.stderr)
    return done.stdout


def test_the_commands_of_the_page_do_what_it_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the first to the last in their order, in one shell's worth of settings; the
    program itself where the page starts it and lets it run.
    """
    monkeypatch.chdir(folder)
    instance, last, seen = folder / "instance", "", []
    for line in lines():
        words = shlex.split(line)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            assert (name, value) == ("VILLAGEPUB_INSTANCE", "/srv/villagepub")
            continue
        assert words[0] == COMMAND, line
        seen.append(words[1])
        if words[1] == "serve":
            with machine(folder, "serve", program=(COMMAND,)) as running:
                assert running.has_begun(), running.log.read_text()
            continue
        into = folder / "restored" if words[1] == "restore" else instance
        said = [last if "第几条" in word else word for word in words]
        told = follow(said[1:], into)
        found = re.search(r"\b(\d+:[0-9a-f]{8,})", told)
        last = found[1] if found else last
    assert {
        "places",
        "catalog",
        "staff",
        "serve",
        "backup",
        "restore",
        "archive",
    } <= set(seen)


def test_every_make_of_the_page_is_one(folder: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for verb in re.findall(r"\bmake ([a-z-]+)", PAGE):
        assert re.search(rf"^{verb}:", makefile, re.MULTILINE), verb


def test_the_first_day_is_opened_by_the_code_that_is_printed(folder: Path) -> None:
    """As the page says: the printed address, the printed code, then a place by name."""
    import requests

    with machine(folder, "serve") as running:
        assert running.has_begun(), running.log.read_text()
        address, code = _printed(running)
        browser = requests.Session()
        door = browser.get(f"http://127.0.0.1:{running.port}/", timeout=60)
        assert door.url == address
        token = re.search(r'name="csrf_token" value="([^"]+)"', door.text)
        assert token
        place = browser.post(
            address, data={"csrf_token": token[1], "code": code}, timeout=60
        )
        assert "你们是哪里" in place.text
        found = browser.get(f"{address}/place?q=沿河湾", timeout=60)
        assert "陕西省延安市安塞区" in found.text


def _printed(running: Machine) -> tuple[str, str]:
    assert running.comes_to(running.is_told)
    said = re.search(r"打开 (\S+/setup)，写上代码 (\S+)（", running.log.read_text())
    assert said
    return said[1], said[2]
