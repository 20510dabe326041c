"""One person with one phone: what a finger does, and what it costs in taps."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from tests.stage import PASSWORD

PATIENCE = 60_000.0  # milliseconds: others work on this machine too
expect.set_options(timeout=PATIENCE)
# 微信的字体大小开到最大，在大字之上：every size of a page is in rem.
ENLARGED = """() => {
  const style = document.documentElement.style;
  style.fontSize = 1.4 * parseFloat(getComputedStyle(document.documentElement).fontSize) + "px";
}"""
# What stands out of the phone or of its own cell.
CUT = """() => [...document.querySelectorAll(
    "main :is(h1, h2, h3, p, li, dt, dd, th, td, caption, .n, .cell, .btn)")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest(".vh"))
  .filter((one) => {
    const box = one.getBoundingClientRect();
    return box.left < -1 || box.right > innerWidth + 1
      || (one.clientWidth && one.scrollWidth > one.clientWidth + 1);
  })
  .map((one) => one.tagName + " " + one.textContent.trim().replace(/\\s+/g, " ").slice(0, 40))"""
# Numbers of which a part stands on the next line: 4,632.0 and below it 0; and those that
# stand on a line of their own though the sentence goes on.
TORN = """() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const torn = [];
  while (walk.nextNode()) {
    for (const found of walk.currentNode.data.matchAll(/\\d[\\d,]*(\\.\\d+)?/g)) {
      const range = document.createRange();
      range.setStart(walk.currentNode, found.index);
      range.setEnd(walk.currentNode, found.index + found[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) torn.push(found[0]);
    }
  }
  for (const one of document.querySelectorAll("main .fig"))
    if (getComputedStyle(one).display !== "inline") torn.push(one.textContent);
  return torn;
}"""
TOKEN = re.compile('name="csrf_token"[^>]*value="([^"]+)"')
ALL_CHOSEN = re.compile("都选好了|没有要选的")


class Thumb:
    """One person on one phone. ``taps`` counts what the finger does."""

    def __init__(self, browser: Browser, base: str, look: Callable[..., None]) -> None:
        context = browser.new_context(
            base_url=base,
            viewport={"width": 360, "height": 780},
            has_touch=True,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.taps = 0
        self._look = look

    def close(self) -> None:
        self.page.context.close()

    def sign_in(self, login: str) -> None:
        """Without the page of it, which test_the_first_day.py walks through."""
        asks = self.page.context.request  # its cookies are the phone's
        token = TOKEN.search(asks.get("/login").text())
        assert token
        said = {"csrf_token": token[1], "login": login, "password": PASSWORD}
        answer = asks.post("/login", form=said, max_redirects=0)
        assert answer.status == 302
        self.page.goto(answer.headers["location"])

    def tap(self, target: Locator) -> None:
        target.tap()
        self.taps += 1

    def go(self, target: Locator) -> None:
        """A tap that leads to another page."""
        with self.page.expect_navigation():
            self.tap(target)

    def button(self, name: str) -> None:
        self.go(self.page.get_by_role("button", name=name, exact=True))

    def link(self, name: str) -> None:
        self.go(self.page.get_by_role("link", name=name, exact=True))

    def sign(self) -> None:
        """同意, and once more where sum, rows and changes stand."""
        self.link("同意")
        self.button("同意，现在贴出")

    def cell(self, text: str = "") -> None:
        """A row that is to be done; those with a # are what is left of a posted one."""
        rows = self.page.locator("a.cell:not([href*='#'])", has_text=text or None)
        self.go(rows.first)

    def choose_sheet(self, file: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.tap(self.page.get_by_role("button", name="选一张表"))
        chooser.value.set_files(file)
        self.taps += 1
        # A process that reads sheets may have to start first; a photo takes a minute.
        said, patience = "表读好了", PATIENCE
        if file.suffix == ".jpg":
            said, patience = "照片读好了，照着纸看一遍", 300_000
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(
            said, timeout=patience
        )

    def settle(self) -> None:
        """The first way out wherever nothing is preselected."""
        boxes = self.page.locator("fieldset[data-box='']")
        for n in range(boxes.count()):
            box = boxes.nth(n)
            if not box.locator("input:checked").count():
                self.tap(box.locator("label.opt").first)
        expect(self.page.locator("[data-unchosen]")).to_have_text(ALL_CHOSEN)

    def read_enlarged(self, name: str) -> None:
        """大字 and the largest type of WeChat: nothing is cut, no column is out of sight."""
        self.page.evaluate(ENLARGED)
        cut = self.page.evaluate(CUT)
        assert cut == [], f"{name}: {cut}"
        torn = self.page.evaluate(TORN)
        assert torn == [], f"{name}: {torn}"
        self.look(f"{name}-微信最大")

    def look(self, name: str, *, status: int = 200) -> None:
        self._look(self.page, name, status=status)
