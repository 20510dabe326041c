"""``villagepub places``, ``catalog`` and ``due`` as people and scripts use them."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.program import call

Run = Callable[..., Result]
SUBSIDIES = "涉农补贴领域基层政务公开标准目录.xlsx"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return partial(call, tmp_path / "instance")


@pytest.fixture
def ground(run: Run, grounded: Path, tmp_path: Path) -> Run:
    """In all of Yan'an, with two catalogs, and the lists of 沿河湾镇."""
    shutil.copytree(grounded / "instance", tmp_path / "instance")
    return run


def test_importing_a_catalog_tells_what_became_of_it(
    run: Run, sheets_folder: Path
) -> None:
    path = sheets_folder / "catalog" / SUBSIDIES
    first = json.loads(run("catalog", "import", path, "--json").stdout)
    second = json.loads(run("catalog", "import", path, "--json").stdout)
    assert (first["domain"], first["items"], first["added"]) == ("涉农补贴", 4, 4)
    assert (second["added"], second["changed"], second["unchanged"]) == (0, 0, 4)
    assert (first["refused"], first["columns"]["公开依据"]) == ([], "basis")


def test_the_list_of_a_domain_has_the_contracts_fields(ground: Run) -> None:
    items = json.loads(
        ground("catalog", "list", "--domain", "涉农补贴", "--json").stdout
    )
    item = items["items"][1]
    assert (item["code"], item["level2"]) == ("SNBT-02", "耕地地力保护补贴")
    assert item.keys() >= {
        "code", "domain", "level1", "level2", "level3", "elements", "basis", "limit",
        "clock", "body", "channels", "audience", "method", "levels",
    }  # fmt: skip


def test_a_township_is_issued_its_lists(ground: Run) -> None:
    again = ground("catalog", "issue", "--township", "沿河湾镇")
    assert again.stdout == "延安市安塞区沿河湾镇：15 个村，新增 0 项。\n"


def test_what_a_village_owes_on_a_day(ground: Run) -> None:
    words = ("--village", "沿河湾镇马家沟村", "--on", "2026-10-15", "--json")
    told = json.loads(ground("due", *words).stdout)
    aid = next(d for d in told["duties"] if d["item"] == "农村最低生活保障对象")
    assert told["on"] == "2026-10-15"
    assert (aid["period"], aid["due"], aid["state"], aid["days"]) == (
        "2026Q3",
        "2026-10-20",
        "due",
        5,
    )


def test_what_a_village_owes_in_words(ground: Run) -> None:
    told = ground("due", "--village", "610603102201", "--on", "2026-10-25").stdout
    assert "马家沟村  农村最低生活保障对象  2026Q3  2026-10-20 前  逾期 5 天\n" in told
    assert "马家沟村  村干部报酬  2026Q3  2026-10-20 前  逾期 5 天\n" in told


def test_a_township_is_all_of_its_villages(ground: Run) -> None:
    told = json.loads(ground("due", "--village", "沿河湾镇", "--json").stdout)
    assert len({d["code"] for d in told["duties"]}) == 15


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("due", "--village", "马家沟村"), "不止一个"),
        (("due", "--village", "没有的村"), "没有叫“没有的村”的地方"),
        (("catalog", "import", "没有.xlsx"), "打不开“没有.xlsx”"),
        (("places", "import", "没有.csv"), "打不开“没有.csv”"),
        (("catalog", "issue"), "写一个"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(
    ground: Run, words: tuple[str, ...], reason: str
) -> None:
    result = ground(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_sheet_of_people_is_no_catalog(run: Run, sheets_folder: Path) -> None:
    path = sheets_folder / "notices" / "马家沟村2026年第三季度低保花名册.xlsx"
    result = run("catalog", "import", path)
    assert (result.exit_code, "不像公开目录" in result.stderr) == (2, True)
