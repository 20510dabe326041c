"""What clerk, signer and villagers read needs no dictionary."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Each has a plain saying: 有定好的样子, 查真假码, 能不能公开, 公开目录, 要申请才给看,
# Excel 和 WPS 的表.
JARGON = ("表样", "校验码", "公开属性", "对应目录", "依申请公开", "CSV")
TEMPLATES = [
    path
    for folder in ("clerk", "review", "public", "account", "layouts", "errors")
    for path in sorted((ROOT / "templates" / folder).rglob("*.html"))
]
MODULES = [
    path
    for folder in ("web/clerk", "web/review", "web/public", "web/account", "notices")
    for path in sorted((ROOT / "villagepub" / folder).rglob("*.py"))
]
# A field of what was frozen is called as 国办 calls it, and found by that name.
FIELDS = {("composer.py", "公开属性"), ("publicity_scope.py", "公开属性")}


def said(path: Path) -> Iterator[str]:
    """Every text of a module but what its docstrings tell the reader of the code."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    for text in texts:
        if isinstance(text.value, str) and id(text) not in told:
            yield text.value


def test_no_page_of_theirs_says_a_word_of_the_office() -> None:
    texts = {p: p.read_text("utf-8") for p in TEMPLATES}
    assert [
        (str(path.relative_to(ROOT)), word)
        for path, text in texts.items()
        for word in JARGON
        if word in text.replace('m.label == "公开属性"', "")
    ] == []


def test_no_sentence_that_they_read_says_one() -> None:
    found = [
        (str(path.relative_to(ROOT)), word, text)
        for path in MODULES
        for text in said(path)
        for word in JARGON
        if word in text and (path.name, text) not in FIELDS
    ]
    assert found == []
