"""Nobody reads or moves anything of another place, whatever address they guess."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import Engine
from sqlmodel import col, select
from werkzeug.routing import Rule

from tests import stage
from tests.findings.test_village_check import LATER, PAID, bring, check
from tests.stage import AT, PASSWORD, SUBSIDY, TOWNSHIP, VILLAGE
from tests.web.clerk.desk import Desk
from villagepub import db, passwords, staff_accounts
from villagepub.act import Act
from villagepub.models import AuditEntry, Finding, Notice, Place
from villagepub.notices import corrections
from villagepub.states import Role
from villagepub.web.http.guards import PUBLIC, guard_of

OWN = ("account.sign_out", "account.password")  # everybody's own
FORM = {
    "revision": "1", "place": VILLAGE, "village": VILLAGE, "t": TOWNSHIP, "reason": "好",
    "password": "abcdEFG9", "login": "newone", "name": "某人", "role": "clerk",
}  # fmt: skip


@pytest.fixture
def ids(county: Engine, sheets_folder: Path, tmp_path: Path) -> dict[str, object]:
    """What there is of 马家沟: a notice, an open correction, a finding, a group."""
    public_id = stage.publish(county, sheets_folder)
    bring(county, tmp_path, (sheets_folder / "disclosures" / PAID).read_bytes())
    check(county)
    with db.transaction(county) as session:
        draft = corrections.correct(
            stage.act(session, "laotuo", LATER),
            notice_id=session.exec(select(Notice.id)).one() or 0,
            reason="补一户",
        )
        finding = session.exec(
            select(Finding.id).where(Finding.village_code == VILLAGE)
        ).first()
        return {
            "draft_id": draft.id, "public_id": public_id, "finding_id": finding,
            "item_id": stage.item_id(session, SUBSIDY), "period": "2026",
            "login": "laotuo", "village": VILLAGE, "code": VILLAGE, "act": "assign",
            "kind": "poster", "paper": "a4", "ink": "black", "suffix": "pdf",
        }  # fmt: skip


def _addresses(app: Flask, ids: dict[str, object]) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        is_open = rule.endpoint == "static" or guard_of(app, rule.endpoint) == PUBLIC
        if not is_open and rule.endpoint not in OWN:
            named = sorted(rule.arguments)
            for chosen in product(*(_values(rule, name, ids) for name in named)):
                values = dict(zip(named, chosen, strict=True))
                address = app.url_map.bind("x").build(rule.endpoint, values)
                for method in (rule.methods or set()) & {"GET", "POST"}:
                    yield method, address


def _values(rule: Rule, name: str, ids: dict[str, object]) -> list[object]:
    """All that a route offers to choose from, or what there is of the village."""
    converter = rule._converters[name]
    if hasattr(converter, "items"):
        return sorted(converter.items)
    return [ids.get(name, 1)]


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.TOWNSHIP])
def test_another_townships_people_find_nothing_of_the_village(
    app: Flask, county: Engine, ids: dict[str, object], role: Role
) -> None:
    _stranger(county, role)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    Desk(client, "stranger")
    data = {**FORM, "id": str(ids["finding_id"])}
    for method, address in _addresses(app, ids):
        sent = data if method == "POST" else None
        answer = client.open(f"{address}?t={TOWNSHIP}", method=method, data=sent)
        assert "马家沟" not in answer.get_data().decode(errors="replace"), address
    with db.reading(county) as session:
        done = select(AuditEntry.action).where(
            AuditEntry.actor_name == "外人",
            col(AuditEntry.place_code).startswith(TOWNSHIP),
        )
        assert session.exec(done).all() == []


def _stranger(engine: Engine, role: Role) -> None:
    with db.transaction(engine) as session:
        codes = sorted(session.exec(select(Place.code)).all())
        town = next(c for c in codes if len(c) == 9 and c != TOWNSHIP)
        village = next(c for c in codes if len(c) == 12 and c.startswith(town))
        staff_accounts.add(
            Act(session, None, AT),
            login="stranger",
            name="外人",
            role=role,
            place_code=town if role is Role.TOWNSHIP else village,
            password=passwords.hashed(PASSWORD, "stranger"),
        ).must_change = False
