"""``villagepub table``, ``notice``, ``poster``, ``share``: from a sheet to what is handed on."""

import sqlite3
from pathlib import Path

from tests.cli.program import call, told


def test_a_table_is_shown_as_the_contract_says(
    instance: Path, sheets_folder: Path
) -> None:
    file = sheets_folder / "notices" / "马家沟村2026年耕地地力保护补贴登记表.xlsx"
    (sheet,) = told(instance, "table", str(file))["sheets"]
    assert sheet["header_rows"] == [3]
    assert sheet["rows"][0]["row"] == 4
    assert sheet["totals"][0]["row"] == 78
    assert {i["row"] for i in sheet["ignored"]} == {1, 2, 79}


def test_a_sheet_becomes_a_draft_and_a_draft_a_sample_poster(
    instance: Path, sheets_folder: Path, tmp_path: Path
) -> None:
    file = sheets_folder / "notices" / "马家沟村2026年耕地地力保护补贴登记表.xlsx"
    done = call(
        instance, "notice", "import", str(file),
        "--village", "马家沟村", "--item", "耕地地力保护补贴", "--period", "2026",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert "王东升写了两遍" in done.stdout
    public_id = done.stdout.split()[0]
    poster = tmp_path / "榜.pdf"
    assert call(instance, "poster", public_id, "-o", str(poster)).exit_code == 0
    assert poster.read_bytes().startswith(b"%PDF")
    refused = call(instance, "share", public_id, "-o", str(tmp_path / "share"))
    assert refused.exit_code == 2
    assert "还没有贴出" in refused.stderr


def test_a_share_package_has_text_pictures_and_link(
    instance: Path, tmp_path: Path
) -> None:
    public_id = published(instance)
    assert call(instance, "share", public_id, "-o", str(tmp_path)).exit_code == 0
    names = {p.name for p in tmp_path.iterdir()}
    assert {"要贴的话.txt", "网址.txt", "图片1.png"} <= names
    assert len((tmp_path / "要贴的话.txt").read_bytes()) <= 2048


def published(instance: Path) -> str:
    with sqlite3.connect(instance / "villagepub.db") as connection:
        row = connection.execute(
            "SELECT public_id FROM notice WHERE version = 1"
        ).fetchone()
    return str(row[0])
