"""A word that no page of ours sends is refused with a sentence, at every route."""

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.stage import SUBSIDY, VILLAGE
from tests.web.conftest import Page

WEB = Path(__file__).parents[3] / "villagepub" / "web"
# File and field, who posts it where, and what else has to be in the form.
CHOICES: list[tuple[str, str, str, str, dict[str, str]]] = [
    (
        "township/letter_draft",
        "kind",
        "bai",
        f"/township/letter-drafts/{VILLAGE}/?kind=",
        {},
    ),
    (
        "township/letter_draft",
        "kind",
        "bai",
        f"/township/letter-drafts/{VILLAGE}/issue",
        {},
    ),
    ("township/finding", "kind", "bai", "/township/findings/assign", {"of": VILLAGE}),
    ("township/findings", "kind", "bai", "/township/findings/?kind=", {}),
    ("township/wechat", "kind", "bai", "/township/wechat/", {}),
    ("township/wechat", "kind", "bai", "/township/wechat/1/use", {}),
    ("township/codes", "kind", "bai", f"/township/codes/{VILLAGE}", {}),
    ("township/accounts", "role", "bai", "/township/accounts/", {"login": "xinren"}),
    (
        "township/disclosures",
        "attribute",
        "bai",
        "/township/disclosures/",
        {"published_on": "2026-06-01", "period": "2026", "item": SUBSIDY},
    ),
    ("clerk/options", "attribute", "laotuo", "/clerk/drafts/1/options", {}),
    ("clerk/deliveries", "seen", "laotuo", "/clerk/deliveries/1/confirm", {}),
    ("clerk/deliveries", "act", "laotuo", "/clerk/deliveries/1/owner", {}),
    ("parts/events", "kind", "laotuo", "/clerk/events/", {"on": "2026-06-01"}),
    ("parts/groups", "kind", "laotuo", "/clerk/groups/", {}),
    ("parts/groups", "kind", "bai", "/township/groups/", {}),
    ("parts/groups", "sends", "laotuo", "/clerk/groups/", {"kind": "group"}),
    ("parts/groups", "sends", "laotuo", "/clerk/groups/1/sends", {}),
]


def in_source() -> set[tuple[str, str]]:
    """Every field that is asked for as one of some words."""
    found = set()
    for path in WEB.rglob("*.py"):
        name = path.relative_to(WEB).with_suffix("").as_posix()
        for field in re.findall(r'one_of\(\s*"(\w+)"', path.read_text("utf-8")):
            found.add((name.removesuffix("/views"), field))
    return found


def test_every_choice_of_the_pages_is_walked() -> None:
    assert {(where, field) for where, field, *_ in CHOICES} == in_source()


@pytest.mark.parametrize(
    ("where", "field", "login", "address", "more"),
    CHOICES,
    ids=[f"{c[0]}-{c[1]}-{n}" for n, c in enumerate(CHOICES)],
)
@pytest.mark.parametrize("word", ["nothing-we-offer", "0", "公开"])
def test_an_unknown_word_is_refused_with_a_sentence(
    app: Flask,
    client: FlaskClient,
    sign_in,
    where: str,
    field: str,
    login: str,
    address: str,
    more: dict[str, str],
    word: str,
) -> None:
    sign_in(login)
    app.config["WTF_CSRF_ENABLED"] = False
    if "?" in address:
        answer = client.get(address + word)
    else:
        data: dict[str, object] = {**more, field: word}
        if where.endswith("disclosures"):
            data["file"] = (io.BytesIO(b"a,b"), "a.csv")
        answer = client.post(address, data=data)
    page = Page(answer)
    assert page.code == 422
    assert "没有这个选项" in page.words
    assert word in page.words


def test_no_page_makes_an_enum_of_what_was_sent() -> None:
    kinds = r"\b(Role|Attribute|[A-Z]\w+(?:Kind|State|Status|Form|Scope|Act))\((?:request|form)"
    found = [p for p in WEB.rglob("*.py") if re.search(kinds, p.read_text("utf-8"))]
    assert found == []
