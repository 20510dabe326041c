"""Shares of a whole: the parts that they say, one among them that is written otherwise."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.recognition.test_messy_columns import PLAN
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.forms.entry import Decision


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("公积公益金|40%|40000", "成员分红|60%|60000"), []),
        (("公积公益金|33%|33333", "成员分红|67%|66667"), []),
        (("公积公益金|40%|4000", "成员分红|60%|60000"), [2, 3]),
        (("公积公益金|30%|40000", "成员分红|60%|60000"), [0]),
        (("公积公益金|按章程|40000", "成员分红|60%|60000"), []),
        (("公积公益金|0.4|40000", "成员分红|0.6|60000"), []),
        (("公积公益金|0.4|40000", "成员分红|0.7|60000"), [0]),
        (("公积公益金|40|40000", "成员分红|50|60000"), [0]),
    ],
)
def test_shares_are_the_parts_that_they_say(
    lines: tuple[str, ...], said: list[int]
) -> None:
    found = pasted("T26", rows(PLAN, *lines))
    assert [p.row for p in found.problems] == said


@pytest.mark.parametrize(
    ("share", "ways"),
    [("0.1", ["10%", "0.1%"]), ("10", ["10%"]), ("10%左右", [])],
)
def test_one_share_unlike_the_others_is_asked_about(
    share: str, ways: list[str]
) -> None:
    lines = ("公积金|30%|30000", "公益金|60%|60000", f"管理费|{share}|10000")
    found = pasted("T26", rows(PLAN, *lines))
    (problem,) = found.problems
    assert problem.row == 4
    assert [c.value for c in problem.choices if c.id == "set_value"] == ways
    decision = Decision(code=problem.code, choice="set_value", value="10%")
    entry = forms.amend(found.form, found.entry, [decision], [])
    assert forms.check(found.form, entry) == ()
