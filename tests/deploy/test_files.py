"""What stands in deploy/ fits the program: settings, metrics, paths; scripts are sound."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from villagepub import settings

DEPLOY = sorted((ROOT / "deploy").iterdir())
SCRIPTS = [
    *(ROOT / "deploy").glob("*.sh"),
    *(p for p in (ROOT / "bin").iterdir() if p.is_file()),
]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_every_script_is_sound(path: Path) -> None:
    text = path.read_text("utf-8")
    if text.startswith("#!/usr/bin/env python3"):
        compile(text, str(path), "exec")
    else:
        subprocess.run(["sh", "-n", str(path)], check=True)


@pytest.mark.parametrize("path", DEPLOY, ids=lambda p: p.name)
def test_every_setting_that_is_named_there_is_one(path: Path) -> None:
    named = set(re.findall(r"VILLAGEPUB_([A-Z_]+)\b", path.read_text("utf-8")))
    assert named <= set(settings.NAMES)


def test_the_unit_starts_what_the_install_script_makes() -> None:
    unit = (ROOT / "deploy" / "villagepub.service").read_text("utf-8")
    script = (ROOT / "deploy" / "install.sh").read_text("utf-8")
    assert "ExecStart=/opt/villagepub/current/bin/villagepub serve" in unit
    assert "home=${1:-/opt/villagepub}" in script
    assert '"$new/bin/villagepub"' in script


def test_nginx_passes_on_who_asks_and_takes_bodies_whole() -> None:
    nginx = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    assert "X-Forwarded-For $proxy_add_x_forwarded_for" in nginx
    assert "proxy_request_buffering on" in nginx


@pytest.mark.skipif(shutil.which("promtool") is None, reason="Prometheus is not here")
def test_prometheus_takes_its_alerts() -> None:
    words = ["promtool", "check", "rules"]
    done = subprocess.run(
        [*words, str(ROOT / "deploy" / "alerts.yml")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


PYTHONS = {
    "none": ("", "没有 Python"),
    "old": ('case "$2" in *version_info*) exit 1;; *) echo 3.9.2;; esac', "3.11 以上"),
    "no venv": ('case "$2" in *ensurepip*) exit 1;; esac', "缺少 python3-venv"),
}


@pytest.mark.parametrize(("script", "says"), PYTHONS.values(), ids=list(PYTHONS))
def test_a_fresh_machine_is_told_in_one_sentence_what_it_lacks(
    tmp_path: Path, script: str, says: str
) -> None:
    python = tmp_path / "python3"
    if script:
        python.write_text(f"#!/bin/sh\n{script}\n")
        python.chmod(0o755)
    done = subprocess.run(
        ["make", "-f", str(ROOT / "Makefile"), "init", f"PYTHON={python}"],
        cwd=_clone(tmp_path),
        env=os.environ,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1
    assert says in said[0]
    assert "apt-get install" in said[0] or "PYTHON=" in said[0]


def _clone(folder: Path) -> Path:
    """As much of a clone as making its environment begins with."""
    clone = folder / "clone"
    (clone / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "bin" / "python-ready", clone / "bin")
    for name in ("requirements.txt", "requirements-run.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, clone)
    return clone
