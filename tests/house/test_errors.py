"""What ends in a sentence for a person is a UserError, and nothing keeps a list of them."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import pytest

import villagepub
from tests.conftest import ROOT
from villagepub import photo
from villagepub.errors import UserError

HAN = re.compile("[一-鿿]")
# Half a sentence, which ``forms`` completes with row and column; the end of a command.
NOT_YET_A_SENTENCE = {"UnreadableError", "NumberError", "DateError", "SystemExit"}


def exceptions() -> dict[str, type[BaseException]]:
    """Every exception class of the house by its name."""
    found: dict[str, type[BaseException]] = {}
    for module in pkgutil.walk_packages(villagepub.__path__, "villagepub."):
        if ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        try:
            loaded = importlib.import_module(module.name)
        except ModuleNotFoundError:  # what needs the extra that reads photos
            if photo.is_installed() or ".photo." not in module.name:
                raise
            continue
        for name, one in inspect.getmembers(loaded):
            if inspect.isclass(one) and issubclass(one, BaseException):
                found[name] = one
    return found


def raised_with_a_sentence() -> Iterator[tuple[str, str]]:
    """Where something is raised with Chinese words, and what."""
    for path in sorted((ROOT / "villagepub").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
                continue
            if HAN.search(ast.unparse(node.exc)):
                name = ast.unparse(node.exc.func).rpartition(".")[2]
                yield f"{path.relative_to(ROOT)}:{node.lineno}", name


def test_every_sentence_is_raised_as_a_user_error() -> None:
    known = exceptions()
    said = list(raised_with_a_sentence())
    assert len(said) > 100
    assert [
        (where, name)
        for where, name in said
        if name not in NOT_YET_A_SENTENCE
        and not issubclass(known.get(name, Exception), UserError)
    ] == []


@pytest.mark.parametrize("path", ["web/http", "cli"])
def test_the_doors_know_user_errors_by_their_base(path: str) -> None:
    rooms = {name for name, one in exceptions().items() if issubclass(one, UserError)}
    # What closes a page; a command that lists the forms there are.
    rooms -= {"UserError", "Forbidden", "FormError"}
    for file in sorted((ROOT / "villagepub" / path).rglob("*.py")):
        caught = {
            name.id
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.ExceptHandler) and node.type is not None
            for name in ast.walk(node.type)
            if isinstance(name, ast.Name)
        }
        assert caught & rooms == set(), file.name


def test_a_class_of_user_errors_is_there_for_who_catches_it_or_for_its_own_page() -> (
    None
):
    asked: set[str] = set()
    for path in (ROOT / "villagepub").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler) and node.type is not None:
                asked |= set(re.findall(r"\w+", ast.unparse(node.type)))
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "asks_again":
                asked |= set(re.findall(r"\w+", ast.unparse(node)))
    own = {"__init__", "status", "title", "has_way_back"}
    assert [
        name
        for name, one in exceptions().items()
        if issubclass(one, UserError)
        and name not in asked
        and not own & one.__dict__.keys()
    ] == []
