"""Forms as files: what one instance exports works in another."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.program import call, told
from tests.render.reading import pdf_text
from tests.stage import AT, TOWNSHIP, act
from villagepub import db, own_forms, tables
from villagepub.forms.township import sheet_form

ITEM = "公益事业项目建设"
SHEET = "户主姓名\t村组\t柴草堆\t补助（元）\n王生贵\t一组\t2\t120\n李来福\t二组\t1\t60\n合计\t\t3\t180\n"


@pytest.fixture
def counties(laid: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two instances that know nothing of one another."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        shutil.copy(laid, tmp_path / name / "villagepub.db")
    return tmp_path / "a", tmp_path / "b"


def made(folder: Path) -> None:
    """The township has made a form of a sheet that no shipped form fits."""
    (table,) = tables.read_pasted(SHEET)
    data = sheet_form.begin(table, ["name", "group", "number", "money"], "柴草堆清理")
    for column in data["columns"]:
        if column["kind"] in ("money", "goods"):
            column["sum"] = True
    engine = db.make_engine(f"sqlite:///{folder / 'villagepub.db'}")
    with db.transaction(engine) as session:
        who = act(session, "bai", AT)
        own_forms.create(who, township=TOWNSHIP, data=data, source="柴草堆.xlsx")
    engine.dispose()


def test_a_form_that_nobody_here_made_works_here(
    counties: tuple[Path, Path], tmp_path: Path
) -> None:
    here, there = counties
    made(there)
    file, sheet, poster = (tmp_path / n for n in ("表样.toml", "柴草.csv", "榜.pdf"))
    assert call(there, "form", "export", "Z1", "-o", str(file)).exit_code == 0
    done = call(
        here, "form", "import", str(file), "--township", TOWNSHIP, "--item", ITEM
    )
    assert done.exit_code == 0, done.stderr
    assert "Z1.1　柴草堆清理　沿河湾镇，下发了" in done.stdout
    sheet.write_text(SHEET.replace("\t", ","), encoding="utf-8")
    posted = call(
        here, "notice", "import", str(sheet), "--village", "610603102201",
        "--item", ITEM, "--period", "2026-06-18",
    )  # fmt: skip
    assert posted.exit_code == 0, posted.stderr
    assert "柴草堆清理　2 行" in posted.stdout
    public_id = posted.stdout.split("　")[0]
    drawn = call(here, "poster", public_id, "-o", str(poster))
    assert drawn.exit_code == 0, drawn.stderr
    words = pdf_text(poster.read_bytes())
    for word in ("柴草堆", "王生贵", "李来福", "180.00"):
        assert word in words


def test_a_shipped_form_is_exported_as_it_stands(
    counties: tuple[Path, Path], tmp_path: Path
) -> None:
    file = tmp_path / "T8.toml"
    assert call(counties[0], "form", "export", "T8", "-o", str(file)).exit_code == 0
    done = call(counties[0], "form", "import", str(file), "--township", "沿河湾镇")
    assert "还没有下发" in done.stdout
    forms = told(counties[0], "form", "list", "--township", "沿河湾镇")["forms"]
    assert forms[-1] == {
        "id": "Z1.1", "name": "耕地地力保护补贴", "items": [],
        "columns": 8,
    }  # fmt: skip
    assert "T8" in [f["id"] for f in forms]


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("id = T8", ["--township", TOWNSHIP], "第 1 行读不懂"),
        (None, ["--township", TOWNSHIP], "打不开"),
        ("", ["--township", "马家沟村"], "没有写 columns"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_one_sentence(
    counties: tuple[Path, Path],
    tmp_path: Path,
    text: str | None,
    words: list[str],
    says: str,
) -> None:
    file = tmp_path / "别的.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    done = call(counties[0], "form", "import", str(file), *words)
    assert done.exit_code == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    listed = call(counties[0], "form", "list", "--township", TOWNSHIP, "--json")
    assert not any(f["id"][0] == "Z" for f in json.loads(listed.stdout)["forms"])


def test_a_form_that_does_not_exist_is_said_to_be_none(
    counties: tuple[Path, Path], tmp_path: Path
) -> None:
    for form_id in ("Z9", "Z", "T99", "Z1.x"):
        done = call(counties[0], "form", "export", form_id, "-o", str(tmp_path / "x"))
        assert (done.exit_code, form_id in done.stderr) == (2, True)
