"""A township's own form: the file that a shipped one is, held to the law of all lists."""

from collections.abc import Mapping
from typing import Any

import pytest

from villagepub import forms, tables
from villagepub.forms.loader import FormError, raw_data, shipped_text
from villagepub.forms.township import form_text, own_form, sheet_form

COPIED = [f.id for f in forms.load().values() if f.id not in ("T0", "T20")]
SHEET = "村民姓名\t村组\t补贴（万元）\t装了几盏\t用途\n王生贵\t一组\t0.12\t2\t路口\n"


def data_of(form_id: str) -> dict[str, Any]:
    return raw_data(shipped_text(form_id), form_id)


@pytest.mark.parametrize("form_id", list(forms.load()))
def test_a_file_that_is_written_again_says_the_same(form_id: str) -> None:
    data = data_of(form_id)
    assert raw_data(form_text.write(data), form_id) == data


@pytest.mark.parametrize("form_id", COPIED)
def test_a_shipped_form_can_be_a_townships_own_as_it_is(form_id: str) -> None:
    data, form = own_form.read_file(shipped_text(form_id), f"{form_id}.toml")
    assert own_form.read(data, "Z1.1").id == "Z1.1"
    assert form.columns == forms.get(form_id).columns


@pytest.mark.parametrize("form_id", ["T0", "T20"])
def test_what_has_no_columns_of_its_own_cannot_be_copied(form_id: str) -> None:
    with pytest.raises(FormError, match="不能做成自己的表样"):
        own_form.read_file(shipped_text(form_id), "通用.toml")


def refused(form_id: str, *changes: tuple[str, str]) -> str:
    """What is said of a shipped form's text with these changes."""
    text = shipped_text(form_id)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    with pytest.raises(FormError) as refusal:
        own_form.read_file(text, "我的.toml")
    return str(refusal.value)


NAMES_SHOWN = ('web = "mask"\nprint = "name"', 'web = "full"\nprint = "name"')


@pytest.mark.parametrize(
    ("form_id", "change", "says"),
    [
        ("T8", NAMES_SHOWN, "人名网上只能只写姓"),
        ("T8", ('print = "name"', 'print = "text"'), "这一类列只能排成 name"),
        ("T8", ('label = "备注"', 'label = "身份证号"'), "“身份证号”不能做一列"),
        ("T8", ('words = ["备注", "说明"]', 'words = ["银行账号"]'), "“银行账号”不能做一列"),
        ("T8", ('label = "确权面积"', 'label = "联系电话"'), "“联系电话”不能做一列"),
        ("T8", ('label = "备注"\nkind = "text"', 'label = "备注"\nkind = "ref"'), "看不出是票据、合同、文件的号"),
        ("T7", ('web_rows = "totals"\n', ""), "网上只能写全村的总数"),
        ("T12", ('web_rows = "totals"\n', ""), "网上只能写全村的总数"),
        ("T24", ('web_rows = "totals"\n', ""), "网上只能写全村的总数"),
        ("T8", ('basis = ["', 'x = 1\nbasis = ["'), "不认识 x"),
        ("T8", ("{area} 亩", "{name} 家"), "“{name}”不能用"),
        ("T8", ("{area} 亩", "{area.__class__} 亩"), "“{area.__class__}”不能用"),
        ("T8", ("{area} 亩", "{area:>9999999} 亩"), "“{area}”不能用"),
        ("T8", ("{area} 亩", "{area 亩"), "花括号没有写成一对"),
        ("T8", ('title = "{period}耕', 'title = "{period.__class__}耕'), "标题要是 {period}"),
        ("T8", ("国家给种地户的补贴", "有事打 13800001905"), "像谁的号码"),
        ("T8", ('label = "备注"', 'label = "问王建国13800001905"'), "像谁的号码"),
        ("T8", ('name = "耕地地力保护补贴"', 'name = "补贴13800001905"'), "像谁的号码"),
        ("T8", ("国家给种地户的补贴", "详情看 www.example.com/a"), "不能这样写"),
        ("T8", ('unit = "亩"', 'unit = "垧"'), "面积的单位只能是亩或者平方米"),
        ("T8", ('unit = "元"\n', 'unit = "万元"\n'), "钱的单位只能是元"),
        ("T8", ('mark = "惠"', 'mark = "惠农"'), "写一个汉字"),
        ("T8", ('"标准", "每亩补贴"', '"面积", "每亩补贴"'), "“面积”写在两列里"),
        ("T8", ('["area", "rate", "amount"]', '["area", "rate"]'), "列数不对"),
        ("T8", ('["area", "rate", "amount"]', '["group", "rate", "amount"]'), "能算"),
        ("T26", ('["share", "amount"]', '["part", "amount"]'), "没有的列 part"),
        ("T26", ('["share", "amount"]', '["amount", "share"]'), "能算"),
        ("T1", ('role = "balance"\n', ""), "只能改列名、叫法和用语"),
        ("T8", ('days = 7', "days = 99"), "写 0 到 60"),
    ],
)  # fmt: skip
def test_a_form_that_says_more_than_it_may_is_refused_in_words(
    form_id: str, change: tuple[str, str], says: str
) -> None:
    assert says in refused(form_id, change)


def test_the_posting_is_never_shorter_than_the_law_has_it() -> None:
    text = shipped_text("T8") + '\n[posting]\ndays = 7\nsource = "posting"\n'
    with pytest.raises(FormError, match="公布期限|公布的期限不得少于十五日"):
        own_form.read_file(text, "我的.toml")


def test_a_fault_names_the_file_the_line_the_column_and_the_field() -> None:
    said = refused("T8", NAMES_SHOWN)
    text = shipped_text("T8").replace(*NAMES_SHOWN, 1)
    line = int(said.split("第 ")[1].split(" ")[0])
    assert text.splitlines()[line - 1] == 'web = "full"'
    assert said.startswith("“我的.toml”第 ")
    assert "第 1 列“户主姓名”的网上：" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id = T8", "第 1 行读不懂"),
        ('name = "路灯', "最后一行读不懂"),
        ("x = " + "[" * 5000, "括号套得太深|读不懂"),
        ("a" * 200_000, "太长了"),
        ("columns = 5\nwording = {}", "columns 要写成一段一段的"),
        ('columns = ["姓名"]\nwording = {}', "columns 要写成一段一段的"),
        ('[wording]\ntitle = "x"\n[[columns]]\nkey = 5', "没有写 key"),
        ("wording = 5\ncolumns = []", "wording 要写成"),
        ("", "没有写 columns"),
        ("\x00\x01", "读不懂"),
    ],
)
def test_what_is_no_form_at_all_is_refused_in_one_sentence(
    text: str, says: str
) -> None:
    with pytest.raises(FormError, match=says):
        own_form.read_file(text, "别的.toml")


def begun(kinds: str) -> Mapping[str, Any]:
    (table,) = tables.read_pasted(SHEET)
    return sheet_form.begin(table, kinds.split(), "路灯安装")


def test_a_sheet_begins_a_form_and_nothing_is_chosen_that_changes_money() -> None:
    data = begun("name group money number text")
    form = own_form.read(data, "Z3.1")
    written = own_form.own_columns_of(form.columns)
    assert [(c.label, c.kind, c.unit) for c in written] == [
        ("村民姓名", "name", ""),
        ("村组", "group", ""),
        ("补贴", "money", "元"),
        ("装了几盏", "goods", "盏"),
        ("用途", "text", ""),
    ]
    assert not any(c.sum for c in form.columns)
    assert not form.wording.money
    assert {r.kind for r in form.rules} == {"unique", "total"}
    assert [c.web for c in form.columns if c.role == "name"] == ["mask"]


def test_a_sheet_of_a_form_made_of_it_is_read_again_unit_and_all() -> None:
    form = own_form.read(begun("name group money number text"), "Z3.1")
    (table,) = tables.read_pasted(SHEET)
    mapping = forms.recognise_columns(form, table, year=2026)
    assert all(mapping)
    entry = forms.fill(form, [table], [mapping], year=2026)
    assert [*entry.records[0].values.values()] == [
        "王生贵",
        "1组",
        "1200.00",
        "2",
        "路口",
    ]


def test_a_copy_is_no_rival_of_what_it_was_copied_from() -> None:
    copy = own_form.read(data_of("T8"), "Z1.1")
    (table,) = tables.read_pasted(
        "户主姓名\t确权面积\t补贴面积\t补贴标准\t补贴金额\n王生贵\t5\t5\t60\t300\n"
    )
    assert forms.rival(copy, [table]) is None
    assert forms.rival(forms.get("T8"), [table]) is None


def test_a_private_column_of_a_sheet_is_no_column_whatever_was_said() -> None:
    (table,) = tables.read_pasted(
        "姓名\t身份证号\t病情\n王生贵\t610624190005061234\t好\n"
    )
    data = sheet_form.begin(table, ["name", "text", "text"], "路灯安装")
    assert [c["label"] for c in data["columns"]] == ["姓名"]


@pytest.mark.parametrize("label", ["享受状态", "状态", "与户主关系", "关系"])
def test_a_column_may_be_called_like_a_mark_that_every_list_of_people_has(
    label: str,
) -> None:
    data = data_of("T8")
    data["columns"][6] |= {"label": label, "words": []}
    form = own_form.read(data, "Z1.1")
    (table,) = tables.read_pasted(
        f"户主姓名\t补贴面积\t补贴金额\t{label}\n王生贵\t5\t300\t在册\n李来福\t2\t120\t在册\n"
    )
    mapping = forms.recognise_columns(form, table, year=2026)
    assert mapping[3] == "note"


def test_a_column_that_takes_a_marks_key_is_looked_at_like_any_other() -> None:
    data = data_of("T8")
    data["columns"].append(
        {"key": "standing", "label": "身份证号", "kind": "text", "print": "text"}
    )
    with pytest.raises(FormError, match="“身份证号”不能做一列"):
        own_form.read(data, "Z1.1")


def test_a_form_kept_before_a_count_was_known_still_holds() -> None:
    data = data_of("T17")
    data["columns"] = [c for c in data["columns"] if c["key"] != "spoiled"]
    for rule in data["rules"]:
        rule["columns"] = [k for k in rule["columns"] if k != "spoiled"]
    assert own_form.read(data, "Z1.1").id == "Z1.1"
