"""What a list says of one month, one person or one share, and how many it is about."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from villagepub import forms
from villagepub.forms.entry import Record

TWO = "马家沟村2026年第三季度残疾人两项补贴发放表\n姓名\t组别\t{}\t{}\t月数\t发放金额（元）\n"
TWO_ROWS = (
    "王建国\t1组\t60\t80\t3\t420\n李秀英\t2组\t60\t\t3\t180\n张海峰\t2组\t\t80\t3\t{}\n"
)


def messages(found: Filled) -> list[str]:
    return [p.message for p in found.problems]


def count(found: Filled) -> int:
    return forms.units(found.form, found.entry.records)


@pytest.mark.parametrize(
    "heads",
    [
        ("生活补贴标准（元/月）", "护理补贴标准（元/月）"),
        ("困难残疾人生活补贴标准", "重度残疾人护理补贴标准"),
        ("生活补贴（元/月）", "护理补贴（元/月）"),
        ("生活补贴", "护理补贴"),
    ],
)
def test_two_standards_are_added_and_taken_times_the_months(
    heads: tuple[str, str],
) -> None:
    right = pasted("T9C", TWO.format(*heads) + TWO_ROWS.format(240))
    assert messages(right) == []
    assert right.column("living_rate") == ["60.00", "60.00", ""]
    products = [e for e in right.all_evidence if e.rule == "product"]
    assert [(r.working, r.computed) for e in products for r in e.rows] == [
        ("（60 + 80） × 3", "420.00"),
        ("60 × 3", "180.00"),
        ("80 × 3", "240.00"),
    ]
    assert right.sums == {"amount": "840.00"}


@pytest.mark.parametrize("head", ["补贴标准（元/月）", "补贴（元/月）"])
def test_an_amount_that_two_standards_do_not_come_to_is_asked_about(head: str) -> None:
    wrong = pasted(
        "T9C", TWO.format(f"生活{head}", f"护理{head}") + TWO_ROWS.format(241)
    )
    assert messages(wrong) == [
        "第 5 行 张海峰：80 元 × 3 个月 = 240.00 元，表上写的是 241.00，差 1.00 元。"
    ]


def test_what_was_paid_of_each_stays_what_was_paid() -> None:
    rows = "王建国\t1组\t180\t240\t3\t420\n李秀英\t2组\t180\t\t3\t180\n"
    found = pasted("T9C", TWO.format("生活补贴", "护理补贴") + rows)
    assert messages(found) == []
    assert found.sums == {"living": "360.00", "care": "240.00", "amount": "600.00"}


AID = "2026年第三季度农村低保花名册\n户主姓名\t保障人口\t{}\t月保障金额（元）\n"


@pytest.mark.parametrize(
    ("form", "head", "words"),
    [
        ("T7", AID, "人均补差（元/月）"),
        ("T7", AID, "人均补助水平"),
        ("T26B", "2026年分红花名册\n户主\t人口\t{}\t分红金额\n", "人均分红（元）"),
        ("T26B", "2026年分红花名册\n户主\t人口\t{}\t分红金额\n", "分红标准（元/人）"),
    ],
)
def test_people_times_what_each_has_is_the_households(
    form: str, head: str, words: str
) -> None:
    rows = "王建国\t3\t200\t600\n李秀英\t3\t173.33\t520\n张海峰\t3\t173\t520\n"
    assert messages(pasted(form, head.format(words) + rows)) == []
    (told,) = messages(
        pasted(form, head.format(words) + rows + "康占林\t1\t300\t310\n")
    )
    assert "300 元 × 1 人 = 300.00 元，表上写的是 310.00" in told


def test_a_standard_of_shares_is_none_of_people() -> None:
    text = "2026年分红花名册\n户主\t人口\t股数\t分红标准\t分红金额\n王建国\t3\t2\t200\t400\n"
    found = pasted("T26B", text)
    assert messages(found) == []
    assert (found.column("rate"), found.column("each")) == (["200.00"], [""])


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("T13", "救灾物资发放\n户主姓名\t组别\t物资名称\t数量\n{0}\t大米\t2袋\n{0}\t棉被\t1床\n{1}\t大米\t1袋\n"),
        ("T11C", "产业奖补发放\n户主姓名\t组别\t奖补项目\t奖补金额\n{0}\t养羊\t600\n{0}\t种植\t600\n{1}\t养羊\t4\n合计\t2户\t\t1204\n"),
        ("T9", "退耕还林补助\n户主姓名\t组别\t补贴项目\t补贴金额\n{0}\t上一轮\t600\n{0}\t新一轮\t60\n{1}\t新一轮\t4\n"),
        ("T9B", "农机购置补贴\n购机者\t组别\t机具名称\t补贴金额\n{0}\t微耕机\t600\n{0}\t旋耕机\t600\n{1}\t微耕机\t4\n"),
    ],
)  # fmt: skip
def test_one_household_with_a_row_for_each_thing_counts_once(
    form: str, text: str
) -> None:
    found = pasted(form, text.format("王建国\t1组", "李秀英\t2组"))
    assert messages(found) == []
    assert count(found) == 2
    assert found.evidence["unique"].counted == "行"
    assert all("户加起来" not in r.working for r in found.evidence["total"].rows)


def test_the_same_thing_twice_is_of_two_or_written_twice() -> None:
    text = "产业奖补发放\n户主姓名\t组别\t奖补项目\t奖补金额\n王建国\t1组\t养羊\t600\n王建国\t1组\t养羊\t500\n"
    found = pasted("T11C", text)
    assert [p.kind for p in found.problems] == ["same_name"]
    assert count(found) == 2


@pytest.mark.parametrize(
    ("identities", "people"),
    [(("a", "b"), 2), (("a", "a"), 1), (("a", ""), 1), (("", ""), 1)],
)
def test_two_identities_are_two_people_whatever_they_are_called(
    identities: tuple[str, str], people: int
) -> None:
    rows = [
        Record(row=n, values={"name": "王建国", "post": post}, identity=identity)
        for n, (post, identity) in enumerate(
            zip(("护林员", "保洁员"), identities, strict=True)
        )
    ]
    assert forms.units(forms.get("T12"), rows) == people


@pytest.mark.parametrize(
    ("form", "text", "amount"),
    [
        ("T12", "公益岗补贴\n姓名\t岗位\t7月\t8月\t9月\t合计\n王建国\t护林员\t600\t600\t600\t1800\n李秀英\t保洁员\t500\t\t500\t1000\n", "2800.00"),
        ("T16", "征地补偿分配表\n户主\t土地补偿费\t青苗费\t合计\n王建国\t18000\t500\t18500\n李秀英\t43200\t\t43200\n", "61700.00"),
    ],
)  # fmt: skip
def test_a_column_that_is_the_sum_of_those_before_it_is_the_amount(
    form: str, text: str, amount: str
) -> None:
    found = pasted(form, text)
    assert messages(found) == []
    assert found.sums["amount"] == amount
    wrong = pasted(
        form, text.replace("\t1000\n", "\t1001\n").replace("43200\n", "43201\n")
    )
    assert wrong.asked("amount") == [wrong.tables[0].rows[-1].row]


@pytest.mark.parametrize("month", ["2026.9", "2026年9月", "2026-09", "二〇二六年九月"])
def test_of_a_completion_the_month_is_enough(month: str) -> None:
    text = f"危房改造补助名单\n户主\t补助资金（元）\t竣工时间\n王建国\t32000\t{month}\n"
    found = pasted("T14", text)
    assert messages(found) == []
    assert found.column("date") == ["2026-09"]


@pytest.mark.parametrize("month", ["2026.1", "2026.13", "9月"])
def test_a_month_that_may_be_another_is_asked_about(month: str) -> None:
    text = f"危房改造补助名单\n户主\t补助资金（元）\t竣工时间\n王建国\t32000\t{month}\n"
    assert pasted("T14", text).asked("date") == [3]


STATEMENT = """2026年9月财务收支公布表
项目\t本月数
一、上月结余\t12000
二、{0}收入\t3000
1.发包收入\t2000
2.补助收入\t{1}
三、{0}支出\t1000.5
1.管理费\t800
2.公益支出\t200.5
四、本月结余\t13999.5
"""


@pytest.mark.parametrize("word", ["本月", "本期", "", "总"])
def test_a_numbered_heading_with_a_sum_is_the_sum_of_what_follows(word: str) -> None:
    found = pasted("T2", STATEMENT.format(word, 1000))
    assert messages(found) == []
    assert found.evidence["statement"].checked == 3
    wrong = messages(pasted("T2", STATEMENT.format(word, 1200)))
    assert [m.partition("：")[0] for m in wrong] == [
        f"第 4 行 二、{word}收入",
        "第 10 行 四、本月结余",
    ]


@pytest.mark.parametrize("head", ["享受月份", "补助月份", "补贴月份"])
def test_months_that_are_named_are_counted_and_held_against_the_amount(
    head: str,
) -> None:
    rows = (
        "王建国\t7、8、9月\t100\t300\n李秀英\t8-9月\t200\t400\n张海峰\t9月\t100\t{}\n"
    )
    text = f"高龄津贴发放表\n姓名\t{head}\t月标准\t金额\n{rows}"
    right = pasted("T10", text.format(100))
    assert messages(right) == []
    assert right.column("months") == ["3", "2", "1"]
    (wrong,) = messages(pasted("T10", text.format(300)))
    assert "1 个月 × 100 元 = 100.00 元，表上写的是 300.00" in wrong
    plain = pasted("T10", text.replace(head, "月数").format(100))
    assert plain.asked("months") == [5]


@pytest.mark.parametrize("head", ["日标准", "补贴标准", "日工资"])
def test_what_is_paid_a_day_is_no_months_standard(head: str) -> None:
    rows = "王建国\t保洁员\t60\t30\t1800\n李秀英\t护林员\t55\t30\t{}\n"
    text = f"公益岗补贴\n姓名\t岗位\t出勤天数\t{head}\t金额\n{rows}"
    right = pasted("T12", text.format(1650))
    assert messages(right) == []
    assert (right.column("day_rate")[0], right.column("rate")[0]) == ("30.00", "")
    (wrong,) = messages(pasted("T12", text.format(1660)))
    assert "55 天 × 30 元 = 1,650.00 元，表上写的是 1,660.00" in wrong


@pytest.mark.parametrize("head", ["月标准", "月补贴标准"])
def test_a_months_standard_is_one_without_a_column_of_months(head: str) -> None:
    text = f"公益岗补贴\n姓名\t岗位\t{head}\t金额\n王建国\t保洁员\t600\t1800\n"
    assert pasted("T12", text).column("rate") == ["600.00"]


def test_shares_of_people_are_no_people() -> None:
    text = (
        "分红表\n户主\t人口股\t贡献股\t合计股\t每股\t金额\n王建国\t3\t1\t4\t50\t200\n"
    )
    found = pasted("T26B", text)
    assert messages(found) == []
    assert (found.column("people"), found.column("shares")) == ([""], ["4"])


def test_the_one_column_of_money_beside_things_is_what_is_paid() -> None:
    text = "救灾\n户主\t组\t救助金\t大米\n王建国\t1组\t2000\t2袋\n李秀英\t2组\t\t1袋\n"
    found = pasted("T13", text)
    assert found.sums["amount"] == "2000.00"
    assert found.column("amount") == ["2000.00", ""]


@pytest.mark.parametrize(
    ("head", "said", "months"),
    [
        ("享受月份", ("9", "3"), ["", ""]),
        ("享受月份", ("2", "3"), ["2", "3"]),
        ("享受月份", ("9月", "7-9月"), ["1", "3"]),
        ("享受月份数", ("3月", "2"), ["", "2"]),
    ],
)
def test_a_number_under_months_counts_only_where_the_amount_says_so(
    head: str, said: tuple[str, str], months: list[str]
) -> None:
    text = f"高龄津贴\n姓名\t{head}\t月标准\t金额\n王建国\t{said[0]}\t100\t200\n李秀英\t{said[1]}\t100\t300\n"
    assert pasted("T10", text).column("months") == months


@pytest.mark.parametrize(
    ("form", "head"),
    [
        ("T13", "经济损失（元）"),
        ("T13", "房屋估价"),
        ("T6", "家庭月收入（元）"),
        ("T6", "存款"),
        ("T19B", "以资代劳标准"),
    ],
)
def test_money_that_nobody_is_paid_is_not_what_is_paid(form: str, head: str) -> None:
    text = f"名单\n户主\t组\t{head}\n王建国\t1组\t2000\n李秀英\t2组\t800\n"
    assert "amount" not in pasted(form, text).sums


@pytest.mark.parametrize(
    ("form", "heads"),
    [
        ("T8", "水田\t旱地\t合计"),
        ("T8", "水田（亩）\t旱地（亩）\t合计"),
        ("T12", "7月出勤天数\t8月出勤天数\t合计"),
    ],
)
def test_a_sum_of_land_or_of_days_is_no_money(form: str, heads: str) -> None:
    text = f"名单\n单位：亩\n户主\t{heads}\n王建国\t20\t21\t41\n李秀英\t9\t12\t21\n"
    assert "amount" not in pasted(form, text).sums


@pytest.mark.parametrize(("paid", "asked"), [("601", [4]), ("599", [4]), ("600", [])])
def test_a_standard_of_others_is_no_average_of_one(paid: str, asked: list[int]) -> None:
    rows = f"王建国\t2\t200\t400\n李秀英\t3\t200\t{paid}\n张海峰\t3\t173\t520\n"
    rows += "陈军\t7\t171\t1200\n"  # two rates that were got by dividing
    text = "2026年分红花名册\n户主\t人口\t人均分红（元）\t分红金额\n" + rows
    assert pasted("T26B", text).asked("amount") == asked
