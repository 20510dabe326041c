"""Whatever part of a sheet says it: no listed name and no illness stands on the open web."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.forms.test_messy_sheets import printed, rows
from villagepub import forms, render, tables
from villagepub.forms.entry import Decision
from villagepub.forms.heads import free_columns
from villagepub.forms.township.open_words import WITHHELD

LAND = "户主|组别|面积|标准|金额"


@pytest.mark.parametrize(
    ("form", "lines", "never"),
    [
        ("T8", (LAND, "王建国|麻风病组|10|60|600", "李秀英|王建国组|5|60|300"), ("麻风", "王建国")),
        ("T8", (LAND, "王\u200b建国|1组|10|60|600", "李\u00ad秀英\u2060|2组|5|60|300"), ("建国", "秀英")),
        ("T8", (LAND, "王建国（身残）|1组|10|60|600", "李秀英(李二之妻)|2组|5|60|300"), ("身残", "李二", "建国")),
        ("T13", ("户主|组别|王建国家面粉（袋）|面粉（袋）", "王建国|1组|1|2", "李秀英|2组|2|1"), ("王建国", "李秀英")),
        ("T9", ("户主|组别|补贴项目|补贴金额", "王建国|1组|尿毒症救助|600", "李秀英|2组|丧葬补贴|500"), ("尿毒", "丧葬")),
        ("T3", ("单位或姓名|类别|摘要|金额（元）", "王建国|债权|看病借款（尿毒症）|500", "李秀英|债务|欠 李 秀 英 工钱|300"), ("尿毒", "李 秀 英")),
        ("T24B", ("职务|姓名|得票数|选举结果", "主任|王建国|300|当选（身患癌症）", "委员|李秀英|200|落选，被判刑"), ("癌", "判刑")),
        ("T18", ("姓名|职务|月数|已领数额", "王建国|书记（癌症休养）|3|9000"), ("癌", "建国")),
        ("T5", ("项目名称|地点|造价（元）", "道路硬化|王建国家门口道路|30000"), ("王建国",)),
        ("T8", (LAND, "李秀英|低保户组|10|60|600", "张燕|2组|5|60|300"), ("低保户组",)),
        ("T26", ("项目|金额", "低保户王建国慰问|600", "植树|300"), ("王建国",)),
        ("T13B", ("物资名称|数量|单位", "口罩|5|王建国盒", "大米|3|袋"), ("王建国",)),
        ("T19", ("姓名|项目|日期|工数|日工资|用工费|备注", "王建国等5人|修路|7月2日|3|500|1500|摔伤住院"), ("建国", "住院", "王**\"")),
    ],
)  # fmt: skip
def test_no_cell_head_or_group_says_who_or_what_illness(
    form: str, lines: tuple[str, ...], never: tuple[str, ...]
) -> None:
    content = printed(pasted(form, rows("2026年公布表", *lines)))
    shown = render.open_web(content)
    assert not [word for word in never if word in shown.to_json()]
    assert render.open_web(shown).web == shown.web


def test_usual_groups_and_things_stand_there_as_they_are() -> None:
    lines = (LAND, "王建国|阳湾组|10|60|600", "李秀英|2组|5|60|300")
    shown = render.open_web(printed(pasted("T8", rows("2026年公布表", *lines))))
    assert "阳湾组" in shown.to_json()
    assert WITHHELD not in str(shown.web)


LEDGER = "日期|凭证号|摘要|收入|支出|经手人"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("付王建国工钱", "付王**工钱"),
        ("王建国建筑队", "王**建筑队"),
        ("付李秀英小卖部办公用品", "付李**小卖部办公用品"),
        ("清扫村道 高 翠 兰 工资", "清扫村道 高** 工资"),
        ("修路人工费（康占林、李燕）", "修路人工费（康**、李*）"),
        ("付保洁员马世雄8月工资", "付保洁员马**8月工资"),
        ("收到张文秀退回多领款", "收到张**退回多领款"),
        ("付永红建筑队工程款", "付**建筑队工程款"),
        ("付小军建筑队", "付**建筑队"),
        ("付张雷、李鑫工钱", "付张*、李*工钱"),
        ("付阳光超市办公用品", "付阳光超市办公用品"),
        ("马家沟小学取暖", "马家沟小学取暖"),
    ],
)
def test_who_was_paid_is_masked_on_the_web_whoever_handled_it(
    said: str, shown: str
) -> None:
    lines = (
        LEDGER,
        f"2026-07-03|1|{said}||500|王东升",
        "2026-07-09|2|收租金|900||王东升",
    )
    content = printed(pasted("T1", rows("2026年7月收支", *lines)))
    web = render.open_web(content)
    assert f'"{shown}"' in web.to_json()
    assert said in content.to_json()
    assert render.open_web(web).web == web.web


def test_a_trade_called_after_its_owner_is_masked_in_a_column_of_names() -> None:
    lines = (
        "单位或姓名|类别|摘要|金额（元）",
        "王建国建筑队|债务|欠工程款|500",
        "永红建筑队|债务|欠料款|300",
    )
    web = render.open_web(printed(pasted("T3", rows("2026年债权债务", *lines))))
    assert "王**建筑队" in web.to_json()
    assert "王建国" not in web.to_json()
    assert "永红建筑队" in web.to_json()


@pytest.mark.parametrize(
    ("thing", "is_told"),
    [("胰岛素", False), ("助听器", False), ("降压药", False), ("成人纸尿裤", False), ("轮椅", False),
     ("农药", True), ("除草药", True), ("棉被", True), ("灭鼠药", True)],
)  # fmt: skip
def test_a_thing_that_tells_of_an_illness_is_called_nothing_on_the_web_of_a_list(
    thing: str, is_told: bool
) -> None:
    lines = (f"户主|组别|{thing}（个）|大米（袋）", "王建国|1组|1|2", "李秀英|2组||1")
    found = pasted("T13", rows("2026年救灾物资发放", *lines))
    content = printed(found)
    assert (thing in render.open_web(content).to_json()) is is_told
    assert thing in content.to_json()
    asked = [p for p in found.problems if p.kind == "words"]
    assert bool(asked) is not is_told
    assert all(
        "第 3 行 王建国" in p.message and "李秀英" not in p.message for p in asked
    )


def test_a_thing_left_out_is_left_out_of_the_wall_too() -> None:
    lines = ("户主|组别|胰岛素（支）|大米（袋）", "王建国|1组|1|2", "李秀英|2组|2|1")
    found = pasted("T13", rows("2026年救灾物资发放", *lines))
    decision = Decision(code=found.problems[0].code, choice="leave_out")
    left = forms.amend(found.form, found.entry, [decision], [])
    assert {r.values["goods|胰岛素|支"] for r in left.records} == {""}
    assert [r.values["goods|大米|袋"] for r in left.records] == ["2", "1"]


def test_what_helps_the_ill_may_be_called_by_its_name_where_nobody_is_listed() -> None:
    lines = ("物资名称|数量|单位", "胰岛素|3|支", "拐杖|2|根")
    web = render.open_web(printed(pasted("T13B", rows("2026年救灾物资", *lines))))
    assert "胰岛素" in web.to_json()


def test_heads_of_a_free_list_pass_the_gate_in_their_keys_too() -> None:
    free = next(form for form in forms.every() if form.own_columns)
    text = rows(
        "2026年公布表",
        "姓名|尿毒症补助（元）|胰岛素（支）",
        "王建国|100|2",
        "李秀英|200|3",
    )
    (table,) = tables.read_pasted(text)
    keys = free_columns.keys_of(table, ("name", "money", "number"))
    entry = forms.fill(free, (table,), (keys,), year=2026)
    own = Filled(forms.expanded_for(free, entry), (table,), (keys,), entry)
    web = render.open_web(printed(own)).to_json()
    assert "尿毒" not in web
    assert "胰岛" not in web
