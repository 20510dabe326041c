"""Names are written one way and masked by rule, whatever stands around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub import privacy
from villagepub.privacy import Gate

SURNAMES = ("王", "李", "拓", "康", "欧阳", "呼延")
GIVEN = st.text(alphabet="燕国建芳军秀英世雄小梅", min_size=1, max_size=2)


@pytest.mark.parametrize(
    ("cell", "name", "masked"),
    [
        ("王建国", "王建国", "王**"),
        ("李　燕", "李燕", "李*"),
        ("王 建 国", "王建国", "王**"),
        ("王建国*", "王建国", "王**"),
        ("王建国（已故）", "王建国", "王**"),
        ("王建国①", "王建国", "王**"),
        ("李\u200b燕", "李燕", "李*"),
        ("欧阳海", "欧阳海", "欧阳*"),
        ("呼延彩云", "呼延彩云", "呼延**"),
        ("王**", "王**", "王**"),
        ("王*国", "王*国", "王**"),
        ("王某某", "王某某", "王**"),
        ("王", "王", "王"),
        ("王建国、李燕", "王建国、李燕", "王**、李*"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提", "阿**"),
        ("马家沟股份经济合作社", "马家沟股份经济合作社", "马家沟股份经济合作社"),
        ("安塞（集团）有限公司", "安塞（集团）有限公司", "安塞（集团）有限公司"),
        ("王建国等5人", "王建国等5人", "王**等5人"),
        ("王建国 等 5 人", "王建国等5人", "王**等5人"),
        ("王建国（等５人）", "王建国等5人", "王**等5人"),
        ("李燕、王建国等十余人", "李燕、王建国等十余人", "李*、王**等十余人"),
        ("李　燕等人", "李燕等人", "李*等人"),
        ("王建国等", "王建国等", "王**等"),
        ("李等", "李等", "李*"),
        ("张高等", "张高等", "张**"),
        ("建筑队", "建筑队", "建筑队"),
        ("小卖部", "小卖部", "小卖部"),
        ("王建国（建筑队）", "王建国", "王**"),
        ("张三1", "张三1", "张*"),
        ("王建国 2", "王建国2", "王**"),
        ("王建国（2）", "王建国（2）", "王**"),
        ("王建国（大）", "王建国（大）", "王**"),
        ("刘70喜", "刘70喜", "刘**"),
        ("1、王建国", "王建国", "王**"),
        ("12.王建国", "王建国", "王**"),
        ("王建国（5人）", "王建国（5人）", "王**（5人）"),
        ("李燕3口", "李燕3口", "李*3口"),
        ("王建国+李燕", "王建国+李燕", "王**+李*"),
        ("王建国-李燕", "王建国-李燕", "王**"),
        ("王建国#", "王建国", "王**"),
        ("\ue123明", "\ue123明", "\ue123*"),
        ("", "", ""),
    ],
)
def test_a_name_has_one_form_and_one_mask(cell: str, name: str, masked: str) -> None:
    assert privacy.canonical_name(cell) == name
    assert privacy.mask_name(cell) == masked


@given(
    st.sampled_from(SURNAMES), GIVEN, st.sampled_from(["", "*", "①", "（户主）", "△"])
)
def test_no_footnote_and_no_space_changes_the_mask(
    surname: str, given_name: str, mark: str
) -> None:
    plain = privacy.mask_name(surname + given_name)
    spaced = "\u3000".join(surname + given_name) + mark
    assert set(privacy.mask_name(spaced)) <= set(plain)
    assert given_name not in privacy.mask_name(spaced)


@given(
    st.sampled_from(SURNAMES), GIVEN, st.sampled_from(["", " ", "　", "·", "\u200b"])
)
def test_the_gate_knows_a_listed_name_however_it_is_spaced(
    surname: str, given_name: str, gap: str
) -> None:
    name = surname + given_name
    assert Gate([f"{surname}　{given_name}"]).ground(f"补{gap.join(name)}的") == "name"


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("李燕的面积写错了", "name"),
        ("李　燕", "name"),
        ("康**家去世一人", "name"),
        ("建国少写了", "name"),
        ("老王来说的", "name"),
        ("王某少写1户", "name"),
        ("康家少领了", "name"),
        ("户主患尿毒症", "health"),
        ("尿 毒 症", "health"),
        ("腿脚不便的一户", "health"),
        ("东头那家眼睛看不见", "health"),
        ("肢体三级", "health"),
        ("听力残 2 级", "health"),
        ("说话也不清", "health"),
        ("户主已故", "health"),
        ("道路说明不清，改过了", None),
        ("水龙头坏了", None),
        ("扶手坏了换新", None),
        ("灯不亮，线路断了", None),
        ("精神文明一等奖", None),
        ("防滑三级路面", None),
        ("残疾二级", "health"),
        ("2组一人去世", "health"),
        ("他那病到了晚期", "health"),
        ("晚期水稻受灾", None),
        ("打6212345", "number"),
        ("数字抄错了，重新核对过", None),
        ("马家沟村第2组少写1户", None),
        ("康家沟的路修好了", None),
        ("病虫害防治面积改了", None),
        ("重新量地，面积 18.33 亩", None),
    ],
)
def test_the_gate_lets_through_what_harms_nobody(text: str, ground: str | None) -> None:
    gate = Gate(["李　燕", "王建国", "康志明"])
    assert gate.ground(text) == ground


@pytest.mark.parametrize(
    "name",
    [
        "施工队",
        "合作社",
        "卫生室",
        "供销社",
        "修理部",
        "农资店",
        "砖厂",
        "老年协会",
        "秧歌队",
    ],
)
def test_who_works_under_a_bare_name_is_no_person(name: str) -> None:
    assert privacy.mask_name(name) == name


@pytest.mark.parametrize("name", ["王小队", "李建社", "张红会", "马所长", "高厂"])
def test_a_person_whose_name_ends_as_theirs_is_masked(name: str) -> None:
    assert privacy.mask_name(name) == name[0] + "*" * min(2, len(name) - 1)


@given(st.sampled_from(SURNAMES), GIVEN, st.integers(1, 99), st.booleans())
def test_what_tells_two_of_one_name_apart_stays_and_the_gate_knows_both(
    surname: str, given_name: str, number: int, in_brackets: bool
) -> None:
    name = surname + given_name
    cells = [
        f"{name}（{n}）" if in_brackets else f"{name}{n}" for n in (number, number + 1)
    ]
    assert len({privacy.canonical_name(cell) for cell in cells}) == 2
    assert all(Gate([cell]).ground(f"补{name}的") == "name" for cell in cells)


def test_the_first_of_several_people_is_known_to_the_gate() -> None:
    assert Gate(["王建国等5人"]).ground("王建国多领了") == "name"


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("低保户组", "aid"),
        ("特困组", "aid"),
        ("2组低保户", "aid"),
        ("救助3组困难户", "aid"),
        ("低保户王建国慰问", "aid"),
        ("慰问　王 建 国", "aid"),
        ("五保户李燕", "aid"),
        ("王建国低保金", "aid"),
        ("给高翠兰发低保金", "aid"),
        ("困难家庭马小军临时救助", "aid"),
        ("王建国家门口道路", "person"),
        ("温良峰院坝硬化", "person"),
        ("李燕家门口硬化", "person"),
        ("欧阳建国家院墙", "person"),
        ("李秀英户", "person"),
        ("康志明家", "person"),
        ("王建国盒", "person"),
    ],
)
def test_whom_no_column_lists_is_named_all_the_same(text: str, ground: str) -> None:
    assert Gate().ground(text) == ground


@pytest.mark.parametrize(
    "text",
    [
        "低保户数", "各组低保户数", "城乡低保对象名单", "慰问低保户", "低保户慰问金发放", "慰问组",
        "低保工作组", "救助金额", "低保金额", "慰问高龄老人", "慰问困难党员", "慰问马家沟小学",
        "慰问王家湾村民", "临时救助2户", "边缘户帮扶", "低保户医疗费", "应急救助", "任务户",
        "王家湾", "马家沟", "李家塔道路", "王家湾门口", "马家沟门前道路", "高桥门口", "任家沟组",
        "李家岔王家院子道路", "学校门前", "村委会门口", "国家", "各家各户", "全村每家一袋",
        "养殖大户", "常住户", "文明家庭", "石窑户", "安置户", "易地搬迁户", "相关贫困户",
        "关于种粮户补贴", "资金困难户", "黄豆袋", "白面袋", "牛奶箱", "方便面盒", "大米袋",
    ],
)  # fmt: skip
def test_what_only_looks_like_somebody_may_be_said(text: str) -> None:
    assert Gate().ground(text) is None
