"""The instances that the commands work on: each made once, and copied where it is changed."""

import shutil
from pathlib import Path

import pytest

from tests.cli.program import call
from tests.once import made_once


@pytest.fixture
def instance(demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo / "instance", tmp_path / "instance"))


@pytest.fixture(scope="session")
def grounded(tmp_path_factory: pytest.TempPathFactory, sheets_folder: Path) -> Path:
    """All of Yan'an, two catalogs, and the lists of 沿河湾镇."""
    catalogs = sheets_folder / "catalog"

    def make(folder: Path) -> None:
        for words in (
            ("places", "import", sheets_folder / "places" / "yanan_villages.csv"),
            ("catalog", "import", catalogs / "村务公开事项目录清单.xlsx"),
            ("catalog", "import", catalogs / "涉农补贴领域基层政务公开标准目录.xlsx"),
            ("catalog", "issue", "--township", "沿河湾镇", "--from", "2026-10-01"),
        ):
            assert call(folder / "instance", *words).exit_code == 0

    return made_once(tmp_path_factory, "grounded", make)
