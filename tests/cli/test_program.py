"""The command as a program of its own: what only a process can show."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import stage
from tests.cli.program import PROGRAM, begin, finished, start
from tests.stage import CASES
from villagepub import db


def test_the_demo_says_its_accounts_and_notices(demo: Path) -> None:
    told = json.loads((demo / "said.json").read_text(encoding="utf-8"))
    assert set(told) == {"url", "accounts", "notices"}
    assert {a["role"] for a in told["accounts"]} == {"clerk", "supervisor", "township"}
    assert {n["status"] for n in told["notices"]} == {"published", "unpublished"}
    assert told["notices"][0]["village"] == "马家沟村"


def test_a_second_demo_is_refused_and_changes_nothing(instance: Path) -> None:
    before = (instance / "villagepub.db").read_bytes()
    done = start(instance, "demo")
    assert done.returncode == 2
    assert "已经有数据" in done.stderr
    assert (instance / "villagepub.db").read_bytes() == before


def test_a_setting_that_makes_no_sense_stops_with_one_sentence(tmp_path: Path) -> None:
    environ = {"VILLAGEPUB_INSTANCE": str(tmp_path), "VILLAGEPUB_PORT": "门"}
    done = subprocess.run(  # the one that is not forked: as people call it
        [str(PROGRAM), "due"], env=os.environ | environ, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "VILLAGEPUB_PORT" in done.stderr


def test_a_database_that_is_not_there_is_said_in_a_sentence(instance: Path) -> None:
    nowhere = "sqlite:////nowhere/villagepub.db"
    done = start(instance, "run", VILLAGEPUB_DATABASE_URL=nowhere)
    assert done.returncode == 2
    assert "数据库连不上" in done.stderr


def test_the_worker_drains_what_is_due_and_stops(
    laid: Path, sheets_folder: Path, tmp_path: Path
) -> None:
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    shutil.copy(laid, instance / "villagepub.db")
    engine = db.make_engine(f"sqlite:///{instance / 'villagepub.db'}")
    for case in CASES:
        stage.publish(engine, sheets_folder, case)
    engine.dispose()
    done = start(instance, "worker", "--once")
    assert done.returncode == 0, done.stderr
    drawn = files_in(instance / "drawn")
    assert len({one.parent.parent for one in drawn}) == len(CASES)
    again = start(instance, "worker", "--once")
    assert again.returncode == 0
    assert files_in(instance / "drawn") == drawn


def files_in(folder: Path) -> dict[Path, float]:
    """With the moment that each was written."""
    return {one: one.stat().st_mtime for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_commands_that_begin_an_instance_at_once_all_succeed(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    environ = {}
    if kind == "postgresql":
        engine = request.getfixturevalue("empty_postgres")
        environ["VILLAGEPUB_DATABASE_URL"] = engine.url.render_as_string(False)
    begun = [begin(tmp_path / "new", "upgrade", **environ) for _ in range(4)]
    ended = [finished(one) for one in begun]
    assert [one.stderr for one in ended] == [""] * 4
    assert [one.returncode for one in ended] == [0] * 4
    keys = [one.read_text() for one in (tmp_path / "new" / "keys").iterdir()]
    assert len(keys) == 3
    assert all(len(key) >= 32 for key in keys)
