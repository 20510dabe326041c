"""What a total says in words under 序号 is read, though that column is not kept."""

import pytest

from tests.notices.test_rows_of_others import kept, read
from villagepub.notices.validation import Inspection

LAND = "序号|户主|组|面积|标准|金额\n1|王建国|1组|3|60|180\n2|李燕|1组|2|60|120\n"
VOTERS = "序号|姓名|组\n1|王建国|1组\n2|李燕|1组\n"


def asked(found: Inspection) -> list[str]:
    return [p.message for p in found.open]


@pytest.mark.parametrize(
    ("form", "sheet", "right"),
    [
        ("T8", f"{LAND}合计：2户，5亩，300元\n", []),
        ("T8", f"{LAND}合计：3户，5亩，300元\n", ["第 4 行写 3 户，数出来是 2 户。"]),
        (
            "T8",
            f"{LAND}合计（大写）：叁佰壹拾元整\n",
            ["表上写 310.00 元，一行行加起来是 300.00 元，差 10.00 元。"],
        ),
        ("T24", f"{VOTERS}共计4人\n", ["第 4 行写 4 人，数出来是 2 人。"]),
        ("T24", f"{VOTERS}共计2人\n", []),
        ("T24", f"选民名单（共4人）\n{VOTERS}", ["标题写 4 人，数出来是 2 人。"]),
    ],
)
def test_a_total_in_words_is_held_against_the_rows(
    form: str, sheet: str, right: list[str]
) -> None:
    found = read(kept(sheet, form), form)
    assert asked(found) == right
    totals = [e for e in found.evidence if e.rule == "total"]
    assert all(e.checked for e in totals)
    assert totals


def test_of_who_is_ill_nothing_is_kept_below_the_list() -> None:
    sheet = kept(f"{LAND}合计：2户（王建国患尿毒症）\n")
    assert "尿毒症" not in sheet.to_json()
