"""What is found in a sheet is found in what a draft keeps of it."""

import pytest

from tests.forms.case_sheets import pasted
from tests.notices.test_rows_of_others import kept, read

AGED = "序号|姓名|组别|月数|月标准|发放金额|{}\n1|王建国|1组|3|50|150|{}\n2|李燕|1组|3|50|150|{}\n"
LAND = "序号|户主|组|面积|标准|金额\n1|王建国|1组|3|60|180\n2|李燕|1组|2|60|120\n"


@pytest.mark.parametrize(
    ("form", "sheet"),
    [
        ("T10", AGED.format("备注", "3月死亡停发", "否")),
        ("T10", AGED.format("备注", "否", "无")),
        ("T10", AGED.format("是否发放", "是", "否")),
        ("T8", f"{LAND}合计：3户，5亩，310元\n"),
        ("T8", f"{LAND}1组小计|||5||310\n"),
        ("T8", f"2026年耕地补贴（补贴金额310元）\n{LAND}"),
        ("T24", "序号|姓名|组\n1|王建国|1组\n2|李燕|1组\n共计4人\n"),
        ("T13", "序号|姓名|单位|数量|物资\n1|王建国|袋|2|大米\n2|李燕|袋|2|大米、面\n"),
    ],
)
def test_the_same_is_asked_of_both(form: str, sheet: str) -> None:
    whole = [p.message for p in pasted(form, sheet.replace("|", "\t")).problems]
    own = [p.message for p in read(kept(sheet, form), form).open]
    assert own == whole


def test_a_no_among_remarks_takes_nobody_off_the_list() -> None:
    found = read(kept(AGED.format("备注", "3月死亡停发", "否"), "T10"), "T10")
    (problem,) = found.open
    assert problem.message == "第 2 行 王建国：写着“3月死亡停发”。"
