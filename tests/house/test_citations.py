"""Every law that is named anywhere is named as the register has it."""

import re
import tomllib

import pytest

from tests.conftest import ROOT
from villagepub import citations

NUMERAL = "[一二三四五六七八九十百零]+"
# 《…法》第三十五条第四款; a law may stand without its book marks in comments.
CITED = re.compile(
    rf"(?:《)?(?P<law>[\u4e00-\u9fff]{{2,24}}?(?:法|条例|办法|制度))(?:》)?"
    rf"(?P<article>第{NUMERAL}条)"
)
ENGLISH = re.compile(r"(?:组织法|条例|办法|经济组织法|救助法)\s*art\.")
GENERAL = ("民法典",)  # counted by, never printed as a basis
REGISTER = "citations/register.toml"


def _sources():  # type: ignore[no-untyped-def]
    for folder, pattern in (
        ("villagepub", "*.py"),
        ("villagepub", "*.toml"),
        ("villagepub", "*.typ"),
        ("templates", "*.html"),
        ("docs", "*.md"),
    ):
        yield from (ROOT / folder).rglob(pattern)


SOURCES = [p for p in _sources() if not p.as_posix().endswith(REGISTER)]


def _holds(law: str, article: str) -> bool:
    known = ((t.law, t.article) for t in citations.texts())
    return any(
        own.endswith(law.removeprefix("中华人民共和国")) and said.startswith(article)
        for own, said in known
    )


def test_a_law_is_cited_as_the_register_has_it() -> None:
    texts = {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in SOURCES}
    assert [path for path, text in texts.items() if ENGLISH.search(text)] == []
    wrong = [
        f"{path}: {m['law']}{m['article']}"
        for path, text in texts.items()
        for m in CITED.finditer(text)
        if not m["law"].endswith(GENERAL) and not _holds(m["law"], m["article"])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "villagepub/forms/data").glob("*.toml")),
    ids=lambda p: p.stem,
)
def test_a_form_cites_by_key(path) -> None:  # type: ignore[no-untyped-def]
    form = tomllib.loads(path.read_text("utf-8"))
    assert set(form.get("basis", ())) <= citations.keys()
