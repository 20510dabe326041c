"""Households, persons and marks in sheets as villages write them: asked about, never guessed."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.forms.test_messy_sheets import printed, rows
from villagepub import forms
from villagepub.forms.entry import Decision, Problem

FAMILY = rows(
    "姓名|与户主关系|组别|享受金额",
    "王建国|户主|1组|320",
    "王小明|长子|1组|320",
    "李秀英|本人|2组|200",
    "|合计||840",
)


def settled(found: Filled, choice: str) -> tuple[list[str], tuple[Problem, ...]]:
    (problem,) = [p for p in found.problems if p.kind == "marked"]
    decision = Decision(code=problem.code, choice=choice)
    entry = forms.amend(found.form, found.entry, [decision], [])
    said = [f"{r.values['name']} {r.values['amount']}" for r in entry.records]
    open_ = tuple(p for p in forms.check(found.form, entry) if p.kind == "marked")
    return said, open_


@pytest.mark.parametrize(
    ("choice", "rows_", "stays"),
    [
        ("join_marked", ["王建国 640.00", "李秀英 200.00"], 0),
        ("drop_marked", ["王建国 320.00", "李秀英 200.00"], 0),
        ("accept", ["王建国 320.00", "王小明 320.00", "李秀英 200.00"], 1),
    ],
)
def test_members_of_a_household_are_no_households_before_somebody_says_so(
    choice: str, rows_: list[str], stays: int
) -> None:
    said, open_ = settled(pasted("T7", FAMILY), choice)
    assert (said, len(open_)) == (rows_, stays)


def test_the_relation_is_printed_nowhere() -> None:
    content = printed(pasted("T7", FAMILY)).to_json()
    assert "长子" not in content
    assert "家人" not in content


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        ("2026年5月死亡，停发", "写着“2026年5月死亡，停发”"),
        ("户主患尿毒症，5月病故停发", "写着“5月…停发”"),
        ("外出打工，不再享受", "写着“不再享受”"),
    ],
)
def test_the_question_has_the_days_and_off_words_of_the_rows_own_remark(
    remark: str, told: str
) -> None:
    sheet = rows("姓名|组别|金额|备注", "王建国|1组|50|", f"李燕|1组|50|{remark}")
    (problem,) = pasted("T10", sheet).problems
    assert problem.message == f"第 3 行 李燕：{told}。"


def test_of_several_rows_each_has_its_own_reason() -> None:
    sheet = rows(
        "姓名|组别|金额|是否发放",
        "王建国|1组|50|是",
        "李燕|1组|50|否",
        "康母氏|1组|0|是",
    )
    (problem,) = pasted("T10", sheet).problems
    assert problem.message == (
        "第 3 行 李燕、第 4 行 康母氏：第 3 行：“是否发放”写着“否”；第 4 行：钱数是 0。"
    )


@pytest.mark.parametrize("name", ["未登记白海峰", "李燕停发", "已死亡康登云"])
def test_a_name_with_an_off_word_beside_it_is_asked_about(name: str) -> None:
    sheet = rows("姓名|组别", "王建国|1组", f"{name}|1组", "欧阳建国|2组")
    (problem,) = pasted("T24", sheet).problems
    assert (problem.kind, name in problem.message) == ("marked", True)
    assert "欧阳" not in problem.message


@pytest.mark.parametrize(
    ("head", "yes", "no"),
    [
        ("登记情况", "已登记", "未登记"),
        ("登记状态", "登记", "本人不登记"),
        ("是否登记", "是", "否"),
        ("是否参加选举", "参加", "不参加"),
        ("参选情况", "参选", "放弃参选"),
        ("备注", "", "未登记"),
        ("备注", "", "本人不参加选举"),
    ],
)
def test_a_voter_who_has_not_registered_is_asked_about(
    head: str, yes: str, no: str
) -> None:
    sheet = rows(f"姓名|组别|{head}", f"王建国|1组|{yes}", f"李燕|1组|{no}")
    (problem,) = pasted("T24", sheet).problems
    assert problem.kind == "marked"
    assert "李燕" in problem.message
    assert "王建国" not in problem.message


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("是否发放", "否"),
        ("状态", "取消"),
        ("审核结果", "未通过"),
        ("审批意见", "不同意"),
    ],
)
def test_a_row_that_the_sheet_itself_calls_off_is_asked_about(
    head: str, cell: str
) -> None:
    found = pasted(
        "T8",
        rows(
            f"姓名|组别|补贴面积|金额|{head}",
            "王建国|1组|3|180|是",
            f"李燕|1组|1|60|{cell}",
        ),
    )
    (problem,) = found.problems
    assert problem.kind == "marked"
    assert "第 3 行" in problem.message
    assert settled(found, "drop_marked")[0] == ["王建国 180.00"]


@pytest.mark.parametrize("form", ["T7", "T8", "T10"])
@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("备注", "不予补贴"),
        ("备注", "3月死亡停发"),
        ("说明", "取消"),
        ("备注", "账号错，退票"),
        ("核实情况", "暂缓发放"),
        ("备注", "该户未享受"),
        ("备注", "已过世"),
        ("备注", "户主病逝"),
        ("备注", "5月亡"),
        ("备注", "卡号错误未打款"),
        ("备注", "已退款"),
        ("备注", "不符条件"),
        ("备注", "自愿放弃"),
        ("停发时间", "2026.5"),
        ("是否死亡", "是"),
        ("取消原因", "进城买房"),
    ],
)
def test_a_row_whose_own_words_say_it_does_not_receive_is_asked_about(
    form: str, head: str, cell: str
) -> None:
    table = rows(
        f"姓名|组别|补贴面积|月数|金额|{head}",
        "王建国|1组|3|3|180|",
        f"李燕|1组|1|1|60|{cell}",
        "贺文秀|2组|1|1|60|否",
    )
    found = pasted(form, table)
    (problem,) = [p for p in found.problems if p.kind == "marked"]
    assert "第 3 行 李燕：" in problem.message
    assert settled(found, "drop_marked")[0] == ["王建国 180.00", "贺文秀 60.00"]
    assert len(settled(found, "accept")[0]) == 3


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("王建国等3户", True), ("王建国、李秀英", True), ("王建国 李秀英", True),
        ("其中：脱贫户", True), ("李　燕", False), ("阿依古丽·买买提", False),
        ("王建国夫妇", False), ("安塞区兴农合作社", False), ("王建国（已迁）①", False),
    ],
)  # fmt: skip
def test_a_row_of_several_is_not_counted_as_one_unasked(name: str, asked: bool) -> None:
    found = pasted("T8", rows("姓名|补贴面积|金额", f"{name}|3|180", "李燕|1|60"))
    strange = [p for p in found.problems if p.kind == "unreadable"]
    assert [p.row for p in strange] == ([2] if asked else [])


@pytest.mark.parametrize(
    "line", ["以下为停发人员", "二、注销户：", "停发", "不予补贴的"]
)
def test_who_stands_below_a_line_that_calls_them_off_is_asked_about(line: str) -> None:
    lines = ("王建国|1组|3|180", f"{line}|||", "李燕|1组|1|60", "张文秀|1组|2|120")
    found = pasted("T8", rows("姓名|组别|补贴面积|金额", *lines))
    (problem,) = found.problems
    assert problem.message.startswith("第 4 行 李燕、第 5 行 张文秀：")
    assert settled(found, "drop_marked")[0] == ["王建国 180.00"]


def test_a_group_counted_above_its_rows_is_the_sum_of_those() -> None:
    lines = (
        "1组小计||4|240",
        "王建国|1组|3|180",
        "张三|1组|1|60",
        "2组小计||1|60",
        "李燕|2组|1|60",
    )
    found = pasted("T8", rows("姓名|组别|补贴面积|金额", *lines, "合计||5|300"))
    assert found.problems == ()
    assert [s.rows for p in found.entry.parts for s in p.subtotals] == [(3, 4), (6,)]


def test_a_row_that_gets_nothing_is_asked_about_unless_it_gets_things() -> None:
    found = pasted("T8", rows("姓名|补贴面积|金额", "王建国|3|180", "李燕|1|0.00"))
    (problem,) = found.problems
    assert (problem.kind, problem.message[:9]) == ("marked", "第 3 行 李燕：")
    goods = rows("户主姓名|大米（袋）|款额（元）", "王建国|2|0", "李燕|1|100")
    assert pasted("T13", goods).problems == ()


def test_a_remark_in_the_brackets_of_a_name_counts_too() -> None:
    found = pasted("T7", rows("姓名|金额", "王建国|320", "李燕（已故）|200"))
    assert settled(found, "drop_marked")[0] == ["王建国 320.00"]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("备注", "核查未发现问题"),
        ("备注", "未成年，没有劳动能力"),
        ("备注", "退耕地两块"),
        ("是否死亡", "否"),
        ("停发时间", "/"),
        ("退回金额", "0.00"),
        ("备注", "新增"),
        ("地址", "不老沟"),
    ],
)
def test_other_remarks_ask_nothing(head: str, cell: str) -> None:
    found = pasted("T7", rows(f"姓名|金额|{head}", f"王建国|320|{cell}", "李燕|200|"))
    assert [p for p in found.problems if p.kind == "marked"] == []


def test_a_list_of_persons_has_no_members() -> None:
    found = pasted(
        "T24", rows("姓名|与户主关系|组别", "王建国|户主|1组", "王小明|长子|1组")
    )
    assert found.problems == ()


def test_ditto_marks_say_what_stands_above_them() -> None:
    found = pasted(
        "T8",
        rows(
            "姓名|组别|补贴面积|补贴标准|金额",
            "王建国|1组|3|60|180", "李燕|同上|1|60|60", "王东升|〃|1|〃|60", "贺文秀|2组|1|60|60",
        ),
    )  # fmt: skip
    assert found.column("group") == ["1组", "1组", "1组", "2组"]
    assert found.column("rate")[2] == "60.00"  # what is paid is never taken so


@pytest.mark.parametrize("cell", ["2026-01-01", "2-1", "1月1日", "〃"])
def test_what_excel_makes_of_a_group_is_no_group(cell: str) -> None:
    found = pasted(
        "T8", rows("姓名|组别|补贴面积|金额", f"王建国|{cell}|3|180", "李燕|1组|1|60")
    )
    assert found.asked("group") == [2]


def test_a_mark_is_no_name() -> None:
    found = pasted(
        "T8", rows("姓名|组别|补贴面积|金额", "王建国|1组|3|180", "〃|1组|1|60")
    )
    assert found.asked("name") == [3]
