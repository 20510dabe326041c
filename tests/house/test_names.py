"""Names: nouns for modules, MAX_… for limits, one word one thing, every file that is named."""

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

from click import Context

from tests.conftest import ROOT
from villagepub.cli import main

SOURCES = sorted((ROOT / "villagepub").rglob("*.py"))
# Nouns of the field that end so; every other word of this kind says what is done.
NOUNS = {
    "finding": "what a check found, as auditors say",
    "formatting": "how a value is written",
    "hanging": "a sheet on the village's board",
    "numbering": "文号, numbers of notices",
    "pairing": "which list is held against which",
    "pending": "what nobody has done yet",
    "scoring": "points for likeness",
}
PRIVATE_WORDS = re.compile(r"(MOST|LONGEST|SHORTEST|FEWEST|NEAR)(_|$)")

# A file by a name or a path, whole (docs/bad-input.md) or as the rooms are spoken of.
FILE = re.compile(
    r"(?<![\w/.{}%*-])(?:\.\./)*((?:[\w-]+/)+[\w-]+\.(?:md|py|toml|html|css|js|typ)"
    r"|[\w-]+\.(?:md|py|css|js))(?![\w/(])"
)
ROOM = re.compile(r"`((?:[a-z_]+/)+[a-z_]*)`")  # forms/data/, outbox/claims
VERB = re.compile(r"(?:`|^    )(make|villagepub) ([a-z][a-z-]+)", re.M)
OF_THE_PAST = "docs/decisions/0019-names-tried-on-newcomers.md"


def test_modules_are_nouns() -> None:
    last_words = {path: path.stem.split("_")[-1] for path in SOURCES}
    assert [
        path
        for path, word in last_words.items()
        if word.endswith("ing") and word not in NOUNS
    ] == []


def test_limits_are_called_max() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        for name in constants(ast.parse(path.read_text("utf-8")))
        if PRIVATE_WORDS.match(name.lstrip("_"))
    ]
    assert found == []


def constants(tree: ast.Module) -> list[str]:
    """What a module binds at its top."""
    targets = [
        target
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return [n.id for target in targets for n in ast.walk(target) if _is_name(n)]


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name)


def test_no_room_has_two_modules_of_one_name() -> None:
    """Neither ``list`` beside ``lists`` nor ``row_parser`` beside ``parser_rows``. Pages
    carry the noun of their address: ``letters`` is the register, ``letter`` one of it.
    """
    pages = ROOT / "villagepub" / "web"
    names = Counter(
        (path.parent, tuple(sorted(word.rstrip("s") for word in path.stem.split("_"))))
        for path in SOURCES
        if path.stem != "__init__" and path.parent.parent != pages
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_a_type_is_called_like_no_other() -> None:
    """Classes, and names like ``Span = tuple[int, int]``: the same twice is one type."""
    types: dict[str, set[str]] = {}
    for path in SOURCES:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                types.setdefault(node.name, set()).add(str(path))
            elif isinstance(node, ast.Assign):
                name, value = ast.unparse(node.targets[0]), ast.unparse(node.value)
                if re.match("[A-Z][a-z]", name):
                    types.setdefault(name, set()).add(value)
    assert [
        name
        for name, meant in types.items()
        if len(meant) > 1 and not name.startswith("_")
    ] == []


def test_no_module_repeats_the_name_of_its_room() -> None:
    rooms = {path: path.parent.name for path in SOURCES if path.stem != "__init__"}
    assert [p for p, room in rooms.items() if p.stem.startswith(f"{room}_")] == []


def test_every_room_stands_in_the_table_of_rooms() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    told = set(
        re.findall(r"\w+", " ".join(re.findall(r"^\| (`[^|]+`) \|", text, re.M)))
    )
    rooms = {path.relative_to(ROOT / "villagepub").parts[0] for path in SOURCES}
    names = {room.removesuffix(".py") for room in rooms} - {"__init__"}
    assert names - told == set()


GLOSSARY = re.compile(r"^\| (\S[^|]*) \| `([^|]+)` \|", re.MULTILINE)


def test_every_word_of_the_glossary_is_used_in_the_code() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    words = [
        w
        for _, cell in GLOSSARY.findall(text.partition("## Glossary")[2])
        for w in cell.split("`, `")
    ]
    code = "\n".join(path.read_text("utf-8") for path in SOURCES).lower()
    assert len(words) > 40
    assert [w for w in words if not re.search(w.replace(" ", "[ _]?"), code)] == []


def tracked() -> list[str]:
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def ends(names: list[str]) -> set[str]:
    """Every way to name them: the path, and what is left of it without its folders."""
    parts = [name.split("/") for name in names]
    return {"/".join(p[n:]) for p in parts for n in range(len(p))}


def test_no_text_names_a_file_that_is_not_here() -> None:
    files = tracked()
    known = ends(files)
    assert [
        f"{name}: {said}"
        for name in files
        if name.endswith((".py", ".md", ".html", ".toml", ".js", ".css", ".typ"))
        and not name.startswith(("tests/cases/", OF_THE_PAST))
        for said in FILE.findall((ROOT / name).read_text("utf-8"))
        if said not in known
    ] == []


def test_no_document_names_a_room_that_is_not_here() -> None:
    files = tracked()
    folders = [parent.as_posix() for f in files for parent in Path(f).parents]
    known = ends([*folders, *files, *(f.rpartition(".")[0] for f in files)])
    package = {f for f in folders if f.count("/") == 1 and f.startswith("villagepub/")}
    rooms = {room.removeprefix("villagepub/") for room in package}
    assert [
        f"{name}: {said}"
        for name in files
        if name.endswith(".md") and name != OF_THE_PAST
        for said in ROOM.findall((ROOT / name).read_text("utf-8"))
        if said.split("/")[0] in rooms and said.rstrip("/") not in known
    ] == []


def test_no_document_names_a_command_that_is_not_here() -> None:
    verbs = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    known = {("make", verb) for verb in verbs}
    known |= {("villagepub", verb) for verb in main.list_commands(Context(main))}
    assert [
        f"{name}: {' '.join(said)}"
        for name in tracked()
        if name.endswith(".md")
        for said in VERB.findall((ROOT / name).read_text("utf-8"))
        if said not in known
    ] == []
