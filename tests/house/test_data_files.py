"""What the program carries beside its modules goes with it wherever it is installed."""

import tomllib

from tests.conftest import ROOT


def test_every_file_of_the_package_is_packed() -> None:
    package = ROOT / "villagepub"
    made = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    kinds = made["tool"]["setuptools"]["package-data"]["villagepub"]
    packed = {path for kind in kinds for path in package.glob(kind)}
    others = {
        path
        for path in package.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert sorted(others - packed) == []
