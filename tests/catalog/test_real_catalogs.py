"""The three published files, read as they are."""

from pathlib import Path

import pytest

from villagepub import tables
from villagepub.catalog import Catalog, read
from villagepub.catalog.reader import Item
from villagepub.catalog.time_limits import clock
from villagepub.states import ItemScope

BOARD = "社区/企事业单位/村公示栏（电子屏）"
TEN_DAYS = {
    "days": 10,
    "unit": "working",
    "from": "制定或获取信息之日",
    "publicity": None,
}
BOTH = "县级人民政府民政部门、乡镇人民政府（街道办事处）"
TOWN = "乡镇人民政府（街道办事处）"


def load(sheets_folder: Path, name: str) -> Catalog:
    path = sheets_folder / "catalog" / name
    found = tables.read(path.read_bytes(), path.name, fill_merged=True)
    return read(found, filename=path.name)


@pytest.fixture(scope="module")
def relief(sheets_folder: Path) -> Catalog:
    return load(sheets_folder, "社会救助领域基层政务公开标准目录.xlsx")


@pytest.fixture(scope="module")
def subsidies(sheets_folder: Path) -> Catalog:
    return load(sheets_folder, "涉农补贴领域基层政务公开标准目录.xlsx")


@pytest.fixture(scope="module")
def village_list(sheets_folder: Path) -> Catalog:
    return load(sheets_folder, "村务公开事项目录清单.xlsx")


def test_every_row_is_taken(
    relief: Catalog, subsidies: Catalog, village_list: Catalog
) -> None:
    catalogs = (relief, subsidies, village_list)
    assert [len(c.items) for c in catalogs] == [13, 4, 12]
    assert [c.refused for c in catalogs] == [(), (), ()]


def test_domain_and_scope_are_read_from_title_and_sheet(
    relief: Catalog, subsidies: Catalog, village_list: Catalog
) -> None:
    catalogs = (relief, subsidies, village_list)
    assert [c.domain for c in catalogs] == ["社会救助", "涉农补贴", "村务公开"]
    assert [c.scope for c in catalogs] == [
        ItemScope.STANDARD,
        ItemScope.STANDARD,
        ItemScope.VILLAGE,
    ]


def test_merged_first_levels_reach_every_row(relief: Catalog) -> None:
    assert [(i.level1, i.level2) for i in relief.items] == [
        ("综合业务", "政策法规文件"),
        ("综合业务", "监督检查"),
        ("最低生活保障", "政策法规文件"),
        ("最低生活保障", "办事指南"),
        ("最低生活保障", "审核信息"),
        ("最低生活保障", "审批信息"),
        ("特困人员救助供养", "政策法规文件"),
        ("特困人员救助供养", "办事指南"),
        ("特困人员救助供养", "审核信息"),
        ("特困人员救助供养", "审批信息"),
        ("临时救助", "政策法规文件"),
        ("临时救助", "办事指南"),
        ("临时救助", "审核审批信息"),
    ]


def test_a_whole_row_of_relief(relief: Catalog) -> None:
    assert relief.items[4] == Item(
        row=8,
        position=5,
        domain="社会救助",
        level1="最低生活保障",
        level2="审核信息",
        elements=("初审对象名单及相关信息",),
        basis=("国发〔2012〕45号", "各地相关政策法规文件"),
        limit="制定或获取信息之日起10个工作日内，公示7个工作日",
        body=TOWN,
        channels=(BOARD,),
        audience="全社会",
        method="主动",
        levels=("乡级",),
    )


def test_a_row_with_seven_elements(relief: Catalog) -> None:
    assert relief.items[3] == Item(
        row=7,
        position=4,
        domain="社会救助",
        level1="最低生活保障",
        level2="办事指南",
        elements=(
            "办理事项", "办理条件", "最低生活保障标准", "申请材料", "办理流程",
            "办理时间、地点", "联系方式",
        ),
        basis=("国发〔2012〕45号", "各地相关政策法规文件"),
        limit="制定或获取信息之日起10个工作日内",
        body=BOTH,
        channels=("政府网站", "公开查阅点", "政务服务中心", BOARD),
        audience="全社会",
        method="主动",
        levels=("县级", "乡级"),
    )  # fmt: skip


def test_their_time_limits_are_clocks(
    relief: Catalog, subsidies: Catalog, village_list: Catalog
) -> None:
    assert clock(relief.items[4].limit) == {
        **TEN_DAYS, "publicity": 7, "publicity_unit": "working",
    }  # fmt: skip
    assert clock(relief.items[3].limit) == TEN_DAYS
    assert clock(subsidies.items[1].limit) == {
        "days": 20, "unit": "working", "from": "信息形成或者变更之日", "publicity": None,
    }  # fmt: skip
    assert clock(village_list.items[1].limit) == {
        "days": None, "unit": None, "from": None, "publicity": 7,
        "publicity_unit": "calendar", "result": True, "at_once": True,
    }  # fmt: skip


def test_elements_that_are_documents_stay_whole(relief: Catalog) -> None:
    assert relief.items[2].elements == (
        "《国务院关于进一步加强和改进最低生活保障工作的意见》（国发〔2012〕45号）",
        "《最低生活保障审核审批办法（试行）》（民发〔2012〕220号）",
        "各地配套政策法规文件",
    )


def test_a_whole_row_of_subsidies(subsidies: Catalog) -> None:
    limit = "信息形成或者变更之日起20个工作日内。法律、法规对政府信息公开的期限另有规定的，从其规定"
    assert subsidies.items[1] == Item(
        row=5,
        position=2,
        domain="涉农补贴",
        level1="农业生产发展资金",
        level2="耕地地力保护补贴",
        elements=(
            "政策依据",
            "申请指南：包括补贴对象、补贴范围、补贴标准、申请程序、申请材料、咨询电话、"
            "受理单位、办理时限、联系方式等",
            "补贴结果",
            "监督渠道：包括举报电话、地址等",
        ),
        basis=(
            "《农业生产发展资金管理办法》（财农〔2017〕41号）",
            "《财政部 农业部关于全面推开农业“三项补贴”改革工作的通知》（财农〔2016〕26号）",
        ),
        limit=limit,
        body="乡镇人民政府、行政村村民委员会",
        channels=("便民服务站", BOARD),
        audience="全社会",
        method="主动",
        levels=("乡级",),
    )  # fmt: skip


def test_a_whole_row_of_the_village_list(village_list: Catalog) -> None:
    assert village_list.items[1] == Item(
        row=5,
        position=2,
        domain="政务公开",
        level1="惠农补贴",
        level2="耕地地力保护补贴",
        elements=("户主姓名", "村组", "补贴面积", "补贴标准", "补贴金额", "监督电话"),
        basis=("财农〔2023〕12号", "财农〔2016〕26号"),
        limit="发放前公示7日；发放结果随时公布",
        body="村民委员会",
        channels=("村务公开栏", "村民微信群"),
        audience="本村村民",
        method="主动",
    )  # fmt: skip


def test_an_item_whose_name_holds_a_separator_stays_whole(
    village_list: Catalog,
) -> None:
    assert village_list.items[6].level2 == "村民会议、村民代表会议决定事项及实施情况"


def test_no_value_carries_a_mark(
    relief: Catalog, subsidies: Catalog, village_list: Catalog
) -> None:
    texts = [
        text
        for catalog in (relief, subsidies, village_list)
        for item in catalog.items
        for text in (*item.elements, *item.basis, *item.channels, *item.levels)
    ]
    assert not [t for t in texts if set("■□●√☑\n") & set(t) or not t]
