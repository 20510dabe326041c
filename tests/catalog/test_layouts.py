"""Whatever layout a standard catalog is published in, every field is right."""

import pytest

from tests.catalog.catalog_sheets import (
    HEAD,
    LAW,
    LIMIT,
    MERGED,
    OFFICE,
    catalog_of,
    row,
)
from villagepub.errors import UserError
from villagepub.states import ItemScope


def test_blank_cells_mean_as_above() -> None:
    found = catalog_of(
        [
            row(1, "养老服务通用政策", "国家政策"),
            row(2, None, "地方政策", basis=None, limit=None, body=None, channels=None),
        ]
    )
    second = found.items[1]
    assert (second.level1, second.level2) == ("养老服务通用政策", "地方政策")
    assert (second.basis, second.limit, second.body) == ((LAW,), LIMIT, OFFICE)
    assert second.channels == ("政府网站", "公开查阅点")


def test_same_as_above_in_words_means_so_too() -> None:
    found = catalog_of(
        [row(1, "补贴", "高龄津贴"), row(2, "同上", "护理补贴", basis="同上")]
    )
    assert (found.items[1].level1, found.items[1].basis) == ("补贴", (LAW,))


def test_a_new_first_level_does_not_inherit_the_second() -> None:
    found = catalog_of(
        [row(1, "补贴", "高龄津贴"), row(2, "行业管理", None, elements="●评估结果")]
    )
    assert (found.items[1].level1, found.items[1].level2) == ("行业管理", "")


def test_an_item_merged_over_several_rows_is_several_items() -> None:
    found = catalog_of(
        [
            row(1, "补贴", "高龄津贴", elements="●补贴标准"),
            row(2, None, None, elements="●发放名单"),
        ],
        merged=(*MERGED, "B4:B5", "C4:C5"),
    )
    assert [(i.level2, i.elements) for i in found.items] == [
        ("高龄津贴", ("补贴标准",)),
        ("高龄津贴", ("发放名单",)),
    ]


@pytest.mark.parametrize(
    ("ticks", "audience", "method", "levels"),
    [
        (("√", None, "√", None, "√", None), "全社会", "主动", ("县级",)),
        (("✓", None, "✓", None, None, "✔"), "全社会", "主动", ("乡级",)),
        ((None, "√", None, "√", "√", "√"), "特定群众", "依申请", ("县级", "乡级")),
        ((None, "低保对象", "√", None, "县级", None), "低保对象", "主动", ("县级",)),
        (("■", "□", "■", "□", "县级", "乡级"), "全社会", "主动", ("县级", "乡级")),
        (("√", "×", "√", "否", "√", "/"), "全社会", "主动", ("县级",)),
    ],
    ids=["√", "✓", "on request", "words", "boxes", "crosses"],
)
def test_a_tick_in_a_column_chooses_what_its_head_says(
    ticks: tuple[str | None, ...], audience: str, method: str, levels: tuple[str, ...]
) -> None:
    item = catalog_of([row(1, "补贴", "高龄津贴", ticks=ticks)]).items[0]
    assert (item.audience, item.method, item.levels) == (audience, method, levels)


@pytest.mark.parametrize(
    ("heads", "levels"),
    [
        (("县级", "乡、村级"), ("县级", "乡级", "村级")),
        (("镇级", "村级"), ("镇级", "村级")),
        (("市级", "乡级"), ("市级", "乡级")),
    ],
)
def test_levels_are_called_as_their_heads_say(
    heads: tuple[str, str], levels: tuple[str, ...]
) -> None:
    head = (HEAD[0], (*HEAD[1][:12], *heads))
    ticks = ("√", None, "√", None, "√", "√")
    found = catalog_of([row(1, "补贴", "高龄津贴", ticks=ticks)], head=head)
    assert found.items[0].levels == levels


def test_a_third_level_goes_below_the_second() -> None:
    found = catalog_of(
        [
            (1, "养老服务", "补贴", "高龄津贴", "●标准", LAW, LIMIT, OFFICE, "■政府网站"),
            (2, None, None, "护理补贴", "●标准", LAW, LIMIT, OFFICE, "■政府网站"),
            (3, None, "机构", "备案", "●名单", LAW, LIMIT, OFFICE, "■政府网站"),
        ],
        head=(
            ("序号", "公开事项", None, None, "公开内容(要素)", "公开依据", "公开时限",
             "公开主体", "公开渠道和载体"),
            (None, "一级事项", "二级事项", "三级事项", None, None, None, None, None),
        ),
        merged=("B2:D2", *(f"{c}2:{c}3" for c in "AEFGHI")),
    )  # fmt: skip
    levels = [(i.level1, i.level2, i.level3) for i in found.items]
    assert levels == [
        ("养老服务", "补贴", "高龄津贴"),
        ("养老服务", "补贴", "护理补贴"),
        ("养老服务", "机构", "备案"),
    ]


PLAIN_HEAD = (
    ("序号", "一级目录", "二级目录", "公开内容", "公开依据", "公开时限", "公开主体",
     "公开渠道", "公开属性", "咨询电话", "监督举报电话", "责任科室", "依据效力"),
)  # fmt: skip


def test_attribute_and_phones_are_kept_beside_the_item() -> None:
    found = catalog_of(
        [(1, "补贴", "高龄津贴", "1.标准2.名单", LAW, LIMIT, OFFICE, "政府网站、公示栏",
          "主动公开", "0911-0062018", "12345", "养老科", "法律")],
        head=PLAIN_HEAD,
        merged=(),
    )  # fmt: skip
    item = found.items[0]
    assert item.more == {
        "公开属性": "主动公开",
        "咨询电话": "0911-0062018",
        "监督举报电话": "12345",
        "责任科室": "养老科",
        "依据效力": "法律",
    }
    assert (item.elements, item.channels) == (("标准", "名单"), ("政府网站", "公示栏"))


def test_what_each_head_was_taken_for_is_told() -> None:
    found = catalog_of(
        [(1, "补贴", "高龄津贴", "●标准", LAW, LIMIT, OFFICE, "政府网站", "主动公开",
          "", "", "", "")],
        head=PLAIN_HEAD,
        merged=(),
    )  # fmt: skip
    assert found.columns["公开内容"] == "elements"
    assert found.columns["公开属性"] == "attribute"


def test_a_catalog_without_levels_has_its_items_by_name() -> None:
    found = catalog_of(
        [(1, "高龄津贴发放名单", "●名单", LAW, "每季度", OFFICE)],
        head=(("序号", "事项名称", "公开内容", "公开依据", "公开时限", "责任主体"),),
        merged=(),
    )
    assert (found.items[0].level1, found.items[0].level2) == ("高龄津贴发放名单", "")


def test_channels_with_a_column_each_are_those_ticked() -> None:
    found = catalog_of(
        [(1, "补贴", "高龄津贴", "●标准", LAW, LIMIT, OFFICE, "√", None, "√")],
        head=(
            ("序号", "公开事项", None, "公开内容（要素）", "公开依据", "公开时限", "公开主体",
             "公开渠道和载体", None, None),
            (None, "一级事项", "二级事项", None, None, None, None, "政府网站", "政府公报",
             "村公示栏"),
        ),
        merged=("B2:C2", "H2:J2", *(f"{c}2:{c}3" for c in "ADEFG")),
    )  # fmt: skip
    assert found.items[0].channels == ("政府网站", "村公示栏")


def test_a_row_that_names_nothing_is_refused_with_its_number() -> None:
    found = catalog_of(
        [
            row(1, "补贴", "高龄津贴"),
            (2, None, None, None, LAW, LIMIT),
            row(3, "补贴", "护理补贴"),
        ]
    )
    assert len(found.items) == 2
    assert [(r.row, r.reason) for r in found.refused] == [
        (5, "第 5 行没有写公开事项，也没有写公开内容")
    ]


def test_a_category_column_does_not_make_a_village_list() -> None:
    found = catalog_of(
        [(1, "行政给付", "补贴", "高龄津贴", "●标准", LAW, LIMIT)],
        head=(("序号", "事项类别", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限"),),
        merged=(),
    )  # fmt: skip
    assert (found.scope, found.domain) == (ItemScope.STANDARD, "养老服务")
    assert found.items[0].more == {"事项类别": "行政给付"}


@pytest.mark.parametrize(
    ("title", "domain"),
    [
        ("社会救助领域基层政务公开标准目录", "社会救助"),
        ("延安市安塞区社会救助领域基层政务公开标准目录（2023年版）", "社会救助"),
        ("（十七）城市综合执法领域基层政务公开标准目录", "城市综合执法"),
        ("市政服务领域基层政务公开标准目录", "市政服务"),
        ("沿河湾镇2021年乡村振兴领域基层政务公开事项标准目录", "乡村振兴"),
        ("安塞区蔬菜产业领域基层政务公开标准目录", "蔬菜产业"),
    ],
)
def test_the_domain_is_read_from_the_title(title: str, domain: str) -> None:
    assert catalog_of([row(1, "甲", "乙")], title=title).domain == domain


def test_a_title_without_a_domain_is_told_what_to_write() -> None:
    with pytest.raises(UserError, match="看不出是哪个领域"):
        catalog_of([row(1, "甲", "乙")], title="公开事项表")


def test_a_list_of_people_is_no_catalog() -> None:
    with pytest.raises(UserError, match="不像公开目录"):
        catalog_of(
            [(1, "拓守义", "3组", 1099.8)],
            head=(("序号", "姓名", "组别", "补贴金额"),),
            merged=(),
        )
