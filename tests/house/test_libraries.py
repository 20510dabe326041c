"""A library is imported in its own room, whichever modules are added: the contracts in
pyproject.toml name the rooms that there are.
"""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.conftest import ROOT

ROOMS_OF = {
    ("flask", "flask_login", "flask_limiter", "flask_wtf", "werkzeug", "markupsafe"): {
        "factory",
        "web",
    },
    ("wechatpy",): {"wechat"},
    ("typst", "pypdfium2", "qrcode"): {"render"},
    ("PIL", "pi_heif"): {"render", "photo"},
    ("cv2", "numpy", "onnxruntime", "rapidocr"): {"photo"},
    ("python_calamine", "xlrd", "xlsxwriter", "charset_normalizer"): {"tables"},
    ("docx",): {"tables", "render"},  # lists that people have; letters to them
    ("rapidfuzz", "opencc"): {"comparison"},
    ("huey", "redis"): {"job_queue"},
    ("obstore",): {"store"},
    ("pyrage",): {"backups"},
}


@cache
def importers() -> dict[str, set[str]]:
    """Library → rooms that import it, anywhere in their modules."""
    found: dict[str, set[str]] = {}
    package = ROOT / "villagepub"
    for path in package.rglob("*.py"):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        for name in imported(ast.parse(path.read_text("utf-8"))):
            found.setdefault(name.partition(".")[0], set()).add(room)
    return found


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


@pytest.mark.parametrize(
    ("library", "rooms"),
    [(name, rooms) for names, rooms in ROOMS_OF.items() for name in names],
)
def test_a_library_is_imported_in_its_own_room(library: str, rooms: set[str]) -> None:
    assert importers().get(library, set()) <= rooms
