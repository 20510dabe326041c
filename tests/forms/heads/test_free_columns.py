"""What a person says of a column, what its head says, and what nobody says."""

import pytest

from villagepub import forms, tables
from villagepub.forms.form import OTHER_ITEM
from villagepub.forms.heads.free_columns import guessed, keys_of
from villagepub.forms.township import own_form, sheet_form
from villagepub.forms.township.categories import Category, for_category

SHEET = (
    "姓名\t组别\t领了几袋\t补助（万元）\t面积（亩）\t日期\t凭证号\t身份证号\t说明\n"
    "王生贵\t一组\t2\t0.12\t3.5\t2026-06-18\t记-12\t610624190005061234\t旧的\n"
    "李来福\t2社\t3\t0.3\t1.25\t2026-06-19\t记-13\t610624190105061234\t新的\n"
)


def table() -> tables.Table:
    (one,) = tables.read_pasted(SHEET)
    return one


def test_heads_that_say_it_are_taken_at_their_word_and_words_never() -> None:
    assert guessed(table()) == (
        "name", "group", "", "money", "area", "date", "code", "!identity", "",
    )  # fmt: skip


def test_what_nobody_said_has_no_key() -> None:
    keys = keys_of(table(), ["name", "", "number", "money", "", "", "", "", ""])
    assert keys[0] == "own|name|姓名|"
    assert keys[2] == "own|number|领了几袋|袋"
    assert keys[1] == keys[4] == keys[8] == ""


def test_values_are_read_by_their_kind_and_in_its_unit() -> None:
    keys = keys_of(
        table(),
        ["name", "group", "number", "money", "area", "date", "code", "", "text"],
    )
    form = forms.expanded(forms.get("T0"), keys)
    entry = forms.fill(form, [table()], [keys], year=2026)
    values = {k.split("|")[2]: v for k, v in entry.records[0].values.items()}
    assert values == {
        "姓名": "王生贵", "组别": "1组", "领了几袋": "2", "补助": "1200.00",
        "面积": "3.50", "日期": "2026-06-18", "凭证号": "记-12", "说明": "旧的",
    }  # fmt: skip
    sums = {k.split("|")[2]: str(v) for k, v in forms.totals(form, entry).items()}
    assert sums == {"领了几袋": "5", "补助": "4200.00", "面积": "4.75"}


@pytest.mark.parametrize(
    ("heads", "money"), [("金额\t数", True), ("金额\t扣款", False)]
)
def test_of_two_sums_of_money_neither_is_the_one_big_figure(
    heads: str, money: bool
) -> None:
    (one,) = tables.read_pasted(f"{heads}\n12\t3\n5\t1\n7\t2\n")
    kinds = ["money", "money" if "款" in heads else "number"]
    form = forms.expanded(forms.get("T0"), keys_of(one, kinds))
    assert bool(form.wording.money) is money


def test_two_columns_of_one_head_are_told_apart() -> None:
    (one,) = tables.read_pasted(
        "地块\t面积\t面积\n东沟\t1\t2\n西梁\t3\t4\n北坡\t2\t2\n"
    )
    keys = keys_of(one, ["text", "area", "area"])
    assert len(set(keys)) == 3


def test_prices_and_shares_are_not_added_up() -> None:
    (one,) = tables.read_pasted(
        "户主\t用水（吨）\t单价（元/吨）\t水费（元）\t完成率\n王生贵\t10\t2.5\t25\t80%\n李来福\t8\t2.5\t20\t110%\n"
    )
    assert guessed(one) == ("name", "", "", "money", "")
    keys = keys_of(one, ["name", "number", "money", "money", "number"])
    assert keys[2] == "own|money|单价|元/吨"
    form = forms.expanded(forms.get("T0"), keys)
    entry = forms.fill(form, [one], [keys], year=2026)
    assert forms.check(form, entry) == ()
    sums = {k.split("|")[2]: str(v) for k, v in forms.totals(form, entry).items()}
    assert sums == {"用水": "18", "水费": "45.00"}


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("上期表数", ""), ("房号", ""), ("岁数", ""), ("用水量", ""),
        ("数量", "个"), ("度数", "度"), ("领了几盏", "盏"), ("用水（吨）", "吨"),
    ],
)  # fmt: skip
def test_a_bare_number_has_the_unit_that_its_head_says_and_no_other(
    head: str, unit: str
) -> None:
    (one,) = tables.read_pasted(f"户主\t{head}\n王生贵\t1200\n李来福\t800\n")
    assert keys_of(one, ["name", "number"])[1].rpartition("|")[2] == unit


def test_a_form_begun_with_a_price_says_what_it_is_the_price_of() -> None:
    (one,) = tables.read_pasted("品名\t单价（元/吨）\n水\t2.5\n肥\t300\n")
    data = sheet_form.begin(one, ["text", "money"], "收费标准")
    assert own_form.read(data, "Z1.1").column("c2").unit == "元/吨"


def test_a_groups_total_that_is_the_whole_lists_is_asked_about() -> None:
    (one,) = tables.read_pasted(
        "姓名\t组别\t捐款\n王建国\t1组\t100\n李燕\t1组\t200\n1组小计\t\t350\n康登云\t2组\t50\n合计\t\t350\n"
    )
    keys = keys_of(one, ["name", "group", "money"])
    form = forms.expanded(forms.get("T0"), keys)
    (problem,) = forms.check(form, forms.fill(form, [one], [keys], year=2026))
    assert (problem.kind, problem.row) == ("total", 4)


@pytest.mark.parametrize(
    ("category", "key", "title"),
    [
        ("subsidy", "own|name|姓名|", "2026年9月12日公布的惠农政策名单"),
        ("news", "own|name|姓名|", "2026年9月12日公布的名单"),
        ("land", "own|text|装在哪|", "2026年9月12日公布的乡村振兴事项"),
        ("", "own|text|装在哪|", "2026年9月12日公布的村里的事"),
    ],
)
def test_what_no_list_names_is_called_after_what_it_is_about(
    category: Category, key: str, title: str
) -> None:
    form = forms.expanded(for_category(forms.get(forms.FREE), category), [key])
    assert form.titled("2026年9月12日", OTHER_ITEM) == title
    assert "".join(form.titled_parts("2026年9月12日", OTHER_ITEM)) == title


@pytest.mark.parametrize(
    ("head", "kind", "is_added"),
    [
        ("金额（元）", "money", True), ("扣款", "money", True), ("成交价", "money", True), ("总造价", "money", True),
        ("水价（元）", "money", False), ("价格", "money", False), ("人均收入（元）", "money", False),
        ("余额", "money", False), ("结存", "money", False), ("平均工资", "money", False), ("最低标准", "money", False),
        ("面积（亩）", "area", True), ("人均面积（亩）", "area", False),
        ("数量（袋）", "number", True), ("大米（袋）", "number", True), ("领了几盏", "number", True), ("合格数", "number", True),
        ("几个工", "number", True), ("工数", "number", True), ("出工（工日）", "number", True), ("几天", "number", True),
        ("工期（天）", "number", False), ("停几天", "number", False),
        ("年龄（岁）", "number", False), ("年龄", "number", False), ("得分（分）", "number", False), ("等级（级）", "number", False),
        ("上期表数", "number", False), ("本期读数（度）", "number", False), ("岁数", "number", False), ("层数", "number", False),
        ("缴费年数", "number", False), ("缴费基数", "money", False), ("度数", "number", True), ("本月数", "number", True), ("代表数", "number", True),
        ("名次", "number", False), ("亩产（斤）", "number", False), ("完成率（%）", "number", False),
    ],
)  # fmt: skip
def test_what_is_so_of_each_row_alone_is_not_added_up(
    head: str, kind: str, is_added: bool
) -> None:
    (one,) = tables.read_pasted(f"项目\t{head}\n路灯\t12\n水渠\t3\n")
    keys = keys_of(one, ["text", kind])
    form = forms.expanded(forms.get("T0"), keys)
    entry = forms.fill(form, [one], [keys], year=2026)
    assert bool(forms.totals(form, entry)) is is_added
