"""The commands, called in this process; and as the program that people start.

A program loads what it needs for a second and more before it does anything: what only a
process can show is in ``test_program.py`` (forked) and ``test_serve.py`` (as people start
it), all else is called here.
"""

import json
import os
import sys
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import mkdtemp
from typing import Any

from click.testing import CliRunner, Result

from tests import forked
from villagepub.cli import main

PROGRAM = Path(sys.executable).parent / "villagepub"


@dataclass(frozen=True)
class Begun:
    """A program under way; what it says is in ``says`` and beside it."""

    process: ForkServerProcess
    words: tuple[str, ...]
    says: Path


def call(instance: Path, *words: object, asked: str = "") -> Result:
    """``asked``: the answer to what the command asks for."""
    runner = CliRunner(env={"VILLAGEPUB_INSTANCE": str(instance)})
    return runner.invoke(main, [str(word) for word in words], input=f"{asked}\n")


def told(instance: Path, *words: object) -> Any:
    """What the command says with ``--json``."""
    done = call(instance, *words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def start(instance: Path, *words: str, **environ: str) -> CompletedProcess[str]:
    """The program in a process of its own."""
    return finished(begin(instance, *words, **environ))


def begin(instance: Path, *words: str, **environ: str) -> Begun:
    own = os.environ | {"VILLAGEPUB_INSTANCE": str(instance)} | environ
    says = Path(mkdtemp(dir=instance.parent)) / "said"
    process = forked.start(own, *words, says=says, errors=errors_of(says))
    return Begun(process, words, says)


def finished(begun: Begun) -> CompletedProcess[str]:
    begun.process.join(120)
    files = begun.says, errors_of(begun.says)
    said = [one.read_text("utf-8") if one.exists() else "" for one in files]
    code = begun.process.exitcode
    assert code is not None, said
    return CompletedProcess(begun.words, code, *said)


def errors_of(says: Path) -> Path:
    return says.with_name("errors")
