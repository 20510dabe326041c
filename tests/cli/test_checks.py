"""``villagepub compare``, ``disclosure``, ``check``: lists held against the government's."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from tests.cli.program import call
from villagepub.cli import check
from villagepub.findings.queries import FindingLine
from villagepub.states import FindingKind, FindingState
from villagepub.tables.table import of_table

Rows = Sequence[Sequence[object]]


def test_two_sheets_are_compared_without_any_database(
    sheets_folder: Path, tmp_path: Path
) -> None:
    village = sheets_folder / "notices" / "马家沟村2026年耕地地力保护补贴登记表.xlsx"
    paid = sheets_folder / "disclosures" / "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"
    done = call(tmp_path / "none", "compare", str(village), str(paid), "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (told["village"], told["form"], len(told["findings"])) == (
        "马家沟村",
        "T8",
        9,
    )
    assert not (tmp_path / "none" / "villagepub.db").exists()
    alike = call(
        tmp_path / "none", "compare", str(paid), str(paid), "--village", "沿河湾村"
    )
    assert alike.exit_code == 0
    unknown = call(
        tmp_path / "none", "compare", str(village), str(paid), "--village", "没有村"
    )
    assert unknown.exit_code == 2
    assert "--village" in unknown.stderr


def test_two_lists_of_two_matters_are_refused_in_one_sentence(
    sheets_folder: Path, tmp_path: Path
) -> None:
    poor = sheets_folder / "notices" / "马家沟村2026年第三季度低保花名册.xlsx"
    paid = sheets_folder / "disclosures" / "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"
    done = call(tmp_path / "none", "compare", str(poor), str(paid), "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "说的不是一件事" in done.stderr
    gone = call(tmp_path / "none", "compare", str(poor), str(tmp_path / "没有.xlsx"))
    assert gone.exit_code == 2
    assert "没有这个文件" in gone.stderr


def test_the_township_is_checked_from_the_command_line(
    instance: Path, sheets_folder: Path
) -> None:
    done = call(
        instance, "check", "--township", "沿河湾镇", "--item", "耕地地力保护补贴",
        "--period", "2026", "--json",
    )  # fmt: skip
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    kinds = {f["kind"] for f in told["findings"]}
    assert {"not_published", "standard_differs", "missing_in_village"} <= kinds
    missing = [f for f in told["findings"] if f["kind"] == "not_published"]
    assert {f["government_value"] for f in missing} == {"6月15日公开"}
    again = call(
        instance, "disclosure", "import",
        str(sheets_folder / "disclosures" / "沿河湾镇2026年耕地地力保护补贴发放公示.xlsx"),
        "--township", "沿河湾镇", "--item", "耕地地力保护补贴", "--period", "2026",
        "--title", "沿河湾镇2026年耕地地力保护补贴发放情况公示",
        "--document", "沿政发〔2026〕8号", "--on", "2026-06-15",
    )  # fmt: skip
    assert "早就在了" in again.stdout


def test_a_row_of_a_documents_later_table_has_its_table_too() -> None:
    """As ``compare`` has it; a first table is not named."""
    line = FindingLine(
        **dict.fromkeys((f.name for f in fields(FindingLine)), "")
        | {
            "kind": FindingKind.FIELD_DIFFERS,
            "state": FindingState.OPEN,
            "due_on": None,
            "village_row": 12,
            "government_row": of_table(2, 3),
        }
    )
    told = check.plain(line)
    assert (told["village_row"], told["government_row"]) == (12, 3)
    assert told["government_table"] == 2
    assert "village_table" not in told


OWN = """马家沟村2026年耕地地力保护补贴公示
户主姓名,组别,补贴面积（亩）,补贴标准,补贴金额
王建国,1组,3.00,60,180
李燕,1组,4.50,60,270
"""


def against(folder: Path, government: str) -> Result:
    own, other = folder / "村.csv", folder / "政府.csv"
    own.write_text(OWN, "utf-8")
    other.write_text(government, "utf-8")
    return call(folder / "none", "compare", str(own), str(other), "--json")


@pytest.mark.parametrize(
    ("areas", "found"),
    [(("2001", "2999"), []), (("2001", "2900"), ["李燕"])],
    ids=["as rounded", "less"],
)
def test_square_metres_are_held_against_mu_as_these_are_written(
    tmp_path: Path, areas: tuple[str, str], found: list[str]
) -> None:
    one, two = areas
    done = against(
        tmp_path,
        "马家沟村2026年耕地地力保护补贴\n户主姓名,组别,补贴面积（平方米）,补贴金额\n"
        f"王建国,1组,{one},180\n李燕,1组,{two},270\n",
    )
    said = json.loads(done.stdout)
    assert [one["name"] for one in said["findings"]] == found


def test_a_sheet_of_sums_is_no_list_to_hold_a_list_against(tmp_path: Path) -> None:
    done = against(
        tmp_path,
        "马家沟村2026年耕地地力保护补贴\n组别,户数,补贴面积（亩）,补贴金额（元）\n"
        "1组,2,7.5,450\n2组,2,7.5,460\n",
    )
    assert done.exit_code == 2
    assert "“政府.csv”里只有合计，没有一户一户的户主姓名" in done.stderr


def by_sheet(folder: Path, title: str, *words: str) -> Result:
    """Our village against a township's workbook, a sheet a village, called without 村."""
    own, given = folder / "村.xlsx", folder / "政府.xlsx"
    people = [["王建国", "1组", 4, 60, 240], ["李燕", "2组", 5, 60, 300]]
    others = [["张伟", "1组", 3, 60, 180], ["刘峰", "2组", 6, 60, 360]]
    write_book(own, {"Sheet1": (title, people)})
    town = "沿河湾镇2026年耕地地力保护补贴发放公示"
    write_book(given, {"高家峁": (town, others), "马家沟": (town, people)})
    return call(folder / "none", "compare", str(own), str(given), "--json", *words)


def write_book(path: Path, sheets: Mapping[str, tuple[str, Rows]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (title, rows) in sheets.items():
        page = book.create_sheet(name)
        heads = [
            "户主姓名",
            "组别",
            "补贴面积（亩）",
            "补贴标准（元/亩）",
            "补贴金额（元）",
        ]
        for row in ([title], heads, *rows):
            page.append(row)
    book.save(path)


PLAIN = "2026年耕地地力保护补贴登记表"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        (f"马家沟村{PLAIN}", ()),
        (PLAIN, ("--village", "马家沟")),
        (PLAIN, ("--village", "马家沟村")),
        (PLAIN, ("--village", "沿河湾镇马家沟村")),
    ],
)
def test_of_sheets_called_without_the_word_village_the_own_one_is_compared(
    tmp_path: Path, title: str, words: tuple[str, ...]
) -> None:
    done = by_sheet(tmp_path, title, *words)
    told = json.loads(done.stdout)
    assert (told["rows"]["government"], told["findings"]) == (2, [])


def test_sheets_that_nobody_says_the_village_of_are_compared_with_a_word_on_it(
    tmp_path: Path,
) -> None:
    told = json.loads(by_sheet(tmp_path, PLAIN).stdout)
    assert told["rows"]["government"] == 4
    assert told["notes"] == [
        "政府表的几张（高家峁、马家沟）都对了；要是一张一个村，请用 --village 写村名。"
    ]


def test_a_village_s_list_is_not_held_against_another_village_s(tmp_path: Path) -> None:
    done = by_sheet(tmp_path, f"马家沟村{PLAIN}", "--village", "高家峁")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "写的是“马家沟村”，要对的是“高家峁”" in done.stderr


def test_a_unit_that_nobody_knows_is_said_beside_what_was_compared(
    tmp_path: Path,
) -> None:
    done = against(
        tmp_path,
        "马家沟村2026年耕地地力保护补贴\n单位：万元\n户主姓名,组别,补贴面积,补贴金额\n"
        "王建国,1组,3,0.018\n李燕,1组,4.5,0.027\n",
    )
    said = json.loads(done.stdout)
    assert said["findings"] == []
    assert said["notes"] == [
        "政府表“补贴面积”的单位没写清（表头有一行写单位，没说这一列的），按亩对的。",
        "“补贴标准”只有村表写了，没有对。",
    ]
