"""What a page asks of the database it asks once: so many statements, and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests.queries import asked
from tests.web.clerk.desk import SUBSIDY, Desk, fields, form_of
from tests.web.clerk.free_notice import Writer
from tests.web.conftest import Page

# The draft with its item and author is one question, and so are the places around it.
BY_THE_CLERK = {
    "/sheet": 5,
    "/rows": 5,
    "/row": 5,
    "/check": 6,
    "/preview/web": 5,
    "/preview/picture": 5,
    "/preview/poster": 5,
}
TASKS, UPLOAD = 14, 11
# Two of those of signing look whether a merged village had the number that comes next.
SUBMITTED, READ, ASKED_ONCE_MORE, SIGNED, POSTED = 12, 7, 6, 33, 10
NOTHING_TO_SIGN = 4
FREE_COLUMNS = 5


@contextmanager
def at_most(engine: Engine, count: int) -> Iterator[None]:
    with asked(engine) as statements:
        yield
    assert len(statements) <= count, "\n".join(statements)
    # an empty set, as SQLAlchemy writes it: what it is asked for is known
    assert [s for s in statements if "1!=1" in s] == []


def sent(engine: Engine, desk: Desk, page: Page, action: str, most: int) -> None:
    """By itself: the page that it leads to asks for itself."""
    form = form_of(page, action)
    desk.get(page.response.request.path)  # as in seen
    with at_most(engine, most):
        answer = desk.client.post(form["action"], data=fields(form))
    assert answer.status_code == 303


def seen(engine: Engine, desk: Desk, path: str, most: int) -> Page:
    desk.get(path)  # what is asked once in some seconds is asked now
    with at_most(engine, most):
        page = desk.get(path)
    assert page.code == 200
    return page


@pytest.fixture
def check(clerk: Desk, sheets_folder: Path) -> Page:
    return clerk.to_check(SUBSIDY, sheets_folder)


def own(page: Page) -> str:
    """The draft's address."""
    return str(page.response.request.path).removesuffix("/check")


@pytest.mark.parametrize("end", BY_THE_CLERK)
def test_a_page_about_a_draft_asks_once(
    clerk: Desk, county: Engine, check: Page, end: str
) -> None:
    seen(county, clerk, own(check) + end, BY_THE_CLERK[end])


def test_the_list_and_the_way_in_ask_once(clerk: Desk, county: Engine) -> None:
    seen(county, clerk, "/clerk/", TASKS)
    seen(county, clerk, clerk.row(SUBSIDY), UPLOAD)


def test_the_columns_of_a_free_notice_ask_once(writer: Writer, county: Engine) -> None:
    page = writer.words(writer.begin())
    assert page.response.request.path.endswith("/columns")
    seen(county, writer.desk, page.response.request.path, FREE_COLUMNS)


def test_where_nothing_waits_nothing_is_asked_of_it(
    signer: Desk, county: Engine
) -> None:
    seen(county, signer, "/review/", NOTHING_TO_SIGN)


def test_handing_in_reading_and_signing_ask_once(
    clerk: Desk, signer: Desk, county: Engine, check: Page
) -> None:
    sent(county, clerk, check, "/submit", SUBMITTED)
    link = signer.get("/review/").soup.select_one("a.cell")["href"]
    draft = seen(county, signer, link, READ)
    again = draft.soup.select_one("a.go[href*='/approval']")["href"]
    page = seen(county, signer, again, ASKED_ONCE_MORE)
    sent(county, signer, page, "/approval", SIGNED)
    seen(county, clerk, clerk.row(SUBSIDY), POSTED)
