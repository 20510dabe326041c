"""Every route has a guard, and every role meets it: default deny, proved route by route."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from tests import stage
from tests.stage import CAST
from villagepub import db
from villagepub.access import GRANTS, Forbidden
from villagepub.states import AccountKind
from villagepub.web.http.guards import PUBLIC, STAFF, guard_of
from villagepub.wechat import accounts


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """Endpoint, method and an address that leads to nothing for every route."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint == "static":
                continue
            values = {name: _value(rule, name) for name in rule.arguments}
            address = app.url_map.bind("x").build(rule.endpoint, values)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                found.append((rule.endpoint, method, address))
    return found


def _value(rule, name: str) -> object:  # type: ignore[no-untyped-def]
    kind = type(rule._converters[name]).__name__
    if kind == "IntegerConverter":
        return 999_999
    if kind == "AnyConverter":
        return sorted(rule._converters[name].items)[0]
    return "zzzzzz"


def test_every_route_has_a_guard(app: Flask) -> None:
    open_ones = {e for e, _, _ in routes(app) if guard_of(app, e) is None}
    assert open_ones == set()


def test_the_public_routes_are_just_these(app: Flask) -> None:
    found = {e for e, _, _ in routes(app) if guard_of(app, e) == PUBLIC}
    assert found == {
        "account.login",
        "account.second_step",
        "account.sign_in",
        "account.take_second_step",
        "public.atom",
        "public.large_type",
        "public.card",
        "public.catalog",
        "public.catalog_item",
        "public.item_of_notice",
        "public.download",
        "public.feed",
        "public.guide",
        "public.guide_form",
        "public.guide_poster",
        "public.healthz",
        "public.hello",
        "public.home",
        "public.kiosk",
        "public.kiosk_worker",
        "public.metrics",
        "public.notice",
        "public.photo",
        "public.power",
        "public.power_book",
        "public.power_item",
        "public.power_poster",
        "public.readyz",
        "public.share_signature",
        "public.verify",
        "public.verify_code",
        "public.version",
        "public.village",
        "public.village_code",
        "setup.begin",
        "setup.open_setup",
        "setup.place",
        "setup.start",
        "wechat_hook.check",
        "wechat_hook.receive",
        "account.wechat_back",
        "account.wechat",
    }


def test_a_refused_act_has_a_page_to_go_back_to(app: Flask) -> None:
    """One whose address needs no more than the act's own has."""
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    for endpoint, view in app.view_functions.items():
        back = getattr(view, "mends", None)
        if isinstance(back, str):
            assert rules[back].arguments <= rules[endpoint].arguments, endpoint
            assert "GET" in (rules[back].methods or ()), endpoint


def test_nobody_gets_past_a_guard_without_signing_in(
    app: Flask, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    for endpoint, method, address in routes(app):
        if guard_of(app, endpoint) != PUBLIC:
            answer = client.open(address, method=method)
            assert answer.status_code == 302, (endpoint, method)
            assert answer.headers["Location"].startswith("/login"), (endpoint, method)


@pytest.mark.parametrize(("login", "role"), [(c[0], c[2]) for c in CAST])
def test_a_role_without_the_action_is_refused_at_every_route(
    app: Flask, client: FlaskClient, sign_in, login: str, role
) -> None:
    sign_in(login)
    app.config["WTF_CSRF_ENABLED"] = False
    for endpoint, method, address in routes(app):
        guard = guard_of(app, endpoint)
        if guard in (PUBLIC, STAFF) or guard & GRANTS[role]:
            continue
        assert client.open(address, method=method).status_code == 403, (
            endpoint,
            method,
        )


@pytest.mark.parametrize("login", ["laotuo", "zhe", "cun"])
def test_nobody_of_a_village_opens_a_page_of_the_townships(
    app: Flask, client: FlaskClient, sign_in, login: str
) -> None:
    """Clerk, committee and head, whatever else they may do."""
    sign_in(login)
    app.config["WTF_CSRF_ENABLED"] = False
    walked = [one for one in routes(app) if one[2].startswith("/township")]
    assert len(walked) > 30
    for endpoint, method, address in walked:
        code = client.open(address, method=method).status_code
        assert code in (403, 404), (endpoint, method)


def test_a_clerk_connects_no_account_that_others_meet_at_sign_in(
    county: Engine,
) -> None:
    with db.transaction(county) as session, pytest.raises(Forbidden):
        accounts.add(
            stage.act(session, "laotuo", stage.AT),
            place_code=stage.VILLAGE,
            kind=AccountKind.OFFICIAL,
            name="马家沟村",
            app_id="wx0123456789abcdef",
            secret="0123456789abcdef",
            secret_key=stage.ID_KEY,
        )
