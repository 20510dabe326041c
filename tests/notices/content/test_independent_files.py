"""What is written into a notice's files is what its sheet comes to by another calculation."""

import csv
import io
import json
from fractions import Fraction

import openpyxl
import pytest

from tests.forms.case_sheets import pasted
from tests.notices.content.office_lists import OFFICES, drawn, shown
from tests.notices.content.test_independent_accounts import ledger
from tests.notices.content.test_independent_sums import composed, read, summed, written
from tests.render.reading import pdf_text, squeezed
from villagepub import render
from villagepub.content import NoticeContent
from villagepub.render.files import FILES


def table(content: NoticeContent) -> list[list[str]]:
    """The same rows in both files that a sheet program opens."""
    text = FILES["csv"].make(content).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    book = openpyxl.load_workbook(io.BytesIO(FILES["xlsx"].make(content)))
    page = [["" if c is None else str(c) for c in row] for row in book.active.values]
    assert page == lines
    return lines


@pytest.mark.parametrize("form", OFFICES)
def test_sheets_and_json_come_to_the_drawn_sums(form: str) -> None:
    raw = drawn(OFFICES[form], 7)
    found = read(form, raw)
    content = render.open_web(composed(found))
    head, *_, last = table(content)
    data = json.loads(FILES["json"].make(content))
    keys = [c["key"] for c in data["web"]["columns"]]
    assert len(head) - len(keys) in (
        0,
        1,
    )  # a column for the 组 where there are several
    totals = data["web"]["total"] or data["web"]["sections"][0]["rows"][0]["cells"]
    for key, value in summed(found.form, raw).items():
        said = written(found.form, key, value)
        assert totals[keys.index(key)] == said
        assert last[len(head) - len(keys) + keys.index(key)] == said
    figures = [f["value"] for f in data["facts"]]
    assert figures == [f.value for f in content.facts]
    own = found.form.wording.money
    if own in (right := summed(found.form, raw)):
        assert figures[0] == shown(right[own])
        assert shown(right[own]) in FILES["txt"].make(content).decode()


@pytest.mark.parametrize("form", ["T4", "T5", "T8", "T19", "T26B"])
def test_the_poster_prints_every_row_and_sum_of_the_sheet(form: str) -> None:
    raw = drawn(OFFICES[form], 3)
    found = read(form, raw)
    text = pdf_text(render.poster_pdf(composed(found), paper="a4", ink="black"))
    columns = [c for c in found.form.columns if c.kind == "money" and c.board]
    for key in (c.key for c in columns):
        for row in raw.rows if raw.has(key) else ():
            assert written(found.form, key, row[key]) in text
    for key, value in summed(found.form, raw).items():
        assert written(found.form, key, value) in text


@pytest.mark.parametrize("seed", range(4))
def test_a_ledgers_files_close_with_what_is_left(seed: int) -> None:
    text, right = ledger(seed)
    content = composed(pasted("T1", text))
    lines = table(render.open_web(content))
    flows: dict[str, Fraction] = {"收入": Fraction(0), "支出": Fraction(0)}
    head = [cell.partition("（")[0] for cell in lines[0]]
    for line in lines[1:]:
        said = dict(zip(head, line, strict=True))
        if not any(word in "".join(line) for word in ("合计", "小计", "结转")):
            for key in flows:
                flows[key] += Fraction(said[key].replace(",", "") or 0)
    assert flows == {"收入": right["本季收入"], "支出": right["本季支出"]}
    printed = pdf_text(render.poster_pdf(content, paper="a4", ink="black"))
    for value in right.values():
        assert squeezed(shown(value)) in printed


def test_no_side_of_an_account_is_called_a_group_of_the_village() -> None:
    text = "项目\t本月数\n一、收入\t\n租金\t500\n二、支出\t\n电费\t200\n"
    lines = table(render.open_web(composed(pasted("T2", text))))
    assert [line[0] for line in lines] == [
        "哪一部分",
        "本期收入",
        "本期支出",
        *["本期结余"] * 3,
    ]
