"""No line ends between a number and what it counts, within a date or a telephone number:
on no public page, in no size that a villager reads in.
"""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, Page
from sqlalchemy.engine import Engine

from tests import stage
from tests.conftest import ROOT
from tests.stage import CASES, VILLAGE
from villagepub.web.http.filters import FILTERS

pytestmark = pytest.mark.browser

TORN = r"""() => {
  const unit = "(?:%|个工作日|个月|万元|[元亩户人名件项天个份笔斤吨岁次票页行组张条年月日盏处])";
  const whole = new RegExp(`\\d+月\\d+日|\\d[\\d,]*(?:\\.\\d+)?\\s?${unit}|0\\d{2,3}-\\d{7,8}`, "g");
  const isInline = (e) => ["inline", "contents"].includes(getComputedStyle(e).display);
  const runs = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    let e = walk.currentNode.parentElement;
    if (!e.checkVisibility() || e.closest("script, style, template, .vh")) continue;
    while (isInline(e)) e = e.parentElement;
    runs.set(e, [...(runs.get(e) ?? []), walk.currentNode]);
  }
  const found = [];
  for (const nodes of runs.values()) {
    const at = nodes.flatMap((node) => [...node.data].map((_, i) => [node, i]));
    const text = nodes.map((node) => node.data).join("");
    for (const match of text.matchAll(whole)) {
      const boxes = [...match[0]].flatMap((sign, n) => {
        const range = document.createRange();
        const [node, i] = at[match.index + n];
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        return sign.trim() ? [...range.getClientRects()].slice(0, 1) : [];
      });
      const middles = boxes.map((box) => (box.top + box.bottom) / 2);
      const high = Math.max(...boxes.map((box) => box.height));
      if (Math.max(...middles) - Math.min(...middles) > high * 0.7) {
        found.push(text.slice(Math.max(0, match.index - 12), match.index + match[0].length + 4));
      }
    }
  }
  return found;
}"""
# As WeChat does it: all type larger, the boxes as they were.
ZOOMED = """() => {
  const all = [...document.body.querySelectorAll("*")];
  const sizes = all.map((one) => parseFloat(getComputedStyle(one).fontSize));
  all.forEach((one, n) => (one.style.fontSize = `${sizes[n] * 1.4}px`));
}"""
SIZES = {
    "usual": "() => {}",
    "大字": "() => document.documentElement.classList.add('big')",
    "root 1.4": "() => { document.documentElement.style.fontSize = '25.2px' }",
    "type 1.4": ZOOMED,
}


@pytest.fixture
def page(browser: Browser, site: str) -> Page:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})
    return context.new_page()


def test_no_number_is_torn_from_what_it_counts_on_a_phone_in_any_size(
    page: Page, county: Engine, sheets_folder: Path
) -> None:
    notices = [f"/n/{stage.publish(county, sheets_folder, case)}" for case in CASES]
    lists = ["/", f"/v/{VILLAGE}", f"/power/{VILLAGE}", "/catalog", "/verify"]
    found = []
    for path in (*notices, *lists, f"/power/{VILLAGE}/QL-05", f"/v/{VILLAGE}/ask"):
        for size, enlarge in SIZES.items():
            page.goto(path)
            page.evaluate(enlarge)
            found += [(path, size, text) for text in page.evaluate(TORN)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append((path, size, "scrolls sideways"))
    assert found == []


def test_the_sum_and_the_telephone_are_on_the_first_screen_in_any_size(
    page: Page, county: Engine, sheets_folder: Path
) -> None:
    for case in CASES:
        public_id = stage.publish(county, sheets_folder, case)
        for size, enlarge in SIZES.items():
            page.goto(f"/n/{public_id}")
            page.evaluate(enlarge)
            for shown in (".ask4 .big-n", ".ask4 a[href^='tel:']"):
                box = page.locator(shown).bounding_box()
                assert box is not None, (case.item, size, shown)
                assert box["y"] + box["height"] <= 740, (case.item, size, shown)


@pytest.mark.parametrize("why", ["原印到2027年10月28日", "暂估，放假安排公布后再定"])
def test_words_in_brackets_stay_within_the_page_in_any_size(
    page: Page, why: str
) -> None:
    pages = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    pages.filters |= FILTERS
    macros = pages.get_template("parts/macros.html").module
    words = macros.whole(f"2027年10月20日至10月29日（7个工作日，{why}）")  # type: ignore[attr-defined]
    for size, enlarge in SIZES.items():
        page.goto("/verify")
        page.evaluate(
            "words => { document.querySelector('main p').innerHTML = words }", words
        )
        page.evaluate(enlarge)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, size
        assert page.evaluate(TORN) == [], size


def test_what_is_torn_is_found(page: Page) -> None:
    page.goto("/verify")
    page.evaluate("document.body.innerHTML = '<p><b>28</b> 项</p>'")
    assert page.evaluate(TORN) == []
    page.evaluate("document.querySelector('p').style.width = 0")
    assert page.evaluate(TORN) == ["28 项"]


ROW = """<div class="frame fit f20"><table class="roll"><tbody><tr><td class="n dim">1</td>
  <td data-l="职务">主任</td><th scope="row">王**</th><td class="n" data-l="结果"></td></tr></tbody>
  </table></div>"""
SEEN = """() => [...document.querySelectorAll("tr > *")]
  .filter((one) => one.checkVisibility())
  .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
  .map((one) => one.textContent)"""


def test_a_row_in_large_type_begins_with_whom_it_is_of(page: Page) -> None:
    """Wherever the sheet has the name; a cell in which nothing stands takes no line."""
    page.goto("/verify")
    page.evaluate(SIZES["大字"])
    page.evaluate("html => { document.querySelector('main').innerHTML = html }", ROW)
    assert page.evaluate(SEEN) == ["1", "王**", "主任"]
