"""What was not paid, and what has ended, is said by its class of reason, never in words."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.notices.test_store_and_compose import KEY
from villagepub import forms, tables
from villagepub.content import Answer
from villagepub.forms.entry import Decision
from villagepub.forms.words.reasons import UNSAID, reason_in
from villagepub.notices import uploads
from villagepub.notices.content import figures
from villagepub.notices.validation import inspect

PAID = (
    "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\t发放结果\t失败原因\n"
    "王建国\t1组\t2\t60\t120\t发放成功\t\n"
    "李燕\t1组\t1\t60\t60\t失败\t户名不符\n"
    "王东升\t2组\t3\t60\t180\t暂缓\t待核实\n"
    "张登高\t2组\t3\t60\t180\t失败（已销户）\t\n"
    "高满仓\t2组\t3\t60\t180\t失败\t—\n"
)
AID = (
    "户主姓名\t组别\t保障人口\t月保障金额\t变动情况\t变动原因\n"
    "王建国\t1组\t2\t600\t不变\t\n"
    "李燕\t2组\t1\t300\t新增\t因病致贫\n"
    "王东升\t2组\t3\t0\t停保\t收入增加\n"
    "张登高\t3组\t2\t0\t去世\t\n"
)


def counted(found: Filled) -> dict[str, dict[str, int]]:
    counts = forms.count_by_reason(found.form, found.entry)
    return {state: dict(reasons) for state, reasons in counts.items()}


def answered(found: Filled) -> list[tuple[str, str]]:
    said: list[Answer] = [*figures.states(found.form, found.entry)]
    return [(one.question, one.answer) for one in said]


def test_what_the_bank_did_not_pay_is_counted_by_its_reason() -> None:
    found = pasted("T8", PAID)
    assert found.problems == ()
    assert counted(found) == {
        "退回": {"账户有误": 1, "账户停用": 1, UNSAID: 1},
        "暂缓": {"资格复核": 1},
    }
    assert answered(found) == [
        (
            "发到没有",
            "已发 1 户，退回 3 户（账户有误 1 户，账户停用 1 户，原因没写清 1 户），"
            "暂缓 1 户（资格复核 1 户）。",
        )
    ]


def test_a_head_alone_says_that_it_came_back() -> None:
    found = pasted(
        "T8", PAID.replace("\t发放结果", "\t核对").replace("失败原因", "退回原因")
    )
    assert found.column("payout") == ["", "退回", "退回", "", ""]
    assert counted(found) == {"退回": {"账户有误": 1, "资格复核": 1}}


def test_what_ended_is_said_with_its_reason_and_nobody_is_named() -> None:
    found = pasted("T7", AID)
    assert counted(found) == {"停发": {"去世": 1, "不再符合条件": 1}}
    assert answered(found) == [
        ("变动", "新增 1 户，停发 2 户（去世 1 户，不再符合条件 1 户）。")
    ]
    said = str((found.entry, answered(found)))
    assert not [
        word for word in ("王东升", "张登高", "收入增加", "因病") if word in said
    ]


def test_a_reason_alone_takes_nobody_off_the_list() -> None:
    sheet = AID.replace("变动情况", "核对").replace("变动原因", "停发原因")
    found = pasted("T7", sheet.replace("去世\t", "\t去世"))
    assert len(found.column("name")) == 4
    assert "marked" in {problem.kind for problem in found.problems}


def test_words_of_no_class_are_asked_about_once_and_never_repeated() -> None:
    found = pasted("T8", PAID.replace("户名不符", "RJ01").replace("—", "RJ01"))
    (problem,) = found.problems
    assert (problem.kind, problem.title) == ("reason", "没发到的原因“RJ01”，算哪一类？")
    assert problem.message.startswith("第 3 行 李燕、第 6 行 高满仓，表上这么写。")
    labels = [choice.label for choice in problem.choices]
    assert (labels[0], labels[-1]) == ("账户有误", UNSAID)
    made = Decision(code=problem.code, choice="reason-1", value="账户有误")
    entry = forms.amend(found.form, found.entry, [made], [])
    assert forms.check(found.form, entry) == ()
    assert forms.count_by_reason(found.form, entry)["退回"]["账户有误"] == 2
    assert forms.decisions_in_words(found.form, found.entry, [made]) == (
        "没发到的原因有认不出的，算作“账户有误”。",
    )


def test_a_reason_that_nobody_can_tell_is_said_to_be_unsaid() -> None:
    found = pasted("T8", PAID.replace("户名不符", "RJ01"))
    (problem,) = found.problems
    made = Decision(code=problem.code, choice="reason-7", value=UNSAID)
    entry = forms.amend(found.form, found.entry, [made], [])
    assert forms.check(found.form, entry) == ()
    assert forms.count_by_reason(found.form, entry)["退回"][UNSAID] == 2


def kept_of(form_id: str, text: str) -> list[tuple[str, ...]]:
    (table,) = tables.read_pasted(text)
    form = forms.get(form_id)
    mapping = forms.recognise_columns(form, table)
    return [row.cells for row in forms.reasons_as_classes(form, table, mapping).rows]


def test_of_an_illness_nothing_is_stored_where_it_is_the_reason() -> None:
    sheet = PAID.replace("失败\t户名不符", "退汇\t尿毒症住院")
    sheet = sheet.replace("已销户", "肺癌，已销户")
    rows = kept_of("T8", sheet.replace("失败原因", "退汇原因"))
    assert rows[1][-2:] == ("退汇", "认不出")
    assert rows[3][-2:] == ("退回（账户停用）", "")


@pytest.mark.parametrize("head", ["不成功原因", "退款原因", "未打卡原因", "退汇原因"])
def test_a_head_of_what_did_not_arrive_says_that_it_came_back(head: str) -> None:
    sheet = PAID.replace("\t发放结果", "\t核对").replace("失败原因", head)
    assert "退回" in counted(pasted("T8", sheet))


def test_of_a_reason_its_class_is_stored_and_of_who_is_paid_nothing() -> None:
    (table,) = tables.read_pasted(AID.replace("去世\t", "停发\t肝癌晚期"))
    form = forms.get("T7")
    kept = forms.reasons_as_classes(form, table, forms.recognise_columns(form, table))
    assert [row.cells[-1] for row in kept.rows] == ["", "", "不再符合条件", "认不出"]


@pytest.mark.parametrize(
    ("key", "text", "name"),
    [
        ("payout_reason", "账号错误", "账户有误"),
        ("payout_reason", "户 名 账号不符", "账户有误"),
        ("payout_reason", "账户已注销", "账户停用"),
        ("payout_reason", "没有账号", "待补资料"),
        ("payout_reason", "已核实", ""),
        ("payout_reason", "没去世", ""),
        ("payout_reason", "不是账号错误", ""),
        ("payout_reason", "丈夫去世卡没换", ""),
        ("end_reason", "没有车", ""),
        ("end_reason", "妻子去世", ""),
        ("payout_reason", "账号错误或者已销户", ""),
        ("end_reason", "6月病故", "去世"),
        ("end_reason", "户口迁出本村", "迁出"),
        ("end_reason", "转为特困供养", "改领别的补助"),
        ("end_reason", "自愿放弃", "自己不领了"),
        ("end_reason", "收入增加，本人申请退出", ""),
    ],
)
def test_a_reason_is_of_one_class_or_of_none(key: str, text: str, name: str) -> None:
    assert reason_in(forms.get("T7").column(key), text) == name


def test_every_form_that_pays_by_card_or_ends_knows_its_reasons() -> None:
    for form in forms.every():
        keys = {column.key for column in form.columns}
        assert ("payout" in keys) == ("payout_reason" in keys), form.id
        ends = any(column.ends for column in form.columns)
        assert ends == ("end_reason" in keys), form.id


TWO = (
    "户主姓名\t组别\t补贴面积\t补贴标准\t补贴金额\t发放结果\t退回原因\t暂缓原因\n"
    "王建国\t1组\t2\t60\t120\t发放成功\t\t\n"
    "李燕\t1组\t1\t60\t60\t退回\t户名不符\t\n"
    "王东升\t2组\t3\t60\t180\t暂缓\t\t资料不全\n"
    "张登高\t2组\t3\t60\t180\t退回\t不详\t无\n"
    "高满仓\t2组\t1\t60\t60\t退回\t已销户\t资料不全\n"
)


def test_each_row_says_its_reason_in_one_of_two_columns() -> None:
    right = {
        "退回": {"账户有误": 1, "账户停用": 1, UNSAID: 1},
        "暂缓": {"待补资料": 1},
    }
    found = pasted("T8", TWO)
    assert found.problems == ()
    assert counted(found) == right
    assert not [key for key in found.entry.keys if key.startswith("+")]


def test_which_of_two_columns_of_reasons_is_filled_says_what_became_of_it() -> None:
    found = pasted("T8", TWO.replace("发放结果", "核对"))
    assert found.column("payout")[1:3] == ["退回", "暂缓"]


def test_two_reasons_for_one_row_are_asked_about() -> None:
    found = pasted("T8", TWO.replace("退回\t已销户", "失败\t已销户").replace(
        "退回原因", "失败原因").replace("暂缓原因", "退汇原因"))  # fmt: skip
    (problem,) = found.problems
    assert (problem.kind, problem.row) == ("reason", 6)


@pytest.mark.parametrize("word", ["不详", "未知", "原因不明", "不清楚"])
def test_a_reason_that_is_not_known_is_no_question(word: str) -> None:
    found = pasted("T8", PAID.replace("户名不符", word))
    assert found.problems == ()
    assert counted(found)["退回"][UNSAID] == 2


@pytest.mark.parametrize(("form_id", "is_printed"), [("T8", True), ("T10", False)])
def test_why_a_payment_came_back_takes_nobody_off_the_list(
    form_id: str, is_printed: bool
) -> None:
    sheet = (
        "姓名\t组别\t月标准\t月数\t发放金额\t发放状态\t备注\n"
        "王建国\t1组\t50\t3\t150\t已发\t\n"
        "李燕\t1组\t50\t3\t150\t退回\t户名不符\n"
    )
    heads = "户主姓名\t组别\t补贴标准\t补贴面积\t补贴金额"
    text = sheet.replace("姓名\t组别\t月标准\t月数\t发放金额", heads) * is_printed
    form = forms.get(form_id)
    kept = uploads.cut_for_draft(form, tables.read_pasted(text or sheet), id_key=KEY)
    found = inspect(form, kept, village="马家沟村", period="2026Q3")
    assert found.open == ()
    counts = forms.count_by_reason(found.form, found.entry)
    assert dict(counts["退回"]) == {"账户有误": 1}
    assert ("户名不符" in kept.to_json()) == is_printed  # T8 has a column for remarks


def test_a_remark_of_who_is_paid_still_takes_them_off_where_somebody_says_so() -> None:
    found = pasted("T8", PAID.replace("失败原因", "备注").replace(
        "发放成功\t", "发放成功\t户名不符，停发"))  # fmt: skip
    assert [p.kind for p in found.problems] == ["marked"]
