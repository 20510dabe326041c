"""What free words say of somebody's health or family hangs on no wall unasked."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.forms.entry import Decision


def noted(*notes: str) -> Filled:
    lines = (
        f"王{n}|1组|10|60|600|{note}"
        for n, note in zip("一二三四五六", notes, strict=False)
    )
    return pasted(
        "T8", rows("2026年耕地地力保护补贴", "户主|组别|面积|标准|金额|备注", *lines)
    )


@pytest.mark.parametrize(
    "note", ["患尿毒症", "丧偶", "残 疾 二 级", "儿子服刑", "卧床三年"]
)
def test_a_health_word_beside_a_name_is_asked_about_once_a_column(note: str) -> None:
    (asked,) = noted("流转5亩", note, "", note).problems
    assert (asked.code, [c.id for c in asked.choices]) == (
        "words::note",
        ["leave_out", "accept"],
    )
    assert "第 4 行 王二、第 6 行 王四" in asked.message


def test_what_is_left_out_is_that_and_nothing_else() -> None:
    found = noted("流转5亩", "患尿毒症")
    chosen = [Decision(code="words::note", choice="leave_out")]
    entry = forms.amend(found.form, found.entry, chosen, [])
    assert [r.values["note"] for r in entry.records] == ["流转5亩", ""]
    assert forms.check(found.form, entry) == ()
    assert "尿毒" not in str(forms.decisions_in_words(found.form, found.entry, chosen))


@pytest.mark.parametrize("note", ["流转给合作社", "病虫害减产", "代领", "二轮承包地"])
def test_other_notes_ask_nothing(note: str) -> None:
    assert noted(note).problems == ()


@pytest.mark.parametrize(
    ("form", "heads", "row"),
    [
        ("T19", "姓名|项目|工数|日工资|用工费", "王守业|送老人住院|1|120|120"),
        ("T4", "名称|用途|承包金额（元）|承包人", "旧学校|关精神病人|300|王守业"),
    ],
)
def test_a_list_of_jobs_or_leases_that_names_people_is_asked_too(
    form: str, heads: str, row: str
) -> None:
    (asked,) = pasted(form, rows("马家沟村2026年", heads, row)).problems
    assert asked.kind == "words"


@pytest.mark.parametrize(
    ("cells", "is_kept"),
    [
        (("任凤莲建筑队13991190011", "村民自建"), True),
        (("延安建筑队 139.9119.0012", "安塞建筑队 0911-6212345"), True),
        (("13991190011", "139-9119-0012"), False),
        (("一三九九一一九〇〇一一", "电 13991190012"), False),
    ],
)
def test_a_column_of_words_is_not_lost_for_the_telephones_in_it(
    cells: tuple[str, str], is_kept: bool
) -> None:
    lines = (f"路{n}|100|{cell}" for n, cell in enumerate(cells))
    found = pasted("T5", rows("工程", "项目名称|预算（元）|中标单位", *lines))
    assert (found.mappings[0][2] == "builder") is is_kept
