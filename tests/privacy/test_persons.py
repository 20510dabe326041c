"""People whom a ledger's words name are shown by surname; things and places stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub import privacy


@pytest.mark.parametrize(
    "text",
    [
        "付宏远建筑队工程款", "红旗商店", "康乐超市", "付石料款", "付方木款", "付白灰款", "付金属护栏款", "付高压线路维修费",
        "付石匠工资", "保洁员工资", "管水员报酬", "收黄花菜款", "付马铃薯种子款", "金银花合作社", "黄龙山小学", "收马家沟组承包费",
        "付陈家湾淤地坝工程款", "付龙门架租金", "购白杨树苗款", "付江苏绿源公司", "付温室大棚款", "付任务款", "付程序软件服务费",
        "付安康建材店", "付高家峁砂石厂", "付富强五金店", "付利民药店", "付宏达修理部", "付鑫源建材", "付惠民超市", "付延安路加油站",
        "付沿河湾食堂", "付彭家庄修路", "付柳树苗款", "付施工队工程款", "借方发生额", "高花河村委会", "工程建设人工费",
    ],
)  # fmt: skip
def test_what_a_ledger_says_of_things_and_places_stays(text: str) -> None:
    assert privacy.without_people(text, privacy.mask_name) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("已完，王建国未交", "已完，王**未交"),
        ("给王东升挖井（王东升欠工钱）", "给王**挖井（王**欠工钱）"),
        ("王建国、李秀英两户没交", "王**、李**两户没交"),
        ("户主康登云不同意", "户主康**不同意"),
        ("任凤莲减半，王燕免交", "任**减半，王*免交"),
    ],
)
def test_what_somebody_owes_or_did_not_do_is_said_of_a_surname_alone(
    text: str, shown: str
) -> None:
    assert privacy.without_people(text, privacy.mask_name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("付小军建筑队", "付**建筑队"),
        ("付建国工钱", "付**工钱"),
        ("付秀英小卖部货款", "付**小卖部货款"),
        ("付张雷、李鑫工钱", "付张*、李*工钱"),
        ("王五、赵六工钱", "王*、赵*工钱"),
        ("付王二狗、张三娃和李老虎误工", "付王**、张**和李**误工"),
        ("付任凤莲、王燕等5人误工", "付任**、王*等5人误工"),
        ("张兵工资", "张*工资"),
        ("王建国 李秀英 张军工钱", "王** 李** 张*工钱"),
    ],
)
def test_whoever_is_paid_is_masked_with_everybody_beside(text: str, shown: str) -> None:
    """Also who is called 付, and names of which no sign tells that they are any."""
    assert privacy.without_people(text, privacy.mask_name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # whoever is meant: 付永红's team, or one called after 永红
        ("付永红建筑队", "付**建筑队"),
        ("付永红建筑队工程款", "付**建筑队工程款"),
        ("付红梅小卖部货款", "付**小卖部货款"),
        ("永红 领300元", "** 领300元"),
        ("永红领取误工费300元", "**领取误工费300元"),
        ("给永红300元", "给**300元"),
        ("建国交来200", "**交来200"),
        ("已付，秀英欠 50 元", "已付，**欠 50 元"),
    ],
)
def test_a_given_name_alone_is_not_said_where_money_is(text: str, shown: str) -> None:
    assert privacy.without_people(text, privacy.mask_name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张三李四王五", "张*李*王*"),
        ("张三李四王五工钱", "张*李*王*工钱"),
        ("付张三李四工钱", "付张*李*工钱"),
        ("王建国李秀英张军", "王**李**张*"),
        ("付王建国李秀英张军等5人误工", "付王**李**张*等5人误工"),
    ],
)
def test_names_written_together_are_all_masked(text: str, shown: str) -> None:
    assert privacy.without_people(text, privacy.mask_name) == shown


@pytest.mark.parametrize(
    "text",
    [
        "改成 360.00 元", "刚才交的", "会计领300元", "学生交50元", "土地交租金300元", "水库收300元", "付宏达建材店",
        "黄沙白灰运费", "高粱黄豆款", "马沟白坪误工", "合同交300元", "村民领300元",
    ],
)  # fmt: skip
def test_what_is_paid_for_and_who_by_office_is_nobody(text: str) -> None:
    assert privacy.without_people(text, privacy.mask_name) == text


@pytest.mark.parametrize(
    "text",
    [
        "付土地租金", "付会计工资", "付小学材料款", "付学生运费", "付宏达建筑队工程款", "付富强运输队运费",
        "周三出工", "周末用工工资", "黄沙、白灰运费", "马沟、白坪误工", "男工、女工工资", "挖渠、清淤误工",
        "李家湾、高家峁误工", "常年误工和临时用工工资", "村干部和金银花工资",
    ],
)  # fmt: skip
def test_several_things_places_and_days_are_nobody(text: str) -> None:
    assert privacy.without_people(text, privacy.mask_name) == text


@pytest.mark.parametrize(
    "text",
    [
        "白家沟未交",
        "李家湾组未交",
        "马家沟村未交清",
        "施工队未交税",
        "水泥、石子未付",
        "米、面、高粱、金银花",
        "安装路灯未付",
        "高标准农田欠款",
        "同意 29 票，反对 1 票",
        "付款、方案、程序都公布",
    ],
)
def test_a_place_or_a_thing_that_owes_is_nobody(text: str) -> None:
    assert privacy.without_people(text, privacy.mask_name) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("拓小梅报账餐费", "拓**报账餐费"),
        ("贾宏伟护林", "贾**护林"),
        ("王建国修渠两天", "王**修渠两天"),
        ("电工刘军", "电工刘*"),
        ("修水管师傅刘军", "修水管师傅刘*"),
        ("看门老汉刘军 3月", "看门老汉刘* 3月"),
        ("刘军修水管", "刘*修水管"),
        ("阿卜杜拉·买买提工钱", "阿**工钱"),
        ("靳建国铲车", "靳**铲车"),
        ("付仝建国工钱", "付仝**工钱"),
        ("强建国工钱", "强**工钱"),
        ("付党志明运费", "付党**运费"),
    ],
)
def test_a_name_is_one_without_a_payment_beside_it_and_of_any_surname(
    text: str, shown: str
) -> None:
    assert privacy.without_people(text, privacy.mask_name) == shown


@pytest.mark.parametrize(
    "text",
    [
        "杨柳树苗", "石水泉维修", "张天河村委会路灯", "景和社区居委会", "林虎山社区", "龙泉水厂",
        "国庆福利慰问", "党建志愿服务", "农民工工资", "强制保险费", "水利员工资", "文明创建费用",
        "全社会用电", "居民群通知", "公开日", "符合国家规定", "方正小标宋简体", "储存和运输费",
    ],
)  # fmt: skip
def test_what_begins_like_a_rare_surname_is_nobody(text: str) -> None:
    assert privacy.without_people(text, privacy.mask_name) == text


@given(
    st.sampled_from("靳仝殷裴柴强党卫"),
    st.sampled_from(["建国", "秀英", "志明", "小红"]),
    st.sampled_from(["工钱", "误工", "运费", "租金", "小卖部货款", "拉水工钱"]),
    st.sampled_from(["", "付", "支付"]),
)
def test_no_surname_of_the_hundred_families_is_paid_by_full_name(
    surname: str, given_name: str, what: str, before: str
) -> None:
    text = f"{before}{surname}{given_name}{what}"
    assert given_name not in privacy.without_people(text, privacy.mask_name)
