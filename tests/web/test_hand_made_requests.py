"""Requests that no page of ours sends end in a sentence: no fault, no trace, no way round.

Every address takes odd words and numbers from everybody who may knock; and what a page
does not offer for a notice cannot be had by writing its address.
"""

import io
import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from tests import stage
from tests.conftest import ROOT
from tests.stage import VILLAGE
from tests.web.clerk.conftest import october
from tests.web.clerk.desk import AID, SUBSIDY, Desk
from tests.web.clerk.free_notice import jpeg
from villagepub import db
from villagepub.access import GRANTS
from villagepub.models import Draft, Notice, NoticePhoto, Staff
from villagepub.states import Role
from villagepub.web.http.guards import PUBLIC, STAFF, guard_of

__all__ = ["october"]
PEOPLE = ("", "laotuo", "zhe", "cun", "kang", "bai", "xian")
ODD = (
    "", "0", "-1", "9" * 25, "１", "²", "\x00", "a\x00b", "\u202e", "%00", "../../x", "' OR 1=1",
    "<script>", "{{7*7}}", "长" * 400, "2026-02-30", "9999-12-31", "2026Q9", "NaN", "inf", "1e999",
    "[]", "1" * 5000, "active", "610603102", "\r\nX: y", "٣", "=1+1", "true",
)  # fmt: skip
NUMBERS = (0, 1, 1, 2, 3, 2**31, 2**63, 2**64)
GOOD = {
    "code": (VILLAGE, stage.OTHER, stage.TOWNSHIP + "999"),
    "village": (VILLAGE, stage.OTHER, stage.TOWNSHIP + "999"),
    "period": ("2026", "2026Q3", "2026-06"),
    "login": ("kang",),
}
FILES = (
    b"", b"PK\x03\x04" + b"x" * 50, b"\xd0\xcf\x11\xe0" + bytes(600), b"\xff\xd8\xff" + b"a" * 40,
    "姓名,金额\n王,1\n".encode(), b"%PDF-1.4",
)  # fmt: skip
# Whose end a walk must not meet: it would stand outside from there on.
LEFT_OUT = {"account.sign_out", "account.password", "township.disable_account"}
TRIES = 2  # of each address, by each whom its guard lets in; one by the others


def fields() -> list[str]:
    """The names of fields that any view reads."""
    views = (ROOT / "villagepub" / "web").rglob("*.py")
    text = "".join(path.read_text("utf-8") for path in views)
    found = re.findall(
        r'(?:get|getlist|one_of)\(\s*"([a-z_]+)"|form\["([a-z_]+)"\]', text
    )
    names = sorted({name for pair in found for name in pair if name})
    assert {"revision", "reason", "attribute", "q", "file"} <= set(names)
    return names


FIELDS = fields()


@pytest.fixture
def full(county: Engine, sheets_folder: Any, october: None, app: Flask) -> Flask:
    """Something of everything: posted, corrected, handed in, begun, looked at."""
    stage.publish(county, sheets_folder)
    clerk = Desk(app.test_client(), "laotuo", is_plain=lambda: True)
    clerk.to_submitted(AID, sheets_folder)
    clerk.upload(stage.CASES[1], sheets_folder)
    page = clerk.get("/clerk/free/")
    clerk.send(page, {"title": "路灯安装情况", "category": "land"}, action="/free/")
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def addresses(rule: Rule, luck: random.Random, public_ids: Sequence[str]) -> str:
    values: dict[str, Any] = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        if isinstance(converter, IntegerConverter):
            values[name] = luck.choice(NUMBERS)
        elif isinstance(converter, AnyConverter):
            values[name] = luck.choice(sorted(converter.items))
        else:
            known = public_ids if name == "public_id" else GOOD.get(name, ())
            values[name] = luck.choice((*known, luck.choice(ODD)) if known else ODD)
    built = rule.build(values, append_unknown=False)
    return built[1] if built else rule.rule


def knocks(app: Flask, roles: dict[str, Role]) -> Iterator[tuple[str, str, Rule]]:
    """Whom the guard sends away it sends away before it looks at a word."""
    rules = [r for r in app.url_map.iter_rules() if r.endpoint not in LEFT_OUT]
    for rule in sorted(rules, key=lambda r: (r.rule, r.endpoint)):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            guard = guard_of(app, rule.endpoint)
            for login in PEOPLE:
                for _ in range(TRIES if is_let_in(guard, roles.get(login)) else 1):
                    yield login, method, rule


def is_let_in(guard: Any, role: Role | None) -> bool:
    if guard in (PUBLIC, None):  # a file of ours has no guard
        return True
    return role is not None and (guard == STAFF or bool(guard & GRANTS[role]))


def form(luck: random.Random) -> dict[str, Any]:
    said: dict[str, Any] = {
        luck.choice(FIELDS): luck.choice(ODD).encode() for _ in range(5)
    }
    said["revision"] = luck.choice(("0", "1", "2", "x"))
    if luck.random() < 0.3:
        for name in ("file", "photos"):
            data, called = (
                luck.choice(FILES),
                luck.choice(("a.xlsx", "a.jpg", "x.docx")),
            )
            said[name] = (io.BytesIO(data), called)
    return said


@pytest.mark.parametrize("seed", [1])
def test_nothing_that_anybody_sends_ends_in_a_fault_of_ours(
    full: Flask, county: Engine, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    luck = random.Random(seed)  # noqa: S311
    with db.reading(county) as session:
        public_ids = list(session.exec(select(Notice.public_id)))
        roles = {one.login: one.role for one in session.exec(select(Staff))}
    clients = {
        login: Desk(full.test_client(), login).client if login else full.test_client()
        for login in PEOPLE
    }
    for login, method, rule in knocks(full, roles):
        client: FlaskClient = clients[login]
        path, said = addresses(rule, luck, public_ids), form(luck)
        answer = (
            client.get(path, query_string=said if luck.random() < 0.5 else None)
            if method == "GET"
            else client.open(path, method=method, data=said)
        )
        where = f"{login or 'nobody'} {method} {path!r} {said}"
        # 503: its pictures are being drawn
        assert answer.status_code < 500 or answer.headers.get("Retry-After"), where
        assert b"Traceback" not in answer.get_data(), where


FREE_ONLY = [
    ("words", {"text": "另写的话：王建国家的事"}),
    ("columns/drop", {}),
    ("photos/seen", {"seen": "1"}),
]


def only_draft(county: Engine) -> Draft:
    with db.reading(county) as session:
        return session.exec(select(Draft)).one()


@pytest.mark.parametrize(("what", "said"), FREE_ONLY)
def test_a_prescribed_notice_takes_nothing_that_its_form_does_not_name(
    app: Flask, county: Engine, sheets_folder: Any, october: None, what: str, said: Any
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    clerk = Desk(app.test_client(), "laotuo")
    clerk.upload(AID, sheets_folder)
    before = only_draft(county)
    address = f"/clerk/drafts/{before.id}/{what}"
    said = {**said, "revision": str(before.revision)}
    page = clerk.client.post(address, data=said, follow_redirects=True)
    assert "这一件有定好的样子" in page.get_data(as_text=True)
    assert only_draft(county).sheet == before.sheet


def test_a_list_of_aid_has_no_photos_by_the_back_door(
    app: Flask, county: Engine, sheets_folder: Any, october: None
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    clerk = Desk(app.test_client(), "laotuo")
    clerk.upload(AID, sheets_folder)
    draft = only_draft(county)
    clerk.client.post(
        f"/clerk/drafts/{draft.id}/photos/add",
        data={
            "revision": str(draft.revision),
            "photos": (io.BytesIO(jpeg()), "a.jpg"),
        },
    )
    with db.reading(county) as session:
        assert session.exec(select(NoticePhoto)).all() == []


@pytest.mark.parametrize("page", ["words", "columns", "photos"])
def test_pages_of_a_free_notice_are_none_of_a_prescribed_one(
    app: Flask, county: Engine, sheets_folder: Any, october: None, page: str
) -> None:
    clerk = Desk(app.test_client(), "laotuo")
    clerk.upload(SUBSIDY, sheets_folder)
    found = clerk.get(f"/clerk/drafts/{only_draft(county).id}/{page}")
    assert found.code == 200
    assert "这一件有定好的样子" in found.words


def test_a_free_notice_takes_no_sheet_past_the_question_about_its_columns(
    app: Flask, county: Engine, october: None
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    clerk = Desk(app.test_client(), "laotuo")
    page = clerk.get("/clerk/free/")
    clerk.send(page, {"title": "路灯安装情况", "category": "land"}, action="/free/")
    draft = only_draft(county)
    clerk.client.post(
        f"/clerk/drafts/{draft.id}/upload/read",
        data={
            "revision": str(draft.revision),
            "text": "姓名\t惠农卡\t备注\n王建国\t卡在他弟弟那里\t住院\n李燕\t没有\t好\n",
        },
    )
    stored = only_draft(county).sheet
    for private in ("卡在他弟弟那里", "住院", "王建国"):
        assert private not in stored


@pytest.mark.parametrize("login", ["", "laotuo", "zhe", "bai", "xian"])
@pytest.mark.parametrize("address", ["/township/", "/township/nothing", "/clerk/x"])
def test_whoever_is_refused_reads_a_sentence(
    app: Flask, login: str, address: str
) -> None:
    client = Desk(app.test_client(), login).client if login else app.test_client()
    answer = client.get(address)
    assert answer.status_code in (200, 302, 403, 404)
    if answer.status_code in (403, 404):
        assert "回到首页" in answer.get_data(as_text=True)
