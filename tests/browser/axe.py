"""What axe finds on a page; what it has looked at once, it does not look at again."""

from axe_playwright_python.sync_playwright import Axe as Script
from playwright.sync_api import Page

# Of rows whose tags, classes and empty cells are the same, axe looks at the first three:
# the contrast of the seventieth row of a list is that of the first.
ALIKE = """() => {
  const seen = {};
  for (const row of document.querySelectorAll("tbody tr, li")) {
    const shape = row.outerHTML
      .replace(/>[^<]*[^<\\s][^<]*</g, ">x<")
      .replace(/ (?!class=|role=|style=)[\\w-]+="[^"]*"/g, "");
    seen[shape] = (seen[shape] ?? 0) + 1;
    if (seen[shape] > 3) row.dataset.alike = "";
  }
}"""
# What axe looks at, without words: two pages of one shape have the same faults. Names that
# point to each other become numbers.
SHAPE = """() => {
  const page = document.documentElement.cloneNode(true);
  for (const one of page.querySelectorAll("[data-alike], script")) one.remove();
  const names = {};
  const numbered = (text) => text.split(" ")
    .map((name) => (names[name] ??= Object.keys(names).length)).join(" ");
  for (const one of page.querySelectorAll("*")) {
    for (const { name, value } of [...one.attributes]) {
      if (/^(id|for|name|aria-(labelledby|describedby|controls))$/.test(name)) {
        one.setAttribute(name, numbered(value));
      } else if (!/^(class|role|style|type|scope|lang|dir|tabindex|width|height)$/.test(name)) {
        one.setAttribute(name, value.trim() && "x");
      }
    }
  }
  return innerWidth + page.outerHTML.replace(/>[^<]*[^<\\s][^<]*</g, ">x<");
}"""
# All but contrast, of which most elements of a page ask the same; and without looking for
# what would select a fault among the others.
REST = """() => axe.run(
  {exclude: [["[data-alike]"]]},
  {resultTypes: ["violations"], selectors: false, rules: {"color-contrast": {enabled: false}}},
).then((said) => said.violations.map((one) => [one.id, one.nodes[0].html.slice(0, 200)]))"""
# The contrast of a text hangs on its colour, on whether it is large (WCAG: 18 pt, bold
# 14 pt) and on what lies behind it: what is alike in all of these and was found good on
# another page is not measured again. What nobody sees axe passes over, and would be new
# on each page: the link 跳到正文, words for a reading voice.
CONTRAST = """async (seen) => {
  const CLEAR = "rgba(0, 0, 0, 0),none,1,static,none,normal";
  const known = new Set(seen), behind = new Map(), news = new Map();
  const ground = (one) => {
    if (!one) return "";
    if (!behind.has(one)) {
      const look = getComputedStyle(one), mine = [
        look.backgroundColor, look.backgroundImage, look.opacity, look.position,
        look.filter, look.mixBlendMode,
      ].join();
      const below = ground(one.parentElement);
      behind.set(one, mine === CLEAR ? below : `${below}>${mine}`);
    }
    return behind.get(one);
  };
  const noText = ["hidden", "range", "color", "checkbox", "radio", "image"];
  const says = (one) => (one.matches("input, textarea, select") && !noText.includes(one.type))
    || [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
  const inSight = (one) => {
    const box = one.getBoundingClientRect();
    return one.checkVisibility({visibilityProperty: true})
      && box.right + scrollX > 0 && box.bottom + scrollY > 0 && (box.width > 1 || box.height > 1);
  };
  for (const one of document.body.querySelectorAll("*")) {
    if (!says(one) || one.closest("[data-alike]") || !inSight(one)) continue;
    const look = getComputedStyle(one), bold = look.fontWeight >= 700;
    const isLarge = parseFloat(look.fontSize) * 72 / 96 >= (bold ? 14 : 18);
    const key = [look.color, isLarge, look.textShadow, ground(one)].join();
    if (known.has(key)) continue;
    news.set(one, key);
    one.dataset.news = "";
  }
  if (!news.size) return [[], []];
  const said = await axe.run({include: [["[data-news]"]]}, {
    runOnly: ["color-contrast"], selectors: false, elementRef: true,
    resultTypes: ["violations", "passes"],
  });
  const good = said.passes.flatMap((one) => one.nodes.map((node) => news.get(node.element)));
  return [
    said.violations.map((one) => [one.id, one.nodes[0].html.slice(0, 200)]),
    good.filter((key) => key),
  ];
}"""


class Axe:
    """``faults`` of pages, one after another."""

    def __init__(self) -> None:
        self._script = Script().axe_script
        self._shapes: set[str] = set()  # in which nothing was found
        self._contrasts: set[str] = set()  # that are good

    def faults(self, page: Page) -> list[list[str]]:
        """The name of each rule that is broken and the first place where it is."""
        page.evaluate(ALIKE)
        shape = page.evaluate(SHAPE)
        if shape in self._shapes:
            return []
        if page.evaluate("!window.axe"):
            page.evaluate(self._script)
        pale, good = page.evaluate(CONTRAST, list(self._contrasts))
        self._contrasts.update(good)
        found: list[list[str]] = page.evaluate(REST) + pale
        if not found:
            self._shapes.add(shape)
        return found
