"""What was looked at once is not looked at again, and nothing bad hides behind it."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import Axe

pytestmark = pytest.mark.browser
HEAD = "<html lang=zh-CN><head><title>榜</title><body><main><h1>榜</h1>"


@pytest.fixture(scope="module")
def axe() -> Axe:
    """That has seen black and green on white, twice over, and a list."""
    return Axe()


def faults(axe: Axe, page: Page, body: str) -> list[str]:
    page.set_content(HEAD + body)
    return [rule for rule, _ in axe.faults(page)]


@pytest.mark.parametrize(
    ("good", "bad", "found"),
    [
        ("<p>亩数</p>", "<p style='color:#bbb'>亩数</p>", ["color-contrast"]),
        (
            "<p>亩数</p>",
            "<p>亩数<div style='background:#333'>元钱</div>",
            ["color-contrast"],
        ),
        (
            "<div style='background:#333'><p style='color:#fff'>亩数</p></div>",
            "<div style='background:#eee'><p style='color:#fff'>亩数</p></div>",
            ["color-contrast"],
        ),
        (
            "<p style='color:#767676'>亩数</p>",
            "<div style='opacity:.8'><p style='color:#767676'>亩数</p></div>",
            ["color-contrast"],
        ),
        (
            "<p style='color:#888;font-size:24px'>亩数</p>",
            "<p style='color:#888;font-size:16px'>亩数</p>",
            ["color-contrast"],
        ),
        (
            "<b style='color:#888;font-size:19px'>亩数</b>",
            "<p style='color:#888;font-size:19px'>亩数</p>",
            ["color-contrast"],
        ),
        (
            "<a href=# style='color:#bbb;position:absolute;left:-999px'>亩数</a>",
            "<a href=# style='color:#bbb;position:absolute;left:9px'>亩数</a>",
            ["color-contrast"],
        ),
        (
            "<fieldset disabled><button style='color:#ccc'>好了</button></fieldset>",
            "<button style='color:#ccc'>好了</button>",
            ["color-contrast"],
        ),
        (
            "<p hidden style='color:#ccc'>亩数</p>",
            "<p style='color:#ccc'>亩数</p>",
            ["color-contrast"],
        ),
        ("<label>亩数<input></label>", "<label>亩数</label><input>", ["label"]),
        ("<ul><li>亩数</ul>", "<ul><p>亩数</ul>", ["list"]),
    ],
)
def test_what_is_bad_is_found_where_its_like_was_good(
    axe: Axe, page: Page, good: str, bad: str, found: list[str]
) -> None:
    for _ in range(2):
        assert faults(axe, page, good) == []
    for _ in range(2):
        assert faults(axe, page, good + bad) == found
