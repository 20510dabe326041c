"""What a list says of a vote is held against its counts."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows
from tests.notices.test_store_and_compose import frame
from villagepub import forms
from villagepub.notices.content.composer import compose

HEADS = "表决事项|应到|实到|同意|反对|弃权|表决结果"


@pytest.mark.parametrize(
    ("counts", "said", "asked"),
    [
        ("30|25|20|3|2", "通过", ""),
        ("30|25|10|12|3", "通过", "写的是“通过”，同意的 10 人，没有过到会 25 人的半数。"),
        ("30|24|12|12|0", "表决通过", "写的是“表决通过”，同意的 12 人，没有过到会 24 人的半数。"),
        ("30|25|0|25|0", "同意", "写的是“同意”，同意的 0 人，没有过到会 25 人的半数。"),
        ("30|25|10|12|3", "未通过", ""),
        ("30|25|10|12|3", "没有通过", ""),
        ("30|25|10|12|3", "不同意", ""),
        ("30|25|25|0|0", "不通过", "写的是“不通过”，应到 30 人的三分之二都同意了。"),
        ("30|25|14|9|2", "没有通过", ""),  # two thirds may have been needed
        ("30|25|10|12|3", "", ""),
    ],
)  # fmt: skip
def test_a_result_is_that_of_its_counts(counts: str, said: str, asked: str) -> None:
    found = pasted("T17", rows(HEADS, f"修路|{counts}|{said}"))
    told = [p.message for p in found.problems]
    assert told == (
        [f"第 2 行 修路：{asked}票数写错了，就一个一个改。"] if asked else []
    )


def test_the_lists_own_words_for_a_result_are_printed_nowhere() -> None:
    found = pasted("T17", rows(HEADS, "修路|30|25|20|3|2|通过（见附件）"))
    assert forms.check(found.form, found.entry) == ()
    content = compose(frame(found.form), found.entry)
    assert "见附件" not in "".join("".join(r.cells) for r in content.board.rows)
