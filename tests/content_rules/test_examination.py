"""What a notice may not say, what is asked about, and what is said every day and is right."""

import pytest

from villagepub.content_rules import Listed, Passage, examine
from villagepub.content_rules.word_lists import word_lists

HARD = [
    ("advert", "需要化肥的加微信 hf2026 详谈"),
    ("advert", "优质化肥厂家直销，欢迎选购"),
    ("advert", "加·微·信领种子"),
    ("advert", "加 微 信领种子"),
    ("advert", "限时特价，买一送一"),
    ("link", "详情看 https://shop.example.com/a?b=1"),
    ("link", "点开 www.maimai.cn 看看"),
    ("link", "登录 zhuanqian.top 报名"),
    ("seller", "出售良种洋芋，电话 138********"),
    ("seller", "订购猪苗请打 0911-6212345"),
    ("seller", "太阳能安装维修 400-800-1234"),
    ("opinion", "这些人简直不要脸"),
    ("opinion", "个别户就是白眼狼"),
    ("fingertip", "每日打卡，截图发群"),
    ("fingertip", "全村人人转发，集赞 30 个"),
    ("fingertip", "每周公布学习积分"),
    ("fingertip", "请大家转发到朋友圈"),
    ("sensitive", "村民王小明吸毒，已经送去戒毒"),
    ("sensitive", "康满仓腿摔断了"),
    ("sensitive", "李来福同志患癌，镇上给了救助"),
    ("child", "学生李小红考上高中，奖励 500 元"),
    ("child", "给孤儿张小军发了棉衣"),
    ("child", "王小强同学家里困难"),
    ("advert", "扫码进群领鸡蛋，先到先得"),
    ("advert", "办理POS机、信用卡，手续费低"),
    ("seller", "修电视、洗衣机，随叫随到 138****0011"),
    ("fingertip", "给本村视频投票，每人每天三票"),
    ("sensitive", "王建国因赌博被拘留十五天"),
    ("sensitive", "李来福家媳妇跑了，家里困难"),
    ("child", "未成年人李某某的父亲去世"),
]
SOFT = [
    ("advert", "合作社化肥打折，报名从速"),
    ("advert", "信用社来村里办贷款"),
    ("opinion", "我认为这样分不公平"),
    ("opinion", "有的人太不像话"),
    ("opinion", "再也不要乱倒垃圾了！！"),
    ("fingertip", "参加劳动的记积分，年底换东西"),
    ("fingertip", "打卡点设在村委会"),
    ("sensitive", "本村今年没有吸毒的人"),
    ("seller", "要修房的打13991190012"),
    ("link", "小程序里搜“惠农商城”"),
    ("advert", "老中医坐诊，治腰腿疼"),
    ("opinion", "有些干部什么都不管"),
    ("opinion", "我家门口的路不修"),
    ("opinion", "这样分公道吗"),
    ("fingertip", "群里接龙，一天一回"),
    ("fingertip", "没有回复“收到”的记上"),
    ("fingertip", "每户每月拍照上传"),
]
FINE = [
    "村道上装了5盏太阳能路灯，1组路口2盏，小学门口1盏，3组涝池边2盏。",
    "11月22日装好，监委会到场验过。钱从集体收入里出，一共 4,900 元。",
    "灯坏了给村委会打电话 0911-0062011，两天内来修。",
    "补贴打卡发放，8月20日前到户。",
    "惠农政策在区政府网站 www.ansai.gov.cn 上看。",
    "集体资产出租收入 12,000.00 元，资产出租合同在村委会。",
    "三户小额贷款贴息 3,600 元。",
    "会议签到表在村委会，签到簿由会计保管。",
    "禁毒宣传一场，发资料 200 份。",
    "小学门口的路 6 月修好，孩子们上学方便了。",
    "大学生村官到岗，负责档案。",
    "儿童之家周末开门，儿童主任在。",
    "转发镇政府通知：明天停水。",
    "粮食收购按国家最低收购价。",
    "妇女两癌筛查 10 月 12 日在卫生室。",
    "村民代表 32 人到会 28 人，同意 27 票。",
    "高血压、糖尿病随访由村医上门。",
    "旧学校三间房对外出租，公开竞价，9月20日在村委会开标。",
    "防电信诈骗宣传：不要点陌生链接，不要扫陌生码。",
    "公益岗招5人，报名到9月30日，报名地点村委会。",
    "会计委托代理记账，代理费一年 3,000 元。",
    "合作医疗的住院报销比例在卫生室墙上。",
    "值班电话 13800010001，村干部轮流接。",
]


@pytest.mark.parametrize(("rule", "text"), HARD, ids=[t for _, t in HARD])
def test_it_is_forbidden_and_quoted(rule: str, text: str) -> None:
    flags = examine([Passage(where="内容第 1 段", text=text)])
    found = [f for f in flags if f.rule == rule and f.is_forbidden]
    assert found, flags
    assert found[0].passage.strip("…") in text
    assert found[0].where == "内容第 1 段"
    assert found[0].why
    assert found[0].source


@pytest.mark.parametrize(("rule", "text"), SOFT, ids=[t for _, t in SOFT])
def test_it_is_asked_about(rule: str, text: str) -> None:
    flags = examine([Passage(where="标题", text=text)])
    assert [(f.rule, f.is_forbidden) for f in flags] == [(rule, False)]


@pytest.mark.parametrize("text", FINE)
def test_what_villages_say_every_day_is_let_through(text: str) -> None:
    assert examine([Passage(where="内容", text=text)]) == ()


def test_a_name_of_the_list_beside_a_secret_is_forbidden() -> None:
    rows = [Listed(where="第 1 行", name="拓志明", words=("低保",))]
    said = Passage(where="内容", text="拓志明家离婚以后困难，多补一百。")
    (flag,) = examine([said], rows=rows)
    assert (flag.rule, flag.is_forbidden) == ("sensitive", True)


def test_a_cell_is_held_against_what_is_forbidden_only() -> None:
    cells = [
        Passage(where="第 1 行“用途”", text="积分", is_cell=True),
        Passage(where="第 2 行“用途”", text="加微信领取", is_cell=True),
    ]
    assert [f.where for f in examine(cells)] == ["第 2 行“用途”"]


@pytest.mark.parametrize(
    "heading", ["2026年孤儿基本生活费发放公示", "困境儿童名单", "受助学生名单"]
)
def test_a_list_of_children_names_nobody(heading: str) -> None:
    rows = [Listed(where="第 1 行", name="王小明", words=())]
    (flag,) = examine([], rows=rows, heading=heading)
    assert (flag.rule, flag.is_forbidden) == ("child", True)
    assert examine([], heading=heading) == ()


def test_a_row_that_says_of_somebody_that_it_is_an_orphan_is_forbidden() -> None:
    rows = [
        Listed(where="第 1 行", name="王生贵", words=("A类",)),
        Listed(where="第 2 行", name="李小明", words=("孤 儿",)),
    ]
    (flag,) = examine([], rows=rows, heading="社会救助对象")
    assert flag.where == "第 2 行"


def test_a_flag_has_the_same_code_until_its_words_change() -> None:
    def codes(text: str) -> list[str]:
        return [f.code for f in examine([Passage(where="内容", text=text)])]

    assert codes("参加的记积分。") == codes("参加的记积分。")
    assert codes("参加的记积分。") != codes("不参加的扣积分。")


def test_a_long_sentence_is_quoted_around_its_word() -> None:
    text = "今年村里的事" * 10 + "每日打卡" + "大家都要知道" * 10
    (flag,) = [f for f in examine([Passage(where="内容", text=text)]) if f.is_forbidden]
    assert "每日打卡" in flag.passage
    assert len(flag.passage) <= 32


def test_every_list_of_words_has_its_date_and_its_source() -> None:
    lists = word_lists()
    assert lists.date.year >= 2026
    assert lists.people.source
    for rule in lists.rules:
        assert rule.source
        assert rule.why.endswith("。")
        for words in (rule.never, rule.ask, rule.named, rule.lists, rule.harmless):
            assert len(set(words)) == len(words), rule.key


@pytest.mark.parametrize(
    "text",
    [
        "抬王凤英去医院看癌症",
        "精神病人白海峰家不出",
        "付李秀英住院慰问金",
        "任凤莲（瘫痪）免出工",
    ],
)
def test_a_secret_beside_a_name_that_no_list_has_is_forbidden_in_a_cell(
    text: str,
) -> None:
    (flag,) = examine([Passage(where="第 3 行“项目”", text=text, is_cell=True)])
    assert (flag.rule, flag.is_forbidden) == ("sensitive", True)


@pytest.mark.parametrize(
    "text",
    [
        "精神病院门前道路硬化",
        "白血病救助资金",
        "结核病筛查安排在马家沟村",
        "王家湾离婚登记点",
        "安装轮椅坡道，方便瘫痪老人",
    ],
)
def test_a_word_beside_nobody_is_let_through_in_a_cell(text: str) -> None:
    assert examine([Passage(where="第 3 行“项目”", text=text, is_cell=True)]) == ()
