"""A number that somebody types into any field of any page is kept nowhere as it was.

Every form that links lead to is sent once for each of its fields of words, so that a page
that is added is looked at without a line here.
"""

import re
from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from tests.web.clerk.conftest import october
from tests.web.clerk.desk import Desk
from tests.web.test_broken_forms import STARTS, TYPED, of_each_kind, seen_forms
from tests.web.test_hand_made_requests import full
from tests.web.test_nothing_leaves import joined
from tests.web.test_nothing_leaves import texts as said_in
from villagepub import db
from villagepub.models import Draft, metadata

__all__ = ["full", "october"]
DIGITS = "13749219033"
WRITTEN = "联系人王建国１３７　4921-9033"


def kept(engine: Engine) -> Iterator[tuple[str, str]]:
    """(table.column, a text in it) of every cell of the database."""
    with db.reading(engine) as session:
        for table in metadata.sorted_tables:
            for row in session.connection().execute(table.select()):
                for column, cell in zip(table.columns, row, strict=True):
                    texts = said_in(cell) if isinstance(cell, bytes) else [str(cell)]
                    for text in texts:
                        yield f"{table.name}.{column.name}", text


def newest(engine: Engine, to: str) -> dict[str, str]:
    """The revision of the draft that an address is about: what was sent before was kept."""
    found = re.search(r"/drafts/(\d+)", to)
    if not found:
        return {}
    with db.reading(engine) as session:
        return {"revision": str(session.get_one(Draft, int(found[1])).revision)}


def is_written(value: object) -> bool:
    """A field of words, and no number, day or choice in letters."""
    return isinstance(value, str) and not value.isascii()


def tries(login: str, starts: Sequence[str], app: Flask) -> Iterator[tuple[str, str]]:
    """Send each form for each of its fields of words: with the others filled, and empty."""
    _, engine = app.extensions["villagepub"]
    desk = Desk(app.test_client(), login)
    for method, to, said in [*seen_forms(desk, starts)]:
        words = [*of_each_kind(n for n, v in said.items() if is_written(v))]
        bare = {name: value for name, value in said.items() if value != TYPED}
        for name in words if method == "post" else ():
            for rest in (said, bare):
                sent = rest | newest(engine, to) | {name: WRITTEN}
                assert desk.client.post(to, data=sent).status_code < 500, (to, name)
                yield to, name


@pytest.mark.parametrize("login", STARTS)
def test_no_field_keeps_a_number_that_is_typed_into_it(full: Flask, login: str) -> None:
    _, engine = full.extensions["villagepub"]
    assert [*tries(login, STARTS[login], full)]
    assert {where for where, text in kept(engine) if DIGITS in joined(text)} == set()
