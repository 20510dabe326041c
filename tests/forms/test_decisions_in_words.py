"""What was decided, in a sentence that has the sheet's words whole whatever they are."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.forms.entry import Decision, Edit

GRANTS = ("户主姓名|组别|补贴面积|补贴金额", "王守业|1组|2|120", "李长命|2组|2.5|150")
SHARED = ("分配项目|比例|分配金额（元）", "公积公益金||40000", "成员分红||60000")


@pytest.mark.parametrize(
    ("form", "lines", "choice", "sentence"),
    [
        ("T8", (*GRANTS, "合计||1，50|270"), "use_sum",
         "补贴面积的合计认不出：第 4 行合计里的“补贴面积”写的“1，50”不是数，用加出来的数。"),
        ("T26", (*SHARED, "今年算在一起的钱||100000"), "drop_row",
         "“今年算在一起的钱”不是单独的一项，没有另外列。"),
        ("T26", (*SHARED, "今年是不是都分的钱||100000"), "accept",
         "“今年是不是都分的钱”是单独的一项。"),
    ],
)  # fmt: skip
def test_words_of_the_sheet_are_not_cut_where_a_question_would_end(
    form: str, lines: tuple[str, ...], choice: str, sentence: str
) -> None:
    found = pasted(form, rows(*lines))
    ways = [p for p in found.problems if choice in {c.id for c in p.choices}]
    decisions = [Decision(code=p.code, choice=choice) for p in ways]
    assert sentence in forms.decisions_in_words(found.form, found.entry, decisions)


@pytest.mark.parametrize(
    ("cell", "was"),
    [("#没有算出结果", "没认出来，"), ("1，50", "“1，50”"), ("", "空着，")],
)
def test_a_cell_that_was_not_read_is_not_said_to_have_been_empty(
    cell: str, was: str
) -> None:
    found = pasted("T8", rows(*GRANTS[:2], f"李长命|2组|2.5|{cell}"))
    told = Edit(part="", row=3, column="amount", value="150")
    after = forms.amend(found.form, found.entry, (), [told])
    words = forms.edits_in_words(found.form, found.entry, after, [told])
    assert words == (f"李长命（2组）补贴金额{was}改成 150.00 元。",)
