"""Whoever changes something hands one act on; the log has one way in and one vocabulary."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from villagepub.audit_actions import AuditAction

FILES = sorted((ROOT / "villagepub").rglob("*.py"))
AT_THE_DOOR = {"act.py", "audit.py"}


def functions(path: Path) -> Iterator[tuple[str, set[str]]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            named = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
            yield node.name, {one.arg for one in named}


def test_no_function_takes_an_act_in_three_pieces() -> None:
    assert [
        f"{path.relative_to(ROOT)}: {name}"
        for path in FILES
        if path.name not in AT_THE_DOOR
        for name, given in functions(path)
        if {"session", "actor", "at"} <= given
    ] == []


def test_nobody_but_an_act_writes_into_the_log() -> None:
    text = {p: p.read_text("utf-8") for p in FILES if p.name not in AT_THE_DOOR}
    assert [p.name for p, said in text.items() if "audit.record" in said] == []
    assert [p.name for p, said in text.items() if "= AuditEntry(" in said] == []


def test_every_action_is_used_and_has_its_words() -> None:
    used = {
        name
        for path in FILES
        for name in re.findall(r"\bAuditAction\.(\w+)", path.read_text("utf-8"))
    }
    assert {action.name for action in AuditAction} - used == set()
    assert [a for a in AuditAction if not re.search("[一-鿿]", a.label)] == []
    assert [a for a in AuditAction if AuditAction(a.value) is not a] == []


def test_no_two_actions_read_alike() -> None:
    labels = [action.label for action in AuditAction]
    assert len(set(labels)) == len(labels)
