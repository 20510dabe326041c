"""Cells as they are typed: elements, documents, boxes; no mark is part of a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub.catalog import marks, values
from villagepub.catalog.time_limits import clock


@pytest.mark.parametrize(
    ("cell", "elements"),
    [
        ("●政策依据\n●补贴结果", ("政策依据", "补贴结果")),
        ("●政策依据●补贴结果", ("政策依据", "补贴结果")),
        ("·政策依据·补贴结果", ("政策依据", "补贴结果")),
        ("\uf06c 政策依据\n\uf06c 补贴结果", ("政策依据", "补贴结果")),
        ("1.识别标准2.识别程序3.识别结果", ("识别标准", "识别程序", "识别结果")),
        ("1、附件2、3的说明\n2、名单", ("附件2、3的说明", "名单")),
        ("（1）标准（2）名单", ("标准", "名单")),
        ("①标准②名单", ("标准", "名单")),
        ("一、标准\n二、名单", ("标准", "名单")),
        ("● 标准；\n1. 名单。", ("标准", "名单")),
        ("●申请指南：包括补贴对象、\n补贴范围\n●结果", ("申请指南：包括补贴对象、补贴范围", "结果")),
        ("政策依据；补贴结果；监督渠道：电话、地址等。", ("政策依据", "补贴结果", "监督渠道：电话、地址等")),
        ("户主姓名、村组、补贴面积", ("户主姓名", "村组", "补贴面积")),
        ("办理流程、办理时间、地点", ("办理流程", "办理时间、地点")),
        ("标准\n名单", ("标准", "名单")),
        ("补贴标准（元/亩、元/户）、名单", ("补贴标准（元/亩、元/户）", "名单")),
        ("12.5亩以上的大户名单", ("12.5亩以上的大户名单",)),
        ("●《社会救助暂行办法》（国务院令第649号）", ("《社会救助暂行办法》（国务院令第649号）",)),
        ("", ()),
    ],
)  # fmt: skip
def test_elements_are_told_apart_however_they_are_listed(
    cell: str, elements: tuple[str, ...]
) -> None:
    assert values.elements(cell) == elements


@pytest.mark.parametrize(
    ("cell", "documents"),
    [
        ("《甲法》《乙办法》（财农〔2017〕41号）", ("《甲法》", "《乙办法》（财农〔2017〕41号）")),
        ("《甲法》和《乙条例》第三条", ("《甲法》", "《乙条例》第三条")),
        ("《甲法》第十一条、第十二条", ("《甲法》第十一条、第十二条",)),
        ("国发〔2012〕45号、各地相关政策法规文件", ("国发〔2012〕45号", "各地相关政策法规文件")),
        ("国发〔2012〕45号 民发〔2012〕220号", ("国发〔2012〕45号", "民发〔2012〕220号")),
        ("国发〔2012〕45号民发〔2012〕220号", ("国发〔2012〕45号", "民发〔2012〕220号")),
        ("1.《甲法》\n2.《乙\n办法》（财农〔2017〕41号）", ("《甲法》", "《乙办法》（财农〔2017〕41号）")),
        ("《财政部 农业部关于“三项补贴”的通知》", ("《财政部 农业部关于“三项补贴”的通知》",)),
        ("《关于印发〈甲、乙办法〉的通知》；《丙法》", ("《关于印发〈甲、乙办法〉的通知》", "《丙法》")),
        ("民政部《甲办法》", ("民政部《甲办法》",)),
        ("", ()),
    ],
)  # fmt: skip
def test_documents_of_the_basis(cell: str, documents: tuple[str, ...]) -> None:
    assert values.basis(cell) == documents


BOARD = "社区/企事业单位/村公示栏（电子屏）"


@pytest.mark.parametrize(
    ("cell", "channels"),
    [
        ("■政府网站\n□政府公报\n■其他", ("政府网站", "其他")),
        ("■政府网站 □政府公报 ■公开查阅点", ("政府网站", "公开查阅点")),
        ("■政府网站□政府公报■公开查阅点", ("政府网站", "公开查阅点")),
        ("■政府网站\n口政府公报\n口两微一端", ("政府网站",)),
        ("■政府网站口政府公报■政务服务窗口口便民服务站", ("政府网站", "政务服务窗口")),
        ("☑政府网站\n☐政府公报", ("政府网站",)),
        ("√政府网站\n□政府公报", ("政府网站",)),
        ("□√政府网站\n□政府公报", ("政府网站",)),
        ("政府网站√ 政府公报□", ("政府网站",)),
        ("（√）政府网站\n（ ）政府公报", ("政府网站",)),
        ("■社区/企事业单位/村公示\n栏（电子屏）\n□其他", (BOARD,)),
        ("■社区/企事业单位/村公示栏(电子屏)", (BOARD,)),
        ("■其他 基层公共服务平台", ("其他 基层公共服务平台",)),
        ("■其他____", ("其他",)),
        ("村务公开栏、村民微信群", ("村务公开栏", "村民微信群")),
        ("政府网站 入户/现场", ("政府网站", "入户/现场")),
        ("□政府网站\n□政府公报", ()),
    ],
)  # fmt: skip
def test_only_ticked_channels_are_chosen(cell: str, channels: tuple[str, ...]) -> None:
    assert marks.chosen(cell) == channels


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("最 低 生 活\n保障", "最低生活保障"),
        ("一、综合业务", "综合业务"),
        ("（二）临时救助", "临时救助"),
        ("● 办事指南", "办事指南"),
        ("12345热线", "12345热线"),
    ],
)
def test_names_lose_marks_and_spaces(cell: str, name: str) -> None:
    assert values.name(cell) == name


@pytest.mark.parametrize(
    ("cell", "body"),
    [
        ("县级民政部门\n乡镇人民政府", "县级民政部门、乡镇人民政府"),
        ("县级人民政府民政\n部门", "县级人民政府民政部门"),
        ("乡镇人民政府（街道办事处）", "乡镇人民政府（街道办事处）"),
    ],
)
def test_bodies_on_lines_of_their_own(cell: str, body: str) -> None:
    assert values.body(cell) == body


CELLS = st.text(
    alphabet="■□口√●·1２3.、；：（）《》〔〕一二十 \n公示政府网站号第条日内个工作日"
)


@given(CELLS)
def test_any_cell_is_read_and_no_value_is_empty(cell: str) -> None:
    found = (*values.elements(cell), *values.basis(cell), *marks.chosen(cell))
    assert all(value == value.strip() and value for value in found)


@given(CELLS)
def test_any_limit_gives_whole_numbers_or_nothing(cell: str) -> None:
    found = clock(cell) or {}
    assert isinstance(found.get("days") or 0, int)
    assert isinstance(found.get("publicity") or 0, int)


@pytest.mark.parametrize(
    "filler", [" ", "\n", "（", "《", "1.", "■", "口", "公示", "、"]
)
def test_an_endless_cell_ends(filler: str) -> None:
    cell = filler * 100_000
    values.elements(cell)
    values.basis(cell)
    marks.chosen(cell)
    assert clock(cell) is None
