"""Words that say that somebody does not receive: 不予补贴, 停发, 取消, 退回, 已故."""

import re

_RECEIVES = r"(?:发(?![现生病展烧])|补|享|列|领|付|兑|打|纳入|保|拨|救助|通过|同意|符合|合格|到账|成功)"
_OFF = re.compile(
    rf"(?:不|未|没有?|停止?|缓|终止|中止)[再予能宜给应可得以有继续被]*{_RECEIVES}"
    r"|(?:不|未|没有?|拒绝)(?:(?:登记|参加)$|参选|参加选举)|不予|取消|暂[缓停]|停[发保止]|终止|退[回出保票款补还缴]|注销|销户|查无|不符|清退|剔除|核减|扣发|放弃|作废|无效|失败"
    r"|死|(?<!伤)亡|[去逝过离辞]世|病逝|病故|已故|身故|不在(?=[册了世]|$)|除名|核销|迁出|迁走|冻结|追回|收回|错发|多领|重复"
)
_LINE = re.compile(
    r"^(?:以下|下列|下面|[一二三四五六七八九十\d]+[、.．])|(?:人员|名单|对象|户|家庭|情况|的)[:：]?$|[:：]$"
)
MAX_WORD = 4  # 停发, 暂停发放
_BRACKETS = re.compile(r"[（(].*?[)）]")


def says_off(text: str) -> bool:
    return _OFF.search(text) is not None


def is_line(text: str) -> bool:
    """以下为停发人员, 二、注销：: of the rows below it; 王建国（停发） is one of them."""
    bare = _BRACKETS.sub("", text)
    return says_off(bare) and (len(bare) <= MAX_WORD or _LINE.search(bare) is not None)
