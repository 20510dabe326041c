"""Names are never changed in silence: what stands beside or within them is asked about."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from villagepub import forms, privacy
from villagepub.forms import edits
from villagepub.forms.entry import Decision

HEADS = "姓名\t组\t面积（亩）\t补贴标准（元/亩）\t补贴金额（元）\n"


def _of(*names: str) -> Filled:
    return pasted("T8", HEADS + "\n".join(f"{n}\t1组\t10\t60\t600" for n in names))


@pytest.mark.parametrize(
    "names", [("张三1", "张三2"), ("1张三", "2张三"), ("张三（1）", "张三（2）")]
)
def test_digits_beside_names_stay_until_a_person_says_what_they_are(
    names: tuple[str, str],
) -> None:
    found = _of(*names)
    assert found.column("name") == [*names]
    (asked,) = found.problems
    assert asked.title == "户主姓名里有数字，是什么？"
    decision = Decision(code=asked.code, choice=asked.choices[0].id)
    plain = edits.amend(found.form, found.entry, [decision], [])
    assert [r.values["name"] for r in plain.records] == ["张三", "张三"]
    assert [p.kind for p in forms.check(found.form, plain)] == ["duplicate"]
    (told,) = forms.decisions_in_words(found.form, found.entry, [decision])
    assert told == "户主姓名里有数字，是什么？文书说：是序号一类的，户主姓名里去掉。"


@pytest.mark.parametrize("name", ["刘70喜", "王建国-李燕", "王建国2组", "张三1234"])
def test_what_stands_within_a_name_is_asked_about(name: str) -> None:
    found = _of(name, "李燕")
    assert found.column("name") == ["", "李燕"]
    assert found.asked("name") == [2]


@pytest.mark.parametrize("name", ["王建国（5人）", "王建国5人", "李燕(3户)", "李燕3口"])
def test_a_name_with_a_number_of_people_is_asked_about_and_keeps_it(name: str) -> None:
    found = _of(name, "张三")
    assert found.column("name")[0] == privacy.canonical_name(name)
    assert found.asked("name") == [2]


def test_big_and_small_of_one_name_are_two_and_the_sheets_own_numbers_go() -> None:
    assert _of("王建国（大）", "王建国（小）").problems == ()
    assert _of("1、王建国", "2、李燕").column("name") == ["王建国", "李燕"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("1.王建国 2.李燕", "王建国、李燕"),
        ("①王建国②李燕", "王建国、李燕"),
        ("（1）王建国，（2）李燕", "王建国、李燕"),
        ("王建国李燕", "王建国李燕"),
        ("王建国和李燕", "王建国和李燕"),
        ("王建国等", "王建国等"),
    ],
)
def test_two_persons_in_one_cell_are_asked_about(cell: str, name: str) -> None:
    found = _of(cell, "张伟")
    assert found.column("name")[0] == name
    (problem,) = found.problems
    assert problem.title == f"第 2 行 {name}，是一户吗？"


@pytest.mark.parametrize(
    "cell",
    ["欧阳建国", "买买提·艾力", "马家沟村股份经济合作社", "1.王建国", "王 建 国"],
)
def test_one_person_or_one_body_is_not(cell: str) -> None:
    found = _of(cell, "张伟")
    assert found.problems == ()
