"""``villagepub compare``, ``disclosure``, ``check``: lists held against the government's."""

import json
from dataclasses import fields
from pathlib import Path

from tests.cli.program import call
from villagepub.cli import check
from villagepub.findings.queries import FindingLine
from villagepub.states import FindingKind, FindingState
from villagepub.tables.table import of_table


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
