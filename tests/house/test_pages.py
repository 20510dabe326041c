"""A page is one noun: folder, address and template; nothing of it is there for nothing."""

import ast
import re
from pathlib import Path

import pytest
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


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(WEB)))
def test_a_page_shows_the_templates_of_its_own_folder(path: Path) -> None:
    parts = path.relative_to(WEB).parts
    own = "/".join(parts[:2]) + "/" if len(parts) == 3 else ""
    for name in named_templates(path):
        assert name.startswith((own, *SHARED) if own else SHARED) or "errors/" in name


def test_every_folder_of_templates_is_a_page() -> None:
    folders = {p.parent for p in FILES if p.parent.parent.name in AUDIENCES}
    assert folders
    for folder in folders:
        assert (WEB / folder.relative_to(TEMPLATES) / "views.py").exists(), folder


def test_no_template_is_there_for_nothing() -> None:
    named = set().union(
        *(named_templates(p) for p in (ROOT / "villagepub").rglob("*.py"))
    )
    for path in FILES:
        named |= set(
            re.findall(r"[\"']([a-z_/]+\.(?:html|xml))[\"']", path.read_text("utf-8"))
        )
    assert {str(p.relative_to(TEMPLATES)) for p in FILES} - named == set()


def test_an_address_says_the_noun_of_its_page(app: Flask) -> None:
    """/clerk/drafts/7/rows is web/clerk/rows; the front page of an audience has none."""
    for rule in app.url_map.iter_rules():
        module = app.view_functions[rule.endpoint].__module__
        found = re.fullmatch(r"villagepub\.web\.(\w+)\.(\w+)\.views", module)
        if not found or found[1] not in AUDIENCES:
            continue
        page = f"{found[1]}.{found[2]}"
        noun = found[2].replace("_", "-")
        segments = re.split(r"[/.]", re.sub(r"<[^>]*>", "", rule.rule))
        wanted = SHORT.get(page, (noun, f"{noun}s"))
        is_front = page in FRONTS and not any(segments[2:])
        assert is_front or set(wanted) & {*segments, rule.rule.rpartition("/")[2]}, rule


def test_a_page_is_called_like_its_folder(app: Flask) -> None:
    for path in FILES:
        audience, folder = path.parent.parent.name, path.parent.name
        if path.name == "page.html" and audience in AUDIENCES:
            assert f"{audience}.{folder}" in app.view_functions


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
