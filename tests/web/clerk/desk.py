"""A clerk's hand: finds a page's form, keeps what is preselected, sends it."""

import io
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml import html

from tests import walked
from tests.stage import CASES, PASSWORD, Case
from tests.web.conftest import Page
from villagepub import clock

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
ACTION = re.compile(r'<form\b[^>]* action="([^"]*)"')


# What hundreds of tests begin with.
BEGINNINGS = ("/settle", "/submit", "/approval")


class Desk:
    """Somebody who is signed in, following links and sending the forms they see.

    ``is_plain``: whether the program is as it is shipped, the clock aside; then a sheet
    is brought, settled and handed in once for all tests that do it from the same state.
    """

    def __init__(
        self,
        client: FlaskClient,
        login: str,
        *,
        is_plain: Callable[[], bool] = lambda: False,
    ) -> None:
        self.client, self._is_plain = client, is_plain
        if clock.now() != clock.now():  # it goes on: no two of these are the same
            self._sign_in(login)
            return
        settings, engine = client.application.extensions["villagepub"]
        way = ("signed in", login, clock.now(), settings.secret_key)
        cookie = walked.once(engine, way, lambda: self._sign_in(login))
        client.set_cookie("session", cookie)

    def _sign_in(self, login: str) -> str:
        """The cookie that says who it is."""
        page = self.get("/login")
        self.send(page, {"login": login, "password": PASSWORD}, action="/login")
        return self._cookie()

    def get(self, path: str) -> Page:
        return Page(self.client.get(path, follow_redirects=True))

    def send(
        self, page: Page, data: Mapping[str, object] | None = None, *, action: str
    ) -> Page:
        """The form whose address ends so, with its preselected fields and these."""
        form = form_of(page, action)
        sent = {**fields(form), **(data or {})}

        def post() -> Page:
            answer = self.client.post(form["action"], data=sent, follow_redirects=True)
            return Page(answer)

        if action not in BEGINNINGS or "csrf_token" in (data or {}):
            return post()
        said = {name: str(sent[name]) for name in sent if name != "csrf_token"}
        return self._once((form["action"], *said.items()), post)

    def _once(self, way: Hashable, walk: Callable[[], Page]) -> Page:
        if not self._is_plain() or clock.now() != clock.now():
            return walk()
        chosen, engine = self.client.application.extensions["villagepub"]
        nowhere = {
            "instance": Path(),
            "database_url": "",
            "queue_url": "",
            "store_url": "",
        }
        known = (clock.now(), repr(replace(chosen, **nowhere)), self._cookie())
        response, cookie = walked.once(
            engine,
            (*known, way),
            lambda: (walk().response, self._cookie()),
            folder=chosen.instance,
        )
        self.client.set_cookie("session", cookie)
        return Page(response)

    def _cookie(self) -> str:
        cookie = self.client.get_cookie("session")
        return cookie.value if cookie else ""

    def approval(self, draft: Page) -> Page:
        """同意 on a draft that was read leads to the page that asks once more."""
        link = draft.soup.select_one("a.go[href*='/approval']")
        return self.get(link["href"])

    def sign(self, draft: Page) -> Page:
        return self.send(self.approval(draft), action="/approval")

    def upload(self, case: Case, folder: Path, *, name: str = "") -> Page:
        data = (folder / "notices" / case.file).read_bytes()
        return self.bring(case, data, name or case.file)

    def bring(self, case: Case, data: bytes, name: str) -> Page:
        def walk() -> Page:
            page = self.get(self.row(case))
            return self.send(page, {"file": (io.BytesIO(data), name)}, action="/read")

        return self._once((case, sha256(data).digest(), name), walk)

    def row(self, case: Case) -> str:
        """Where the item's row on the task list leads; not the one that is left over
        from a notice that was posted before.
        """
        tasks = self.get("/clerk/")
        rows = [a for a in html.fromstring(tasks.text).iter("a") if "cell" in a.classes]
        links = [a.get("href") for a in rows if case.item in a.text_content()]
        links = [link for link in links if "#" not in link]
        assert links, tasks.words
        # What still has to be forwarded or finished stands on top; the period's own row
        # comes after.
        own = str(
            next((a for a in links if f"/{case.period}/" in a), None)
            or next((a for a in links if "/notices/" not in a), links[0])
        )
        return re.sub(r"(/upload/\d+/)20\d\d-\d\d/$", rf"\g<1>{case.period}/", own)

    def to_check(self, case: Case, folder: Path) -> Page:
        """Sheet in, the first way out of everything that has no preselected one."""
        page = self.upload(case, folder)
        return self.send(page, first_ways(page), action="/settle")

    def to_submitted(self, case: Case, folder: Path) -> Page:
        return self.send(self.to_check(case, folder), action="/submit")


def form_of(page: Page, action: str) -> Any:
    """Read by itself: most pages are only met for their form."""
    for text in FORM.findall(page.text):
        to = ACTION.match(text)
        if to and unescape(to[1]).partition("?")[0].endswith(action):
            return BeautifulSoup(text, "lxml").form
    raise AssertionError(f"no form to {action}: {page.words[:400]}")


def fields(form: Any) -> dict[str, object]:
    """What a browser would send without a touch."""
    found: dict[str, object] = {}
    for field in form.find_all(["input", "select", "textarea"]):
        name, kind = field.get("name"), field.get("type")
        if not name or kind == "file":
            continue
        if kind in ("radio", "checkbox") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            found[name] = chosen.get("value", chosen.get_text())
        else:
            found[name] = (
                field.get_text() if field.name == "textarea" else field.get("value", "")
            )
    return found


def first_ways(page: Page) -> dict[str, object]:
    """The first choice of each box in which nothing is preselected."""
    chosen: dict[str, object] = {}
    for box in page.soup.select("fieldset[data-box='']"):
        radios = box.select("input[type=radio]")
        if radios and not any(r.has_attr("checked") for r in radios):
            chosen[radios[0]["name"]] = radios[0]["value"]
    return chosen


SUBSIDY, LEDGER, AID = CASES
