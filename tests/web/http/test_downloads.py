"""A downloaded file has its Chinese name, whatever server hands the header on."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask, Response
from hypothesis import given
from hypothesis import strategies as st

from villagepub.web.http import downloads
from villagepub.web.http.downloads import name_file


@given(st.text(min_size=1, max_size=60))
def test_a_header_holds_latin_letters_only_and_the_name_comes_back(name: str) -> None:
    header = name_file(Response(), name).headers["Content-Disposition"]
    assert header.isascii()
    assert "\n" not in header
    assert "\r" not in header
    assert unquote(header.split("filename*=UTF-8''")[1]) == name


def test_a_quote_ends_nothing() -> None:
    header = name_file(Response(), 'a"; filename="b.exe').headers["Content-Disposition"]
    assert header.count('"') == 2


@pytest.mark.parametrize("where", ["attachment", "inline"])
def test_how_it_is_opened_is_said_first(where: str) -> None:
    header = name_file(Response(), "榜 A4.pdf", where).headers["Content-Disposition"]  # type: ignore[arg-type]
    assert header.startswith(f'{where}; filename="A4.pdf";')


@pytest.mark.parametrize(
    ("address", "name", "plain"),
    [
        ("/n/k7m2qx.pdf", "马家沟村公示.pdf", "k7m2qx.pdf"),
        ("/n/k7m2qx.pdf", "2026年补贴 大榜 A3.pdf", "k7m2qx-2026-A3.pdf"),
        ("/n/k7m2qx.pdf", "k7m2qx.pdf", "k7m2qx.pdf"),
        ("/", "提醒函.pdf", "file.pdf"),
    ],
)
def test_who_reads_latin_letters_only_sees_which_notice_it_is(
    app: Flask, address: str, name: str, plain: str
) -> None:
    with app.test_request_context(address):
        header = name_file(Response(), name).headers["Content-Disposition"]
    assert f'filename="{plain}"' in header


def test_no_page_writes_a_name_into_the_header_by_itself() -> None:
    web = Path(downloads.__file__).parent.parent
    written = [
        path.name
        for path in web.rglob("*.py")
        if "Content-Disposition" in path.read_text("utf-8")
    ]
    assert written == ["downloads.py"]
