"""The commands, called in this process; and as the program that people start.

A program loads what it needs for a second and more before it does anything: what only a
process can show is in ``test_program.py`` and ``test_serve.py``, all else is called here.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from villagepub.cli import main

PROGRAM = Path(sys.executable).parent / "villagepub"


def call(instance: Path, *words: object, asked: str = "") -> Result:
    """``asked``: the answer to what the command asks for."""
    runner = CliRunner(env={"VILLAGEPUB_INSTANCE": str(instance)})
    return runner.invoke(main, [str(word) for word in words], input=f"{asked}\n")


def told(instance: Path, *words: object) -> Any:
    """What the command says with ``--json``."""
    done = call(instance, *words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def start(
    instance: Path, *words: str, **environ: str
) -> subprocess.CompletedProcess[str]:
    """The program itself, in a process of its own."""
    return subprocess.run(
        [str(PROGRAM), *words],
        env=os.environ | {"VILLAGEPUB_INSTANCE": str(instance)} | environ,
        capture_output=True, text=True, timeout=120, start_new_session=True,
    )  # fmt: skip
