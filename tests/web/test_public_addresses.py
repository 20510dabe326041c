"""Every address that needs no account, so that whoever walks them leaves none out."""

from collections.abc import Iterator, Sequence
from itertools import product

from flask import Flask
from werkzeug.routing import BuildError

from tests import stage
from tests.stage import CASES
from villagepub.render.files import FILES
from villagepub.web.http.guards import PUBLIC, guard_of


def addresses(
    app: Flask, public_id: str, code: str, *, is_whole: bool
) -> Iterator[str]:
    """Of every route that needs no account, with all that its places may hold; those of
    the notice alone unless ``is_whole``.
    """
    known: dict[str, Sequence[object]] = {
        "public_id": [public_id],
        "version": [1, 2, 3],
        "kind": [*FILES],
        "code": [code, stage.VILLAGE, stage.TOWNSHIP],
        "village": [stage.VILLAGE],
        "item": [case.item for case in CASES],
        "look": ["sample"],
        "n": [1],
    }
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or guard_of(app, rule.endpoint) != PUBLIC:
            continue
        own = sorted(rule.arguments)
        if not is_whole and "public_id" not in own:
            continue
        for values in product(*(known.get(name, ["zzzzzz", 1]) for name in own)):
            try:
                given_ = dict(zip(own, values, strict=True))
                yield app.url_map.bind("x").build(rule.endpoint, given_)
            except (BuildError, ValueError):
                continue  # not of this kind: a word where a number stands


def test_every_address_without_an_account_is_walked(app: Flask) -> None:
    found = {*addresses(app, "abcdef", "ABCD-EFGH", is_whole=True)}
    adapter = app.url_map.bind("x")
    walked = {adapter.match(path)[0] for path in found}
    open_ones = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and guard_of(app, rule.endpoint) == PUBLIC
    }
    assert open_ones == walked
