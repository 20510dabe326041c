"""A page is one noun: module, address and template; nothing of it is there for nothing."""

import ast
import re
from pathlib import Path

from flask import Flask

from villagepub.web.http.filters import FILTERS

ROOT = Path(__file__).resolve().parent.parent.parent
WEB, TEMPLATES = ROOT / "villagepub" / "web", ROOT / "templates"
MODULES = sorted(WEB.rglob("*.py"))
FILES = sorted(p for p in TEMPLATES.rglob("*") if p.is_file())
SHARED = ("parts/", "layouts/")  # what several pages show
AUDIENCES = ("account", "clerk", "public", "review", "setup", "township")
FRONTS = {
    "clerk.tasks",
    "public.home",
    "review.queue",
    "setup.start",
    "township.overview",
}
# Addresses that are printed, sent or asked for by programs (docs: the contract's names).
SHORT = {
    "account.login": ("login", "logout"),
    "account.wechat": ("wechat",),
    "public.feed": ("feed.json", "feed.atom"),
    "public.files": ("n",),
    "public.health": ("healthz", "readyz"),
    "public.large_type": ("big",),
    "public.notice": ("n",),
    "public.village": ("v",),
}


def named_templates(path: Path) -> set[str]:
    """Every text of a module that names a template."""
    tree = ast.parse(path.read_text("utf-8"))
    texts = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
    return {
        t
        for t in texts
        if isinstance(t, str) and re.fullmatch(r"\S+/\S+\.(html|xml)", t)
    }


def page_of(path: Path) -> str:
    """clerk/sheet of every module in web/clerk/sheet/, clerk/board of web/clerk/board.py; "" of others."""
    parts = path.relative_to(WEB).with_suffix("").parts
    return "/".join(parts[:2]) if parts[0] in AUDIENCES and len(parts) > 1 else ""


def has_a_right_to(page: str, name: str) -> bool:
    own = (f"{page}.html", f"{page}/") if page else ()
    return name.startswith((*own, *SHARED)) or "errors/" in name


def test_a_page_shows_the_templates_of_its_own_noun() -> None:
    assert [
        f"{path.relative_to(WEB)}: {name}"
        for path in MODULES
        for name in named_templates(path)
        if not has_a_right_to(page_of(path), name)
    ] == []


def test_every_template_of_an_audience_is_a_pages() -> None:
    pages = {page_of(path) for path in MODULES}
    nouns = {
        "/".join(p.relative_to(TEMPLATES).with_suffix("").parts[:2])
        for p in FILES
        if p.relative_to(TEMPLATES).parts[0] in AUDIENCES
    }
    assert nouns
    assert nouns - pages == set()


def test_no_template_is_there_for_nothing() -> None:
    named = set().union(
        *(named_templates(p) for p in (ROOT / "villagepub").rglob("*.py"))
    )
    for path in FILES:
        named |= set(
            re.findall(r"[\"']([a-z_/]+\.(?:html|xml))[\"']", path.read_text("utf-8"))
        )
    assert {str(p.relative_to(TEMPLATES)) for p in FILES} - named == set()


def looks(sheet: str) -> set[str]:
    """The classes that a sheet of styles knows."""
    text = (ROOT / "static" / sheet).read_text("utf-8")
    return set(
        re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", text))
    )


def test_what_a_villager_sees_is_not_styled_for_staff_only() -> None:
    """The sheet of staff is not sent to public pages: there it would look like nothing."""
    staff = looks("staff.css") - looks("villagepub.css")
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text("utf-8")
        if "layouts/public.html" in text:
            shown = re.sub(r"\{[{%].*?[%}]\}", " ", text)
            used = {
                c
                for said in re.findall(r'class="([^"]*)"', shown)
                for c in said.split()
            }
            own = {c for name in re.findall(r"(\w+\.css)'", text) for c in looks(name)}
            assert used & staff - own == set(), path.name


def test_an_address_says_the_noun_of_its_page(app: Flask) -> None:
    """/clerk/drafts/7/rows is web/clerk/rows; the front page of an audience has none."""
    for rule in app.url_map.iter_rules():
        module = app.view_functions[rule.endpoint].__module__
        found = re.fullmatch(r"villagepub\.web\.(\w+)\.(\w+)(\.views)?", module)
        if not found or found[1] not in AUDIENCES:
            continue
        page = f"{found[1]}.{found[2]}"
        noun = found[2].replace("_", "-")
        segments = re.split(r"[/.]", re.sub(r"<[^>]*>", "", rule.rule))
        wanted = SHORT.get(page, (noun, f"{noun}s"))
        is_front = page in FRONTS and not any(segments[2:])
        assert is_front or set(wanted) & {*segments, rule.rule.rpartition("/")[2]}, rule


def test_a_page_is_called_like_its_template(app: Flask) -> None:
    for path in FILES:
        if path.parent.name in AUDIENCES:
            assert f"{path.parent.name}.{path.stem}" in app.view_functions


def fields() -> list[tuple[str, str]]:
    """Class and field of every dataclass in web."""
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and node.decorator_list:
                lines = (n.target for n in node.body if isinstance(n, ast.AnnAssign))
                found += [(node.name, t.id) for t in lines if isinstance(t, ast.Name)]
    return found


def test_every_field_of_a_page_object_is_used() -> None:
    texts = [p.read_text("utf-8") for p in (*FILES, *MODULES)]
    read = set(re.findall(r"\.([a-z_0-9]+)", "\n".join(texts)))
    assert [f for f in fields() if f[1] not in read] == []


def test_every_filter_is_used() -> None:
    texts = "\n".join(p.read_text("utf-8") for p in FILES)
    assert {f for f in FILTERS if not re.search(rf"\|\s*{f}\b", texts)} == set()
