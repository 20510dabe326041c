"""What is read and drawn in the pool: a sheet that explodes, a poster of 600 rows, errors whole."""

import io
import zipfile
from dataclasses import replace

import pytest

from tests.render.notice_samples import land
from tests.test_pool import MB, resident, too_much
from villagepub import pool, render, tables
from villagepub.errors import UserError
from villagepub.pool import Pool
from villagepub.tables import TableError


def bomb() -> bytes:
    """A sheet of 120 KB whose cells come to 100 MB."""
    row = (
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>'
        + b"x" * 2400
        + b"</t></is></c></row>"
    )
    body = b"".join(row % (n, n) for n in range(1, 40_000))
    parts = {
        "xl/workbook.xml": b'<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>',
        "xl/s.xml": b"<worksheet><sheetData>" + body + b"</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_sheet_that_explodes_leaves_the_server_as_it_was(used: Pool) -> None:
    data = bomb()
    assert len(data) < MB
    before = resident()
    with pytest.raises(TableError, match="“名单.xlsx”"):
        tables.read(data, "名单.xlsx")
    assert resident() - before < 10 * MB


def test_a_poster_of_600_rows_is_drawn_and_the_server_stays_as_it_was(
    used: Pool,
) -> None:
    content = land(600)
    render.poster_pdf(land(5))
    before = resident()
    assert render.poster_pdf(content).startswith(b"%PDF")
    assert len(render.picture(content)) > 1
    assert resident() - before < 15 * MB


def test_a_dozen_posters_are_drawn_by_one_process(used: Pool) -> None:
    """What the typesetter keeps of one is let go of before it has grown."""
    for rows in range(40, 52):
        assert render.poster_pdf(land(rows)).startswith(b"%PDF")
        assert used._process is not None, rows


def test_a_list_that_takes_more_than_any_real_one_gets_its_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hurried = Pool(limits=replace(pool.USUAL, seconds=1))
    monkeypatch.setattr(hurried, "of", lambda _: hurried)
    monkeypatch.setattr(pool, "_pool", hurried)
    with pytest.raises(UserError, match="太长"):
        render.poster_pdf(land(20_000))


def test_every_error_of_drawing_comes_back_whole(used: Pool) -> None:
    found = render.MissingGlyph("𠀀", "第3行“姓名”")
    with pytest.raises(render.MissingGlyph) as raised:
        raised_again(found)
    assert (raised.value.character, raised.value.where) == ("𠀀", "第3行“姓名”")


@pool.bounded(too_much)
def raised_again(error: Exception) -> None:
    raise error
