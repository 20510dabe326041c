"""A village's year to keep: whole, in order, checked without this program."""

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.render.reading import pdf_text
from tests.stage import AT, CASES
from villagepub import archives, db, places
from villagepub.errors import UserError
from villagepub.models import Notice


def save(engine: Engine, path: Path, *, year: int = 2026) -> int:
    with db.reading(engine) as session:
        village = places.find(session, stage.VILLAGE)
        return archives.save(session, village=village, year=year, path=path)


@pytest.fixture
def archive(county: Engine, sheets_folder: Path, tmp_path: Path) -> zipfile.ZipFile:
    """A subsidy that was corrected and an aid list that was withdrawn."""
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        stage.correct(session, public_id)
    stage.publish(county, sheets_folder, CASES[2])
    with db.transaction(county) as session:
        notice = session.exec(select(Notice).where(Notice.form == "T7")).one()
        stage.withdraw(
            session, notice.public_id, AT + timedelta(days=2), reason="贴重了"
        )
    save(county, tmp_path / "档案.zip")
    return zipfile.ZipFile(tmp_path / "档案.zip")


def index(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    text = archive.read(archives.INDEX).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_version_stands_in_the_index_with_its_state(
    archive: zipfile.ZipFile,
) -> None:
    found = {(line["版本"], line["状态"]) for line in index(archive)}
    assert found == {("第1版", "后来更正过"), ("第2版", "更正"), ("第1版", "已撤回")}
    assert {line["审核人"] for line in index(archive)} == {"折治国"}


def test_each_folder_holds_the_poster_the_list_and_what_was_signed(
    archive: zipfile.ZipFile,
) -> None:
    for line in index(archive):
        folder = line["文件夹"]
        assert line["校验码"] in pdf_text(archive.read(f"{folder}/榜.pdf"))
        assert line["编号"].replace(" ", "") in pdf_text(
            archive.read(f"{folder}/榜.pdf")
        )
        assert "户主姓名" in archive.read(f"{folder}/名单.csv").decode()
        assert archive.read(f"{folder}/内容.json").startswith(b"{")


def test_every_file_has_its_hash(archive: zipfile.ZipFile) -> None:
    lines = archive.read(archives.HASHES).decode().splitlines()
    hashes = dict(reversed(line.split("  ", 1)) for line in lines)
    assert set(hashes) == set(archive.namelist()) - {archives.HASHES}
    for name, digest in hashes.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_the_same_year_gives_the_same_file(
    county: Engine, archive: zipfile.ZipFile, tmp_path: Path
) -> None:
    save(county, tmp_path / "again.zip")
    with zipfile.ZipFile(tmp_path / "again.zip") as again:
        assert again.read(archives.HASHES) == archive.read(archives.HASHES)


def test_a_year_without_notices_leaves_no_file(county: Engine, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="马家沟村2025年没有贴过"):
        save(county, tmp_path / "x.zip", year=2025)
    assert not list(tmp_path.glob("x*"))
