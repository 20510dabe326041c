"""Which lists are of one matter, and lists that no form fits."""

import pytest

from tests.comparison.test_differences import KEY, compared, sheet
from villagepub import forms, tables
from villagepub.comparison.own_list import own_faults
from villagepub.comparison.source_sheet import (
    conflicting_form,
    detect_form,
    read_source,
)

HIVES = sheet(
    ["马家沟村2026年蜂箱兑现表"],
    ["序号", "姓名", "组别", "蜂箱（箱）", "兑现 金额(元)"],
    [1, "王建国", "1组", 3, 186],
    [2, "李燕", "2组", 4, 240],
    [3, "张伟", "2组", 5, 300],
    [4, "刘峰", "3组", 6, 330],
)


HIVES_PAID = sheet(
    ["沿河湾镇蜂箱兑现公示"],
    ["序号", "行政村", "组", "户主姓名", "数量（箱）", "金额（元）"],
    [1, "马家沟村", "一组", "王建国", 3, 186],
    [2, "马家沟村", "二组", "李燕", 4, 250],
    [3, "马家沟村", "二组", "张伟", 5, 300],
    [4, "马家沟村", "三组", "刘锋", 6, 330],
    [5, "高家峁村", "三组", "刘丽", 6, 330],
)


@pytest.mark.parametrize(
    ("ours", "theirs", "label"),
    [(HIVES, HIVES_PAID, "兑现金额"), (HIVES_PAID, HIVES, "金额")],
    ids=["village first", "government first"],
)
def test_lists_that_no_form_fits_are_compared_though_their_heads_differ(
    ours: tuple[bytes, str], theirs: tuple[bytes, str], label: str
) -> None:
    found = [(d.kind.value, d.field, d.village_row) for d in compared(ours, theirs).differences]  # fmt: skip
    assert found == [("field_differs", label, 4), ("name_variant", "", 6)]


def test_a_phone_in_a_note_is_a_private_cell_and_not_a_column_of_phones() -> None:
    ours = read_source(
        tables.read(
            *sheet(
                ["马家沟村2026年耕地地力保护补贴登记表"],
                [
                    "户主姓名",
                    "组别",
                    "联系电话",
                    "补贴面积",
                    "补贴标准",
                    "补贴金额",
                    "备注",
                ],
                ["崔拴牢", "2组", "13749219033", 18.33, 60, 1099.8, ""],
                ["张彩霞", "3组", "15042751256", 10.95, 60, 657, "电话13749219033"],
                ["曹登科", "5组", "19928775492", 18.9, 60, 1134, ""],
            )  # fmt: skip
        ),
        key=KEY,
    )
    own = ours.of("马家沟村")
    assert own is not None
    found = [(d.kind.value, d.field, d.name, d.village_row) for d in own_faults(ours.form, own.entry, own.cells)]  # fmt: skip
    assert found == [("private_data", "备注", "张彩霞", 4)]


@pytest.mark.parametrize(
    ("title", "is_other"),
    [
        ("沿河湾镇2026年高龄津贴发放公示", True),
        ("沿河湾镇2026年耕地地力保护补贴公示（津贴办）", False),
        ("沿河湾镇2026年惠农资金发放公示", False),
    ],
)
def test_only_a_title_that_names_another_matter_makes_it_another(
    title: str, is_other: bool
) -> None:
    (table,) = tables.read(
        *sheet([title], ["姓名", "月数", "标准", "金额"], ["王建国", 3, 50, 150])
    )
    other = conflicting_form(forms.get("T8"), table)
    assert (other is not None) == is_other


def test_a_cell_that_is_no_number_is_shown_beside_the_other_side_s() -> None:
    heads = ["户主姓名", "组别", "补贴面积", "补贴标准", "补贴金额"]
    title = ["马家沟村2026年耕地地力保护补贴公示"]
    ours = sheet(title, heads, ["王建国", "1组", "约五亩", 60, 300], ["李燕", "2组", 3, 60, "—"])  # fmt: skip
    theirs = sheet(title, heads, ["王建国", "1组", 5, 60, 300], ["李燕", "2组", 3, 60, "/"])  # fmt: skip
    (found,) = compared(ours, theirs).differences
    assert (found.field, found.village_value, found.government_value) == (
        "补贴面积",
        "约五亩",
        "5.00",
    )


@pytest.mark.parametrize(
    ("heads", "form"),
    [(["姓名", "组", "面积", "金额"], "T8"), (["姓名", "组", "月数", "金额"], None)],
)
def test_a_sheet_without_a_title_takes_the_other_side_s_form(
    heads: list[str], form: str | None
) -> None:
    ours = tables.read(
        *sheet(heads, ["王建国", "1组", 5, 300], ["李燕", "2组", 3, 180])
    )
    theirs = tables.read(
        *sheet(
            ["沿河湾镇耕地地力保护补贴公示"],
            ["户主姓名", "组别", "补贴面积", "补贴标准", "补贴金额"],
            ["王建国", "1组", 5, 60, 300],
        )
    )
    said = detect_form(ours, theirs)
    assert (said and said.id) == form


@pytest.mark.parametrize(
    ("head", "paid"), [("数量（箱）", "箱数"), ("箱数", "数量（箱）"), ("箱数", "箱数")]
)
def test_numbers_of_things_agree_whether_or_not_a_head_says_their_unit(
    head: str, paid: str
) -> None:
    ours = sheet(
        ["马家沟村2026年蜂箱兑现公示"],
        ["领款人", "组别", head, "应发金额（元）"],
        ["王建国", "1组", 2, 793.56],
        ["李燕", "2组", 3, 800],
    )
    theirs = sheet(
        ["沿河湾镇蜂箱兑现公示"],
        ["村别", "组", "农户姓名", paid, "补助金额（元）"],
        ["马家沟村", "1组", "王建国", 2, 793.56],
        ["马家沟村", "2组", "李燕", 4, 800],
    )
    (found,) = compared(ours, theirs).differences
    assert (found.name, found.village_value, found.government_value) == (
        "李燕",
        "3",
        "4",
    )
