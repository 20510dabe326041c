"""``villagepub audit``: whether anybody touched what was signed and written down."""

import sqlite3
from pathlib import Path

import pytest

from tests import stage
from tests.cli.program import call, told


def test_the_audit_of_the_demo_holds(instance: Path) -> None:
    said = told(instance, "audit", "verify")
    assert (said["whole"], said["broken"], said["faults"]) == (True, None, [])
    # What was written down of the last entry is still there; something else is not.
    newest = said["newest"]
    assert call(instance, "audit", "verify", "--noted", newest).exit_code == 0
    number, digest = newest.split(":")
    other = f"{number}:{digest[::-1]}"
    done = call(instance, "audit", "verify", "--noted", other)
    assert done.exit_code == 1
    assert "重写过，或者被截掉了" in done.stdout


def test_the_audit_says_what_it_can_not_prove(instance: Path) -> None:
    said = call(instance, "audit", "verify").stdout
    assert "从头重写" in said
    assert "查不出来" in said


def test_a_touched_version_breaks_the_audit_with_status_1(instance: Path) -> None:
    with sqlite3.connect(instance / "villagepub.db") as connection:
        stage.touch(
            connection,
            "UPDATE noticeversion SET content = packed(replace(text_of(content), '46', '47'))"
            " WHERE id = 1",
        )
        stage.touch(
            connection,
            "UPDATE noticeversion SET records = packed(text_of(records) || ' ') WHERE id = 2",
        )
    done = call(instance, "audit", "verify")
    assert done.exit_code == 1
    assert "和签过的不一致：内容" in done.stdout
    assert "和签过的不一致：底稿" in done.stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE notice SET status = 'gone' WHERE id = 1", "公示（notice）第 1 行"),
        (
            "UPDATE notice SET published_at = '六月' WHERE id = 1",
            "公示（notice）第 1 行",
        ),
        ("UPDATE noticeversion SET published_at = '六月' WHERE id = 1", "贴出的版本"),
        (
            "UPDATE auditentry SET data = '{' WHERE id = 3",
            "办事记录（auditentry）第 3 行",
        ),
        (
            "UPDATE auditentry SET data = '{}' WHERE action = 'notice.publish'",
            "（notice.publish）对不上",
        ),
    ],
)
def test_a_row_with_what_is_never_written_is_named_and_the_rest_not_called_whole(
    instance: Path, change: str, said: str
) -> None:
    with sqlite3.connect(instance / "villagepub.db") as connection:
        connection.execute(change)
    done = call(instance, "audit", "verify")
    assert done.exit_code == 1
    assert said in done.stdout
    assert "没法接着查" in done.stdout
