"""Every form of every page, sent with one of its fields broken or missing: a sentence."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from tests.web.clerk.conftest import october
from tests.web.clerk.desk import Desk, fields
from tests.web.conftest import Page
from tests.web.test_hand_made_requests import ODD, full

__all__ = ["full", "october"]
STARTS = {
    "laotuo": ("/clerk/", "/clerk/events/"),
    "zhe": ("/review/", "/clerk/events/"),
    "bai": ("/township/",),
}
OWN = 'a[href^="/clerk/"], a[href^="/review/"], a[href^="/township/"], a[href^="/account"]'
PAGES = 2  # of each kind, which is an address without its numbers; no files
TYPED = "修好了"  # into every field of words that is empty
Form = tuple[str, str, dict[str, object]]


def kind_of(path: str) -> str:
    return re.sub(r"\d+", "#", urlsplit(path).path)


def seen_forms(desk: Desk, starts: Sequence[str]) -> Iterator[Form]:
    """(method, address, what a browser would send) of each that links lead to, once."""
    ahead, pages, met = [*starts], Counter[str](), set[Any]()
    while ahead:
        path = ahead.pop(0)
        kind = kind_of(path)
        pages[kind] += 1
        if pages[kind] > PAGES or "." in kind:
            continue
        answer = desk.client.get(path)
        if answer.mimetype != "text/html":
            continue
        soup = Page(answer).soup
        ahead += [urljoin(path, a["href"]) for a in soup.select(OWN)]
        for tag in soup.select("form"):
            to = urljoin(path, tag.get("action") or "")
            said = {r["name"]: r["value"] for r in tag.select("[type=radio]")}
            said |= dict.fromkeys(texts(tag), TYPED) | _filled(tag)
            said |= {day["name"]: "2026-09-30" for day in tag.select("[type=date]")}
            if "logout" in to or (kind_of(to), *sorted(said)) in met:
                continue
            met.add((kind_of(to), *sorted(said)))
            yield tag.get("method", "get").lower(), to, said


def _filled(tag: Any) -> dict[str, object]:
    """What stands in the form's fields already."""
    empty = {*texts(tag)}
    return {n: v for n, v in fields(tag).items() if v or n not in empty}


def texts(tag: Any) -> Iterator[str]:
    """The fields that somebody has to write in."""
    return (
        str(field["name"])
        for field in tag.select("textarea, [type=text], input:not([type])")
    )


def of_each_kind(names: Iterable[str]) -> Iterator[str]:
    """Of fields that are told apart by a number alone, as those of rows are, two."""
    met = Counter[str]()
    for name in names:
        met[kind_of(name)] += 1
        if met[kind_of(name)] <= 2:
            yield name


@pytest.mark.parametrize("login", STARTS)
def test_a_form_with_a_broken_field_ends_in_a_sentence(full: Flask, login: str) -> None:
    luck = random.Random(login)  # noqa: S311
    desk = Desk(full.test_client(), login)
    forms = list(seen_forms(desk, STARTS[login]))
    assert len(forms) >= 3
    for method, to, said in forms:
        for name in of_each_kind(said):
            broken = said | {name: luck.choice(ODD)}
            if luck.random() < 0.2:
                del broken[name]
            sent: dict[str, Any] = {
                "query_string" if method == "get" else "data": broken
            }
            answer = desk.client.open(to, method=method, **sent)
            assert answer.status_code < 500, (
                f"{method} {to} {name}={broken.get(name)!r}"
            )
