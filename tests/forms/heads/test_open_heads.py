"""Whether a homestead's area was asked for or granted: by the head, else a person says."""

import pytest

from tests.forms.case_sheets import pasted
from villagepub import forms
from villagepub.forms.entry import Decision, Edit


def test_the_area_that_a_homestead_was_asked_for_is_not_called_approved() -> None:
    found = pasted("T15", "申请人\t申请面积（㎡）\n王建国\t120\n")
    (record,) = found.entry.records
    assert record.values["asked"] == "120.00"
    assert not record.says("area")
    assert found.problems == ()
    assert "批" not in found.form.wording.who_question


@pytest.mark.parametrize("head", ["面积", "宅基地面积", "占地面积"])
def test_a_homesteads_area_of_which_nobody_says_which_it_is_is_asked_about(
    head: str,
) -> None:
    found = pasted("T15", f"申请人\t{head}（㎡）\n王建国\t120\n李燕\t90\n合计\t210\n")
    (problem,) = found.problems
    assert problem.title == f"“{head}”是批准面积还是申请面积？"
    granted, asked = problem.choices
    for way, key in ((granted, "area"), (asked, "asked")):
        made = [Decision(code=problem.code, choice=way.id)]
        entry = forms.amend(found.form, found.entry, made, [])
        assert [r.values.get(key) for r in entry.records] == ["120.00", "90.00"]
        (total,) = [
            e for e in forms.examine(found.form, entry).evidence if e.rule == "total"
        ]
        assert total.checked == 1
    assert forms.check(found.form, entry) == ()
    typed = Edit(part="", row=2, column="area", value="110")  # before it was said
    entry = forms.amend(found.form, found.entry, made, [typed])
    assert [r.values.get("asked") for r in entry.records] == ["110.00", "90.00"]
    assert "area" not in entry.keys


def test_what_was_asked_for_and_what_was_granted_stand_beside_each_other() -> None:
    found = pasted("T15", "申请人\t申请面积（㎡）\t批准面积（㎡）\n王建国\t150\t120\n")
    assert found.sums == {"asked": "150.00", "area": "120.00"}
    assert found.problems == ()


def test_a_unit_is_told_of_the_head_whichever_area_it_turns_out_to_be() -> None:
    found = pasted("T15", "单位：人\n申请人\t面积\n王建国\t120\n")
    unit = next(p for p in found.problems if p.kind == "unit")
    made = [Decision(code=unit.code, choice="unit-平方米", value="平方米")]
    said = forms.decisions_in_words(found.form, found.entry, made)
    assert said == ("面积的单位是平方米。",)
