"""Whatever is typed wrongly ends in one Chinese sentence and status 2."""

import json
from pathlib import Path

import pytest

from tests.cli.program import call


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("table", "没有.xlsx"), "没有.xlsx"),
        (("poster", "zzzzzz", "-o", "x.pdf"), "zzzzzz"),
        (("due", "--village", "没有村"), "没有叫"),
        (("catalog", "import", "没有.xlsx"), "没有.xlsx"),
        (("restore", "没有.zip"), "没有.zip"),
        (("staff", "disable", "nobody"), "nobody"),
        (("channel", "probe", "99"), "99"),
        (
            (
                "channel",
                "add",
                "--place",
                "610603102201",
                "--name",
                "群",
                "--kind",
                "app",
            ),
            "--kind 要写 group、robot 里的一个",
        ),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(
    instance: Path, words: tuple[str, ...], says: str
) -> None:
    done = call(instance, *words)
    assert done.exit_code == 2, done.stderr
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["poster", "zzzzzz"], "还要写 -o。"),
        (["poster", "zzzzzz", "-o", "x", "--paper", "a9"], "--paper 要写 a4、a3"),
        (["poster", "zzzzzz", "-o"], "-o 后面要写东西。"),
        (["due", "--on", "2026-13-01"], "--on 写得不对。"),
        (["due", "--why"], "没有 --why 这个选项。"),
        (["due", "extra"], "不认识“extra”。"),
        (["sue"], "不认识“sue”。"),
        (["notice", "import"], "还要写 FILE。"),
        (["poster", "{notice}", "-o", "/nowhere/x.pdf"], "“/nowhere/x.pdf”"),
        (["share", "{notice}", "-o", "/proc/nowhere"], "“/proc/nowhere”"),
        (["backup", "/nowhere/x.zip"], "“/nowhere/x.zip”"),
    ],
)
def test_what_is_typed_wrongly_is_said_in_one_chinese_sentence(
    instance: Path, words: list[str], says: str
) -> None:
    notice = json.loads((instance / "demo.json").read_text())["notices"][0]["id"]
    done = call(instance, *(w.format(notice=notice) for w in words))
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "x.zip"),
        ("audit", "verify"),
        ("worker", "--once"),
        ("due",),
        ("staff", "list"),
    ],
)
def test_a_path_that_is_no_instance_is_refused_and_nothing_is_made_there(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    here = tmp_path / "typo"
    done = call(here, *(w.replace("x.zip", str(tmp_path / "x.zip")) for w in words))
    assert done.exit_code == 2
    assert "没有数据" in done.stderr
    assert list(tmp_path.iterdir()) == []
